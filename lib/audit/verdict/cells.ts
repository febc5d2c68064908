import type { Cell, Finding, Verdict } from '../model';

interface Tally {
  readonly violated: Set<string>;
  readonly unknown: Set<string>;
}

const key = (names: readonly string[]) => names.join('\0');

/** The verdict of every environment and of every pair. What concerns anybody concerns every pair. */
export const cellsOf = (names: readonly string[], findings: readonly Finding[]): Cell[] => {
  const open = findings.filter(({ status }) => status === 'open');
  const tallies = new Map<string, Tally>();
  const add = (environments: readonly string[], { verdict, invariant }: Finding) => {
    const tally = tallies.get(key(environments)) ?? { violated: new Set<string>(), unknown: new Set<string>() };
    tallies.set(key(environments), tally);
    (verdict === 'VIOLATED' ? tally.violated : tally.unknown).add(invariant);
  };
  const anyone = new Map<string, Finding[]>();
  for (const finding of open) {
    const own = finding.environments.filter(name => names.includes(name));
    if (own.length > 0) add(own, finding);
    if (finding.against === 'anyone') for (const name of own) anyone.set(name, [...(anyone.get(name) ?? []), finding]);
  }
  const cell = (environments: Cell['environments']): Cell => {
    const tally = tallies.get(key(environments));
    const violated = new Set(tally?.violated);
    const unknown = new Set(tally?.unknown);
    if (environments.length === 2) {
      for (const name of environments)
        for (const { verdict, invariant } of anyone.get(name) ?? []) (verdict === 'VIOLATED' ? violated : unknown).add(invariant);
    }
    const verdict: Verdict = violated.size > 0 ? 'VIOLATED' : unknown.size > 0 ? 'UNKNOWN' : 'PROVEN';
    return {
      environments,
      verdict,
      violated: [...violated].sort(),
      unknown: [...unknown].filter(id => !violated.has(id)).sort(),
    };
  };
  const singles = names.map(name => cell([name]));
  const pairs = names.flatMap((one, index) => names.slice(index + 1).map(other => cell([one, other])));
  return [...singles, ...pairs];
};
