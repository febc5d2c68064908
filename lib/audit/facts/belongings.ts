// what templates say to be one environment's: looked for in the code of every other.
import { bucketsIn, type NamedBuckets } from './bucket-uses';
import type { Position } from './positions';
import type { Facts } from './types';
import { WordIndex } from './word-index';
import type { EnvironmentNode, World } from '../world/types';

/** Something of an environment that a text names. */
export interface Belonging {
  readonly text: string;
  readonly at: number;
  readonly position: Position;
  readonly owners: ReadonlySet<EnvironmentNode>;
}

const positions = {
  bucket: { invariant: 'data.store', what: 'a bucket in the content of an asset', watched: false },
  id: { invariant: 'network.shared-id', what: 'a resource in the content of an asset', watched: false },
  domain: { invariant: 'network.dns', what: 'a host in the content of an asset', watched: false },
  declared: { invariant: 'configuration.declared', what: 'configuration in the content of an asset', watched: false },
} as const;

type Owners = Map<string, Set<EnvironmentNode>>;

const ownersOf = (words: readonly { readonly text: string; readonly owner: EnvironmentNode }[]): Owners => {
  const owners: Owners = new Map();
  for (const { text, owner } of words) owners.set(text, (owners.get(text) ?? new Set()).add(owner));
  return owners;
};

const OUTSIDE_HOST = /[^A-Za-z0-9._-]/;
const OUTSIDE_NAME = /[\s"'`,;=|()<>{}[\]\\]/;

/** The whole piece of text around a place, up to letters that cannot belong to it. */
const around = (text: string, at: number, outside: RegExp): string => {
  let [from, behind] = [at, at];
  while (from > 0 && at - from < 300 && !outside.test(text[from - 1]!)) from -= 1;
  while (behind < text.length && behind - at < 300 && !outside.test(text[behind]!)) behind += 1;
  return text.slice(from, behind);
};

/** Ways to look into a text for whatever belongs to anybody. */
export interface Looks {
  readonly look: (text: string) => Belonging[];
  readonly lookForHosts: (text: string) => Belonging[];
}

/** Built when all templates have been read. */
export const belongingsIn = (world: World, facts: Facts, buckets: NamedBuckets): Looks => {
  const ids = ownersOf(facts.physicalIds.map(({ id, place }) => ({ text: id, owner: place.environment })));
  const domainsOf = (zone: boolean) => facts.domains.filter(domain => domain.zone === zone).map(({ text, place }) => ({ text, owner: place.environment }));
  const [zones, names] = [ownersOf(domainsOf(true)), ownersOf(domainsOf(false))];
  const hosts = new Set([...zones.keys(), ...names.keys()].map(text => text.replace(/^\*\./, '')));
  const declared = ownersOf(world.environments.flatMap(owner => owner.identifiers.map(text => ({ text, owner }))));
  /** The name that is nearest to a host says whose it is: a zone may lie in that of another environment. */
  const nearest = (host: string): ReadonlySet<EnvironmentNode> | undefined => {
    const labels = host.toLowerCase().replace(/\.$/, '').split('.');
    // a name is one host, with a star those right below it; a zone is everything below.
    const exact = names.get(labels.join('.')) ?? names.get(['*', ...labels.slice(1)].join('.'));
    for (let from = 0; from < labels.length && !exact; from += 1) {
      const owners = zones.get(labels.slice(from).join('.'));
      if (owners) return owners;
    }
    return exact;
  };
  const inText = (index: WordIndex, text: string, hostsAlone: boolean): Belonging[] => {
    const found = new Map<string, Belonging>();
    for (const { word, at } of index.in(text)) {
      const add = (kind: keyof typeof positions, owners: ReadonlySet<EnvironmentNode> | undefined) => {
        if (!owners) return;
        const key = [kind, word, ...[...owners].map(({ name }) => name)].join('\0');
        if (!found.has(key)) found.set(key, { text: word, at, position: positions[kind], owners });
      };
      if (hosts.has(word)) add('domain', nearest(around(text, at, OUTSIDE_HOST)));
      if (hostsAlone) continue;
      add('id', ids.get(word));
      if (buckets.has(word) && bucketsIn(buckets, around(text, at, OUTSIDE_NAME)).includes(word)) add('bucket', buckets.get(word));
      add('declared', declared.get(word));
    }
    return [...found.values()];
  };
  const all = new WordIndex([...ids.keys(), ...hosts, ...buckets.keys(), ...declared.keys()]);
  const named = new WordIndex(hosts);
  return { look: text => inText(all, text, false), lookForHosts: text => inText(named, text, true) };
};
