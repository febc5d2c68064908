// buckets that somebody names explicitly: a bucket's name means one bucket in the whole world, so that saying it means using it.
import { literalsOf, type Value } from '../resolve/value';
import type { Resolver } from '../resolve/resolver';
import type { EnvironmentNode, World } from '../world/types';
import { isPublicBucket } from './names';
import { literalText } from './secret-texts';
import type { Facts, Place } from './types';

/** Owners of explicit names. */
export type NamedBuckets = ReadonlyMap<string, ReadonlySet<EnvironmentNode>>;

export const namedBuckets = (world: World, resolver: Resolver): NamedBuckets => {
  const owners = new Map<string, Set<EnvironmentNode>>();
  for (const { environment, resources } of world.stacks) {
    for (const { type, properties, stack } of resources.values()) {
      if (type !== 'AWS::S3::Bucket' || properties.BucketName === undefined) continue;
      for (const name of literalsOf(resolver.value(stack, properties.BucketName)) ?? [])
        owners.set(name, (owners.get(name) ?? new Set()).add(environment));
    }
  }
  return owners;
};

const PIECE = /[^\s"'`,;=|()<>{}[\]\\⟨⟩]+/g;

/** Ways to write a bucket that cannot mean anything else: its ARN, its URL and its hosts. */
const written: readonly RegExp[] = [
  /^arn:[^:]*:s3:::([^/*?]+)/,
  /^s3[an]?:\/\/([^/]+)/,
  /^(?:https?:\/\/)?([a-z0-9][a-z0-9.-]*)\.s3[.-][a-z0-9.-]*amazonaws\.com/,
  /^(?:https?:\/\/)?s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?\/([^/?]+)/,
  // a home directory begins with its bucket.
  /^\/([a-z0-9.-]*[\d.-][a-z0-9.-]*)(?:\/|$)/,
];

/** Buckets that a text names by an address of theirs, whoever has them. */
export const bucketsSaid = (text: string): string[] =>
  !/s3[an]?:\/\/|s3[.-]/.test(text)
    ? []
    : [...text.matchAll(PIECE)].flatMap(([piece]) => {
      const [name] = written.slice(1, -1).flatMap(pattern => pattern.exec(piece)?.[1] ?? []);
      return name === undefined || isPublicBucket(name) || !/^[a-z0-9][a-z0-9.-]{2,62}$/.test(name) ? [] : [name];
    });

/** A name that is a word of the language may stand anywhere for anything. */
const TELLING = /[.\d-]/;

/** So many names make an expression that still compiles quickly. */
const MANY = 500;
const anyOf = new WeakMap<NamedBuckets, RegExp>();

/** Whether any name stands in a text at all: one search, which most texts end with. */
const mayName = (buckets: NamedBuckets, text: string): boolean => {
  if (buckets.size === 0 || buckets.size > MANY) return buckets.size > 0;
  let any = anyOf.get(buckets);
  if (!any) anyOf.set(buckets, (any = new RegExp([...buckets.keys()].map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'))));
  return any.test(text);
};

/** Buckets that a text names for certain. */
export const bucketsIn = (buckets: NamedBuckets, text: string): string[] =>
  !mayName(buckets, text) ? [] : [...text.matchAll(PIECE)].flatMap(([piece]) => {
    if (TELLING.test(piece) && buckets.has(piece)) return [piece];
    const [name] = written.flatMap(pattern => pattern.exec(piece)?.[1] ?? []);
    return name !== undefined && buckets.has(name) ? [name] : [];
  });

/** Records that a value says the name of a bucket of another environment. */
export const bucketUsesOf = (facts: Facts, buckets: NamedBuckets, own: EnvironmentNode, at: () => Place, value: Value): void => {
  if (buckets.size === 0) return;
  for (const sequence of value) {
    for (const name of bucketsIn(buckets, literalText(sequence))) {
      const owners = buckets.get(name)!;
      if (owners.size > 1 || !owners.has(own)) facts.named.push({ place: at(), text: name, what: 'bucket' });
    }
  }
};
