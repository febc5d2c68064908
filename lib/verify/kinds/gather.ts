import { policyOf } from '../../doctor/policy-text';
import { isObject, type Json, type JsonObject } from '../../audit/assembly/shape';
import { intrinsicOf } from '../../audit/resolve/intrinsic';
import { CallFailed } from '../../doctor/read-only';
import type { Live } from '../types';

/** Every item of every page. */
export const pages = async <Item>(page: (token: string | undefined) => Promise<{ readonly items?: readonly Item[]; readonly next?: string }>): Promise<Item[]> => {
  const all: Item[] = [];
  let token: string | undefined;
  do {
    const { items = [], next } = await page(token);
    all.push(...items);
    // an answer that leads back to itself would never end.
    if (next !== undefined && next !== '' && next === token) throw new Error('a page that names itself as the next one');
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

/** Whether something in it would be resolved once it stands in a template: what AWS answers is taken word for word. */
const hasIntrinsic = (node: Json): boolean =>
  (Array.isArray(node) ? node.some(hasIntrinsic) : isObject(node) && (intrinsicOf(node) !== undefined || Object.values(node).some(hasIntrinsic)));

/** A policy as services answer it: text, now and then percent-encoded. @throws where it is no policy */
export const policy = (text: string | undefined): Json | undefined => {
  if (text === undefined || text === '') return undefined;
  const document = policyOf(text) as Json | undefined;
  if (typeof document !== 'object' || document === null) throw new Error('a policy that is not JSON');
  if (hasIntrinsic(document)) throw new Error('a policy with a member that templates would take for a function of theirs');
  return document;
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
