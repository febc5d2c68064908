// narrow readers of foreign documents: what has the wrong type is refused with its place.
import { UnusableInput } from '../model';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`);

export const objectAt = (value: unknown, file: string, place: string): JsonObject => {
  if (!isObject(value)) throw new UnusableInput(`expected an object, found ${kindOf(value)}`, file, place);
  return value;
};

/** An object that may be absent. */
export const objectIn = (parent: JsonObject, key: string, file: string, place: string): JsonObject =>
  parent[key] === undefined || parent[key] === null ? {} : objectAt(parent[key], file, place ? `${place}.${key}` : key);

export const stringAt = (value: unknown, file: string, place: string): string => {
  if (typeof value !== 'string') throw new UnusableInput(`expected a string, found ${kindOf(value)}`, file, place);
  return value;
};

export const stringIn = (parent: JsonObject, key: string): string | undefined => {
  const value = parent[key];
  return typeof value === 'string' ? value : undefined;
};
