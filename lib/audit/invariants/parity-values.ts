import { isObject, type Json } from '../assembly/shape';
import type { EnvironmentNode, ResourceNode } from '../world/types';

/** What is an environment's own by nature: names, addresses, references, descriptions. */
const OWN =
  /(Name|Names|Id|Ids|Arn|ARN|Key|S3Key|Bucket|Description|Comment|Tags|Cidr\w*|Domain\w*|Host|Endpoint|Zones?|Address\w*|Label|Value|Body|Document|Content|Format|Pattern|Variables|Email)$/;

const PLAIN = /^[A-Za-z][A-Za-z0-9._:-]{0,39}$/;

/** A value of a setting: how often it is there, and a resource that has it. */
interface Held {
  count: number;
  readonly example: ResourceNode;
}

type Settings = Map<string, Map<string, Held>>;

const collect = (value: Json, path: string, resource: ResourceNode, own: string, into: Settings): void => {
  const key = path.slice(path.lastIndexOf('.') + 1);
  if (OWN.test(key) || key === 'Statement' || key.startsWith('Fn::') || key === 'Ref') return;
  if (Array.isArray(value)) for (const item of value) collect(item, path, resource, own, into);
  else if (isObject(value))
    for (const [name, inner] of Object.entries(value)) collect(inner, `${path}.${name}`, resource, own, into);
  else if (typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && PLAIN.test(value))) {
    const text = String(value);
    if (text.toLowerCase().includes(own)) return;
    const values = into.get(path) ?? new Map<string, Held>();
    into.set(path, values);
    const held = values.get(text);
    if (held) held.count += 1;
    else values.set(text, { count: 1, example: resource });
  }
};

const settingsOf = (resources: readonly ResourceNode[], { name }: EnvironmentNode): Settings => {
  const settings: Settings = new Map();
  for (const resource of resources) {
    const { type, properties } = resource;
    for (const [key, value] of Object.entries(properties))
      collect(value, `${type}.${key}`, resource, name.toLowerCase(), settings);
  }
  return settings;
};

export interface DifferentSetting {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** A resource that has what the other environment has not. */
  readonly example?: ResourceNode;
}

/** Of as many resources each value is there as often; where their number differs, that is told by itself. */
const tell = (values: ReadonlyMap<string, Held>, counted: boolean) =>
  [...values].map(([text, { count }]) => (counted && count > 1 ? `${count} × ${text}` : text)).sort().join(', ') || 'nothing';

/** Settings that resources of one type have in one environment and not in the other. */
export const differentSettings = (
  before: readonly ResourceNode[],
  from: EnvironmentNode,
  after: readonly ResourceNode[],
  to: EnvironmentNode,
): DifferentSetting[] => {
  const [first, second] = [settingsOf(before, from), settingsOf(after, to)];
  const counted = before.length === after.length;
  return [...first].flatMap(([what, values]) => {
    const other = second.get(what);
    if (!other || tell(values, counted) === tell(other, counted)) return [];
    const odd = [...values].find(([text]) => !other.has(text)) ?? [...other].find(([text]) => !values.has(text)) ?? [...values][0];
    return [{ what, before: tell(values, counted), after: tell(other, counted), example: odd?.[1].example }];
  });
};
