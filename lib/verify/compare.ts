import { comparePolicies } from './policy/compare';
import { statementsOf, type Names, type Spelt } from './policy/statements';
import type { Said } from './said';
import type { Aspect, Live, Location } from './types';
import { asText } from './kinds/spelling';
import { statementText, valueText } from './words';
import { isObject, type Json, type JsonObject } from '../audit/assembly/shape';
import { canonical } from '../doctor/policy-text';

/** How a template would have to read for its resource to be as it is. */
export type Graft =
  | { readonly as: 'policy'; readonly said: readonly Said[]; readonly document: JsonObject | undefined }
  | { readonly as: 'inline'; readonly name: string; readonly said?: Said; readonly document: JsonObject }
  | { readonly as: 'entry'; readonly entry: Json }
  | { readonly as: 'gone'; readonly said: Said }
  | { readonly as: 'value'; readonly value: Json };

export interface Difference {
  readonly property: string;
  readonly aspect: Aspect;
  /** What differs, a line each. */
  readonly says: readonly string[];
  /** Whether it lets more in or protects less. */
  readonly loosens: boolean;
  readonly grafts: readonly Graft[];
}

export interface Comparison {
  readonly property: string;
  readonly aspect: Aspect;
  readonly live: Live;
  readonly said: readonly Said[];
  readonly names: Names;
  readonly where: Location;
}

const listOf = (node: Json | undefined): Json[] => (node === undefined ? [] : Array.isArray(node) ? node : [node]);

/** What a template writes for each statement that it has, so that what has not changed stays as it is written. */
const writtenFor = (said: readonly Said[], names: Names): Map<string, Json> => new Map(said.flatMap(({ node, value }) => {
  const written = isObject(node) ? listOf(node.Statement) : [];
  return statementsOf(value, names).flatMap(({ text }, index) => (written[index] === undefined ? [] : [[text, written[index]] as const]));
}));

const documentOf = (live: Json, spelt: readonly Spelt[], said: readonly Said[], names: Names): JsonObject => {
  const written = writtenFor(said, names);
  const Version = isObject(live) && typeof live.Version === 'string' ? live.Version : '2008-10-17';
  return { Version, Statement: spelt.map(({ text, statement }) => written.get(text) ?? statement) };
};

/** A bus takes its statements one by one. */
const asPolicy = ({ as, carrier }: Aspect, value: Json): Json => (as === 'policy' && carrier?.holds === 'Statement' && isObject(value) && value.Statement === undefined ? { Statement: [value] } : value);

const policyDifference = (expected: readonly Json[], live: Json | undefined, names: Names) => {
  const spelt = statementsOf(live, names);
  const { added, missing, loosens } = comparePolicies(expected.flatMap(one => statementsOf(one, names)), spelt);
  return { spelt, loosens, says: [...added.map(one => `live, not synthesized: ${statementText(one)}`), ...missing.map(one => `synthesized, not live: ${statementText(one)}`)] };
};

const policy = ({ property, aspect, live, said, names }: Comparison): Difference[] => {
  const { [property]: whole, ...rest } = live.properties;
  const found = aspect.within === undefined ? whole : isObject(whole) ? whole[aspect.within] : rest[aspect.within];
  const expected = said.length > 0 ? said.map(({ value }) => asPolicy(aspect, value)) : aspect.otherwise === undefined ? [] : [aspect.otherwise];
  const { spelt, says, loosens } = policyDifference(expected, found, names);
  if (says.length === 0) return [];
  return [{ property, aspect, says, loosens, grafts: [{ as: 'policy', said, document: found === undefined ? undefined : documentOf(found, spelt, said, names) }] }];
};

const nameIn = (policy: Json): string => (isObject(policy) && typeof policy.PolicyName === 'string' ? policy.PolicyName : '');
const documentIn = (policy: Json): Json | undefined => (isObject(policy) ? policy.PolicyDocument : undefined);

const policies = ({ property, aspect, live, said, names }: Comparison): Difference[] => {
  const found = listOf(live.properties[property]);
  const all = [...new Set([...said.map(({ value }) => nameIn(value)), ...found.map(nameIn)])];
  return all.flatMap(name => {
    const [expected] = said.filter(({ value }) => nameIn(value) === name);
    const document = documentIn(found.find(one => nameIn(one) === name) ?? null);
    const { spelt, says, loosens } = policyDifference(expected ? [documentIn(expected.value) ?? null] : [], document, names);
    if (says.length === 0) return [];
    const written = expected ? [{ ...expected, node: documentIn(expected.node) ?? expected.node, value: documentIn(expected.value) ?? null }] : [];
    return [{
      property: `${property}/${name}`, aspect, says, loosens,
      grafts: document === undefined ? [] : [{ as: 'inline' as const, name, said: expected, document: documentOf(document, spelt, written, names) }],
    }];
  });
};

const plain = (value: Json): Json => value;

const set = ({ property, aspect, live, said, where }: Comparison): Difference[] => {
  const { same = plain, loosens = 'more' } = aspect;
  const spell = (entry: Json) => canonical(same(entry, where));
  const wanted = said.length > 0 ? said.map(({ value }) => value) : listOf(aspect.otherwise);
  const found = listOf(live.properties[property]);
  const [expected, actual] = [new Set(wanted.map(spell)), new Set(found.map(spell))];
  const added = found.filter(entry => !expected.has(spell(entry)));
  const missing = wanted.filter(entry => !actual.has(spell(entry)));
  const gone = said.filter(({ value: entry, resource }) => resource.type === live.type && !actual.has(spell(entry)));
  if (added.length === 0 && missing.length === 0) return [];
  return [{
    property, aspect,
    says: [...added.map(entry => `live, not synthesized: ${valueText(entry)}`), ...missing.map(entry => `synthesized, not live: ${valueText(entry)}`)],
    loosens: loosens === 'any' || (loosens === 'more' && added.length > 0) || (loosens === 'less' && missing.length > 0),
    grafts: [...gone.map(one => ({ as: 'gone' as const, said: one })), ...added.map(entry => ({ as: 'entry' as const, entry }))],
  }];
};

const value = ({ property, aspect, live, said, where }: Comparison): Difference[] => {
  const { same = plain, otherwise = null, loosens = 'any' } = aspect;
  const [expected, found] = [said[0]?.value ?? otherwise, live.properties[property] ?? otherwise];
  if (canonical(same(expected, where)) === canonical(same(found, where))) return [];
  return [{
    property, aspect, says: [`live: ${valueText(same(found, where))}; synthesized: ${valueText(same(expected, where))}`], loosens: loosens !== 'none',
    grafts: [{ as: 'value', value: found }],
  }];
};

const isSame = (one: Json | undefined, other: Json | undefined): boolean => canonical(asText(one ?? null)) === canonical(asText(other ?? null));

/** Members of which nothing but the name is told, for their values may be anything; nor is the audit asked, for it tells what it finds. */
const sealed = ({ property, aspect, live, said }: Comparison): Difference[] => {
  const [expected = {}, found = {}] = [said[0]?.value, live.properties[property]].map(one => (isObject(one) ? one : {}));
  const changed = [...new Set([...Object.keys(expected), ...Object.keys(found)])].filter(name => !isSame(expected[name], found[name])).sort();
  const how = (name: string) => (expected[name] === undefined ? 'live, not synthesized' : found[name] === undefined ? 'synthesized, not live' : 'has another value');
  return changed.length === 0 ? [] : [{ property, aspect, says: changed.map(name => `${name}: ${how(name)}`), loosens: aspect.loosens !== 'none', grafts: [] }];
};

const manners = { policy, policies, set, value, sealed } as const;

/** In what one aspect of a resource is not as the templates say. */
export const compareAspect = (comparison: Comparison): Difference[] => manners[comparison.aspect.as](comparison);
