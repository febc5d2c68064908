// leaks and look-alikes as data; how well they were found at first sight stands at the head of each file.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';

export const sides = ['staging', 'production'] as const;
export type Side = typeof sides[number];

/** `[Type, Properties, other attributes]` */
type Resource = readonly [string, Record<string, unknown>, Record<string, unknown>?];
type Resources = Readonly<Record<string, Resource>>;

export interface Case {
  readonly name: string;
  /** The invariant that tells a leak, `UNKNOWN` before it where it leaves it open; `unusable` where the input is refused. */
  readonly finds?: string;
  readonly both?: Resources;
  readonly staging?: Resources;
  readonly production?: Resources;
  /** Other sections of both templates. */
  readonly sections?: Record<string, unknown>;
  /** Values of template parameters that differ. */
  readonly parameters?: Readonly<Record<Side, Readonly<Record<string, string>>>>;
  /** Files of an asset that the stack of a side deploys. */
  readonly assets?: Readonly<Partial<Record<Side, Readonly<Record<string, string>>>>>;
  /** Whole templates in YAML instead. */
  readonly yaml?: Readonly<Record<Side, string>>;
  /** What the team states about its environments. */
  readonly environments?: 'classes' | 'forgotten' | 'linked';
  /** Harmless resources in each template besides. */
  readonly noise?: number;
}

const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const bytesOf = (seed: string) => Buffer.concat([0, 1].map(part => createHash('sha512').update(`${seed} ${part}`).digest()));
const made: Readonly<Record<string, (seed: string, length: number) => string>> = {
  hex: (seed, length) => bytesOf(seed).toString('hex').slice(0, length),
  word: (seed, length) => [...bytesOf(seed).subarray(0, length)].map(byte => letters[byte % letters.length]).join(''),
};

/** Writes out `<<hex32 seed>>`, `<<word24 seed>>`, `<<b64|text>>` and `<<gz|text>>`, the inner ones first. */
export const writtenOut = (text: string): string => {
  const next = text
    .replace(/<<(hex|word)(\d+) (\w+)>>/g, (_, kind: string, length: string, seed: string) => made[kind]!(seed, Number(length)))
    .replace(/<<(b64|gz)\|((?:(?!<<|>>)[^])*)>>/g, (_, kind: string, plain: string) =>
      (kind === 'gz' ? gzipSync(plain) : Buffer.from(plain)).toString('base64'));
  return next === text ? text : writtenOut(next);
};

const everyString = (value: unknown): unknown => {
  if (typeof value === 'string') return writtenOut(value);
  if (Array.isArray(value)) return value.map(everyString);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, everyString(inner)]));
};

const substitution = { tag: '!sub', resolve: (text: string) => ({ 'Fn::Sub': text }) as unknown as string };

export const casesOf = (name: string): Case[] =>
  everyString(parse(readFileSync(join('test', 'audit', 'unseen', `${name}.yaml`), 'utf8'), { customTags: [substitution] })) as Case[];
