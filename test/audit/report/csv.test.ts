import { render } from '../../../lib/audit/report';
import { hostile } from './fixtures/hostile';
import { context, leaky } from './fixtures/results';

/** A small reader of RFC 4180, independent of the writer: every cell of the report is quoted. */
const parse = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let read = 0;
  for (const [whole, cell, end] of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    row.push(cell!.replaceAll('""', '"'));
    read += whole.length;
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  expect(read).toBe(text.length);
  return rows;
};

const rowsOf = (kind: string, result = leaky) => parse(render('csv', result, context)).filter(([record]) => record === kind);

describe('the CSV report', () => {
  test('has the same number of cells in every row, whatever the text', () => {
    for (const result of [leaky, hostile]) expect(new Set(parse(render('csv', result, context)).map(({ length }) => length))).toEqual(new Set([18]));
  });

  test('has no cell that a spreadsheet would calculate', () => {
    for (const cell of parse(render('csv', hostile, context)).flat()) expect(cell).not.toMatch(/^\s*[=+\-@|%]/);
  });

  test('has no control character inside a cell', () => {
    for (const cell of parse(render('csv', hostile, context)).flat()) expect(cell).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('carries the digest of every input, allowed and denied paths, and every step', () => {
    expect(rowsOf('input').map(row => row.at(-1))).toEqual(leaky.inputs.map(({ sha256 }) => sha256));
    expect([rowsOf('allowed').length, rowsOf('denied').length]).toEqual([1, 5]);
    expect(rowsOf('finding')).toHaveLength(leaky.findings.length);
    expect(rowsOf('step')).toHaveLength(leaky.findings.flatMap(({ chain }) => chain).length);
  });
});
