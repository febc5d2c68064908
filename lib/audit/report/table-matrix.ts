import type { AuditResult } from '../model';
import type { Paint } from './table';
import { clipped, visible } from './visible';
import { between, signs } from './words';

// beyond this many a grid is wider than a terminal.
const GRID = 8;

const cellOf = (result: AuditResult, one: string, other: string) =>
  result.cells.find(({ environments }) => environments.join('\0') === (one === other ? [one] : [one, other].sort()).join('\0'));

/** Environment × environment; many environments are listed by what is not proven instead. */
export const terminalMatrix = (result: AuditResult, paint: Paint): string[] => {
  const names = result.environments.map(({ name }) => name);
  if (names.length > GRID) {
    const open = result.cells.filter(({ verdict }) => verdict !== 'PROVEN');
    const proven = result.cells.length - open.length;
    return [...open.map(({ environments, verdict }) => `  ${paint(`${signs[verdict]} ${verdict}`, verdict)}  ${visible(between(environments))}`), `  ${signs.PROVEN} ${proven} of ${result.cells.length} environments and pairs proven`];
  }
  const labels = names.map(name => clipped(name, 24));
  const first = Math.max(0, ...labels.map(({ length }) => length));
  const widths = labels.map(({ length }) => Math.max(length, 10));
  return [
    `  ${' '.repeat(first)}  ${labels.map((label, index) => label.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd(),
    ...names.map((one, row) => `  ${(labels[row] ?? '').padEnd(first)}  ${names.map((other, column) => {
      const verdict = cellOf(result, one, other)?.verdict ?? 'UNKNOWN';
      return paint(`${signs[verdict]} ${verdict}`.padEnd(widths[column] ?? 0), verdict);
    }).join('  ')}`.trimEnd()),
  ];
};
