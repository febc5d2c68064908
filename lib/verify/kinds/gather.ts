import { policyOf } from '../../doctor/policy-text';
import type { Json, JsonObject } from '../../audit/assembly/shape';
import { CallFailed } from '../../doctor/read-only';
import type { Live } from '../types';

/** Every item of every page. */
export const pages = async <Item>(page: (token: string | undefined) => Promise<{ readonly items?: readonly Item[]; readonly next?: string }>): Promise<Item[]> => {
  const all: Item[] = [];
  let token: string | undefined;
  do {
    const { items = [], next } = await page(token);
    all.push(...items);
    token = next === '' ? undefined : next;
  } while (token !== undefined);
  return all;
};

/** Asks once, however many wait for the answer. */
export const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
};

/** The answer of a call, or nothing where AWS says by one of these names that there is none. */
export const unless = async <T>(absent: RegExp, answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CallFailed && absent.test(error.name)) return undefined;
    throw error;
  }
};

/** A policy as services answer it: text, now and then percent-encoded. @throws where it is no policy */
export const policy = (text: string | undefined): Json | undefined => {
  if (text === undefined || text === '') return undefined;
  const document = policyOf(text);
  if (typeof document !== 'object' || document === null) throw new Error('a policy that is not JSON');
  return document as Json;
};

/** As JSON has it: what is not there is left out. */
export const json = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

/** Properties of one resource that are asked for one by one; what fails is told of the property and of no other. */
export const gather = async (
  base: Omit<Live, 'properties' | 'unread'>, parts: Readonly<Record<string, () => Json | undefined | Promise<Json | undefined>>>,
): Promise<Live> => {
  const properties: JsonObject = {};
  const unread: Record<string, unknown> = {};
  await Promise.all(Object.entries(parts).map(async ([name, read]) => {
    try {
      const value = await read();
      if (value !== undefined) properties[name] = value;
    } catch (error) {
      unread[name] = error;
    }
  }));
  return { ...base, properties, ...Object.keys(unread).length > 0 && { unread } };
};
