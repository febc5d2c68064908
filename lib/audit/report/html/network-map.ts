import type { AuditResult, Finding, NetworkEntry } from '../../model';
import { visible } from '../visible';
import { count, parties } from '../words';
import { html, type Markup } from './markup';

// one box in units of the drawing; three stand side by side.
const box = { width: 290, height: 150, gapX: 60, gapY: 70, columns: 3, margin: 6, letters: 27, indent: 92 } as const;

interface Placed {
  readonly entry: NetworkEntry;
  readonly x: number;
  readonly y: number;
}

const place = (entry: NetworkEntry, index: number): Placed => ({
  entry,
  x: box.margin + (index % box.columns) * (box.width + box.gapX),
  y: box.margin + Math.floor(index / box.columns) * (box.height + box.gapY),
});

const cut = (text: string): string => {
  const letters = [...visible(text)];
  return letters.length > box.letters ? `${letters.slice(0, box.letters - 1).join('')}…` : letters.join('');
};

const shortened = ([first, ...others]: readonly string[], none: string): string =>
  (first === undefined ? none : others.length === 0 ? cut(first) : cut(`${first.slice(0, box.letters - 10)} and ${others.length} more`));

const boxMarkup = ({ entry, x, y }: Placed, tone: number): Markup => {
  const unbound = entry.endpoints.filter(({ bound }) => !bound).length;
  const rows: readonly (readonly [string, string])[] = [
    ['range', shortened(entry.cidrs, 'no network')],
    ['endpoints', `${entry.endpoints.length}${unbound > 0 ? `, ${unbound} of them open` : ', all bound'}`],
    ['leaves to', shortened(entry.egress, 'nowhere')],
    ['addresses', String(entry.addresses.length)],
    ['domains', shortened(entry.domains, 'none')],
  ];
  return html`<g class="box tone-${tone}"><rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="10"></rect>
<rect class="band" x="${x}" y="${y + 8}" width="4" height="22"></rect>
<text class="name" x="${x + 16}" y="${y + 26}">${cut(entry.environment)}</text>
${rows.map(([label, value], index) => html`<text class="label" x="${x + 16}" y="${y + 52 + index * 20}">${label}</text>
<svg x="${x + box.indent}" y="${y + 38 + index * 20}" width="${box.width - box.indent - 10}" height="20"><text x="0" y="14">${value}</text></svg>`)}</g>`;
};

/** Where a line from the middle of a box to the middle of another leaves it. */
const edge = (from: Placed, to: Placed): readonly [number, number] => {
  const [x, y] = [from.x + box.width / 2, from.y + box.height / 2];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const scale = Math.min(dx === 0 ? Infinity : box.width / 2 / Math.abs(dx), dy === 0 ? Infinity : box.height / 2 / Math.abs(dy));
  return [Math.round(x + dx * scale), Math.round(y + dy * scale)];
};

const isFar = (from: Placed, to: Placed): boolean => from.y === to.y && Math.abs(from.x - to.x) > box.width + box.gapX;

const linkMarkup = (finding: Finding, from: Placed, to: Placed): Markup => {
  const far = isFar(from, to);
  const [[x1, y1], [x2, y2]] = [edge(from, to), edge(to, from)];
  const below = from.y + box.height;
  // a line past a box in between goes below it.
  const path = far
    ? `M${from.x + box.width / 2} ${below} C${from.x + box.width / 2} ${below + 60} ${to.x + box.width / 2} ${below + 60} ${to.x + box.width / 2} ${below}`
    : `M${x1} ${y1} L${x2} ${y2}`;
  return html`<path class="link ${finding.status === 'open' ? finding.verdict.toLowerCase() : 'accepted'}" d="${path}"><title>${parties(finding)}: ${finding.message}</title></path>`;
};

/** The networks of all environments; lines are findings about the network between two. */
export const networkMap = ({ network, findings, environments }: AuditResult): Markup => {
  const placed = new Map(network.map((entry, index) => [entry.environment, place(entry, index)]));
  const links = findings.flatMap(finding => {
    const [one, other] = finding.group === 'network' && finding.environments.length === 2 ? finding.environments : [];
    const [from, to] = [placed.get(one ?? ''), placed.get(other ?? '')];
    return from && to ? [{ finding, from, to }] : [];
  });
  const columns = Math.min(box.columns, network.length);
  const rows = Math.ceil(network.length / box.columns);
  const width = columns * (box.width + box.gapX) - box.gapX + 2 * box.margin;
  const height = rows * (box.height + box.gapY) - box.gapY + 2 * box.margin + (links.some(({ from, to }) => isFar(from, to)) ? box.gapY - 20 : 0);
  const tone = (name: string) => Math.max(0, environments.findIndex(environment => environment.name === name)) % 6;
  return html`<div class="scroll" role="region" aria-label="Network map" tabindex="0"><svg class="map" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Network map: ${count(network.length, 'environment')}, ${links.length === 0 ? 'no connection between them' : `${count(links.length, 'connection')} between them`}">
${links.map(({ finding, from, to }) => linkMarkup(finding, from, to))}${[...placed.values()].map(each => boxMarkup(each, tone(each.entry.environment)))}</svg></div>`;
};
