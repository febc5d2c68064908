import type { Access, Cell, Finding, Verdict } from '../model';
import type { Context } from '../invariants/types';

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

const opening = new Set(['identities', 'references', 'secrets', 'data', 'network', 'accounts', 'deployment']);

/** For every ordered pair: what lets principals of one environment get at the other, or why nothing does. */
export const accessOf = ({ facts, environments }: Context, findings: readonly Finding[]): Access[] => {
  const names = environments.map(({ name }) => name);
  const judged = new Map<string, number>();
  for (const { place, kind } of facts.policies)
    if (kind !== 'identity') judged.set(place.environment.name, (judged.get(place.environment.name) ?? 0) + 1);
  const ways = new Map<string, string[]>();
  const meant = new Set<string>();
  for (const {
    status,
    verdict,
    direction,
    group,
    id,
    against,
    environments: [own],
  } of findings) {
    // a link that is declared or suppressed is a way all the same.
    if (status === 'informational' || verdict !== 'VIOLATED' || !opening.has(group)) continue;
    if (status === 'declared') meant.add(id);
    const to = direction?.to ?? own!;
    if (against === 'anyone') ways.set(`*\0${to}`, [...(ways.get(`*\0${to}`) ?? []), id]);
    else if (direction) ways.set(`${direction.from}\0${to}`, [...(ways.get(`${direction.from}\0${to}`) ?? []), id]);
  }
  return names.flatMap(from =>
    names
      .filter(to => to !== from)
      .map((to): Access => {
        const found = [...(ways.get(`${from}\0${to}`) ?? []), ...(ways.get(`*\0${to}`) ?? [])].sort();
        const policies = judged.get(to) ?? 0;
        const declared = found.length > 0 && found.every(id => meant.has(id));
        return {
          from,
          to,
          allowed: found.length > 0,
          declared,
          policies,
          findings: found,
          reason:
            found.length > 0
              ? `${found.length} finding${found.length === 1 ? ' shows' : 's show'} a way${declared ? ', declared as meant' : ''}`
              : `none of the ${policies} policies of ${to} that name principals admits a principal outside of ${to}, and nothing in ${from} names a resource of ${to}`,
        };
      }),
  );
};
