// one spelling for what AWS and templates write in several ways.
import { isObject, type Json, type JsonObject } from '../../audit/assembly/shape';
import type { Location } from '../types';

/** A key of the account's own by its id or its alias, whether or not the ARN stands before it; an alias of another account keeps that account. */
export const keyId = (value: Json, { account, region }: Location): Json => {
  const [, at, name] = (typeof value === 'string' && /^arn:[^:]*:kms:([^:]*:[^:]*):(?:key\/)?(.*)$/s.exec(value)) || [];
  return at === `${region}:${account}` && name !== undefined ? name : value;
};

/** Numbers and truths as text, however deep: services keep them either way. */
export const asText = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(asText);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asText(inner)]));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
};

/** Only some members, as text, and none that are empty. */
export const only = (...names: readonly string[]) => (value: Json): Json => {
  const given = isObject(value) ? value : {};
  const kept: JsonObject = {};
  for (const name of names) {
    const member = given[name];
    if (member !== undefined && member !== null && member !== '') kept[name] = typeof member === 'number' || typeof member === 'boolean' ? String(member) : member;
  }
  return kept;
};
