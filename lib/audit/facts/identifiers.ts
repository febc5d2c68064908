import { isObject, type Json } from '../assembly/shape';
import { literalsOf, type Value } from '../resolve/value';
import type { ResourceNode } from '../world/types';
import { isVariableBeside, nameBeside } from './beside';
import { isGivenId } from './shared-facts';
import { STORE, storeByName } from './stores';
import type { Facts, Place } from './types';

/** Names under which configuration holds what a provider gave to one environment alone. */
const kinds: readonly [RegExp, string][] = [
  [/(flow|journey|workflow|template)_?-?ids?$/i, 'flow id'],
  [/subscription_?-?ids?$/i, 'subscription id'],
  [/(webhook|callback|redirect)\w*(host|url|uri|domain|endpoint)s?$/i, 'webhook host'],
  [/(organi[sz]ation|tenant|client|app|project|workspace)_?-?ids?$/i, 'provider organization'],
  [/(egress|ingress|outbound|static)_?-?(ips?|addresse?s?)$/i, 'address'],
  [/bucket(_?-?name)?$/i, 'bucket'],
];

const kindOf = (name: string): string | undefined => kinds.find(([pattern]) => pattern.test(name))?.[1];

/** By its name, else by its form. */
const kindBy = (name: string, text: string): string | undefined => kindOf(name) ?? (isGivenId(name, text) ? 'id that a service gave' : undefined);

const MEANINGLESS = /^(|null|true|false|\*|none|default|pending|unknown|\d{1,3})$/i;

const push = (facts: Facts, place: Place, what: string, text: string): void => {
  if (!MEANINGLESS.test(text) && text.length <= 300 && !text.startsWith('arn:') && !text.startsWith('/'))
    facts.identifiers.push({ place, text, what });
};

const inJson = (facts: Facts, place: Place, value: Json, name: string): void => {
  if (Array.isArray(value)) for (const item of value) inJson(facts, place, item, name);
  else if (isObject(value)) for (const [key, inner] of Object.entries(value)) inJson(facts, place, inner, /^(?:host(?:name)?|server|url|uri|endpoint)$/i.test(key) ? `${name}_${key}` : key);
  else if (typeof value === 'string') {
    const what = kindBy(name, value);
    if (what !== undefined) push(facts, place, what, value);
    for (const store of storeByName(name, value)) push(facts, place, STORE, store);
  }
};

const VARIABLE = /(?:Environment\.Variables|EnvironmentVariables|StageVariables)\.([^.]+)$/;

/** Whether a property is configuration: the name of a variable, or nothing for a parameter, which has a name of its own. */
export interface IdentifierPlan {
  readonly variable?: string;
  /** Whether the name stands beside the value. */
  readonly beside: boolean;
}

export const identifierPlan = (type: string, shape: string): IdentifierPlan | undefined => {
  const beside = isVariableBeside(shape);
  const variable = VARIABLE.exec(shape)?.[1];
  return variable !== undefined || (type === 'AWS::SSM::Parameter' && shape === 'Properties.Value') || beside
    ? { variable, beside }
    : undefined;
};

/** Records configuration that tells one environment from another: in variables, parameters and texts of JSON. */
export const identifiersOf = (
  facts: Facts,
  resource: ResourceNode,
  at: () => Place,
  { variable, beside }: IdentifierPlan,
  value: Value,
): void => {
  const { Name } = resource.properties;
  const name = variable ?? (beside ? nameBeside(resource, at().path) : undefined) ?? (typeof Name === 'string' ? Name : '');
  const texts =
    literalsOf(value) ?? value.map(sequence => sequence.map(part => (typeof part === 'string' ? part : 'null')).join(''));
  for (const text of texts) {
    if (/^\s*[{[]/.test(text)) {
      try {
        inJson(facts, at(), JSON.parse(text) as Json, name);
      } catch {
        /* a text that only begins like JSON says nothing by key. */
      }
    } else {
      const last = name.split('/').pop() ?? name;
      for (const item of text.split(',').map(item => item.trim())) {
        const what = kindBy(last, item);
        if (what !== undefined) push(facts, at(), what, item);
        for (const store of storeByName(last, item)) push(facts, at(), STORE, store);
      }
    }
  }
};
