import type { ResourceNode } from '../world/types';

/** An attribute that exists only after deployment: opaque, but of a resource that is known. */
export interface AttributeSymbol {
  readonly kind: 'attribute';
  readonly owner: ResourceNode;
  /** `Ref` or the name of an attribute. */
  readonly attribute: string;
}

export type UnknownSource = 'parameter' | 'hidden' | 'import' | 'dynamic' | 'custom-resource' | 'function' | 'pseudo' | 'benign';

/** Something that templates do not say. */
export interface UnknownSymbol {
  readonly kind: 'unknown';
  readonly source: UnknownSource;
  /** For a dynamic reference: how it is written, with what is not text in angle brackets. */
  readonly text?: string;
  /** What it is, as written in a message: `the SSM parameter '/a/b', read at deployment`. */
  readonly reason: string;
}

export type Part = string | AttributeSymbol | UnknownSymbol;

/** One thing that a value may be; neighbouring literals are one literal. */
export type Sequence = readonly Part[];

/** Everything that a value may be. */
export type Value = readonly Sequence[];

const MOST_ALTERNATIVES = 24;

export const unknown = (source: UnknownSource, reason: string): UnknownSymbol => ({ kind: 'unknown', source, reason });

export const isUnknown = (part: Part | undefined): part is UnknownSymbol => typeof part === 'object' && part.kind === 'unknown';
export const isAttribute = (part: Part | undefined): part is AttributeSymbol =>
  typeof part === 'object' && part.kind === 'attribute';

const OPENS = '{{resolve:';

/** A dynamic reference is something that the template does not say, also where it is put together from pieces. */
const foldDynamic = (parts: readonly Part[]): Sequence => {
  const folded: Part[] = [];
  let inside: string | undefined;
  for (const part of parts) {
    if (typeof part !== 'string') {
      if (inside === undefined) folded.push(part);
      else inside += show(part);
      continue;
    }
    let rest = part;
    while (rest !== '') {
      const at = rest.indexOf(inside === undefined ? OPENS : '}}');
      if (at === -1) {
        if (inside === undefined) folded.push(rest);
        else inside += rest;
        break;
      }
      if (inside === undefined) {
        if (at > 0) folded.push(rest.slice(0, at));
        inside = OPENS;
        rest = rest.slice(at + OPENS.length);
      } else {
        const text = `${inside}${rest.slice(0, at)}}}`;
        folded.push({ kind: 'unknown', source: 'dynamic', reason: `the dynamic reference ${text}`, text });
        inside = undefined;
        rest = rest.slice(at + 2);
      }
    }
  }
  if (inside !== undefined) folded.push(inside);
  return folded.length === 0 ? [''] : folded;
};

/** A literal, in which a dynamic reference may stand. */
export const literal = (text: string): Value => [text.includes(OPENS) ? foldDynamic([text]) : [text]];

const merge = (parts: readonly Part[]): Sequence => {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged[merged.length - 1];
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else if (part !== '' || parts.length === 1) merged.push(part);
  }
  const whole = merged.length > 1 && merged[0] === '' ? merged.slice(1) : merged;
  return whole.some(part => typeof part === 'string' && part.includes(OPENS)) ? foldDynamic(whole) : whole;
};

const keyOf = (part: Part): string =>
  typeof part === 'string'
    ? part
    : part.kind === 'unknown'
      ? `\u0001?${part.reason}\u0002`
      : `\u0001${part.owner.stack.environment.name}|${part.owner.stack.name}|${part.owner.logicalId}.${part.attribute}\u0002`;

/** Several things that a value may be, each once. */
export const anyOf = (values: readonly Value[]): Value => {
  const all = values.flat();
  if (all.length <= 1) return all;
  const unique = [...new Map(all.map(sequence => [sequence.map(keyOf).join(''), sequence])).values()];
  return unique.length > MOST_ALTERNATIVES
    ? [[unknown('function', `a value of more than ${MOST_ALTERNATIVES} alternatives`)]]
    : unique;
};

/** Values one after the other. */
export const concat = (values: readonly Value[]): Value => {
  let sequences: Part[][] = [[]];
  for (const value of values) {
    if (value.length === 1) {
      for (const sequence of sequences) sequence.push(...value[0]!);
      continue;
    }
    sequences = sequences.flatMap(sequence => value.map(next => [...sequence, ...next]));
    if (sequences.length > MOST_ALTERNATIVES)
      return [[unknown('function', `a value of more than ${MOST_ALTERNATIVES} alternatives`)]];
  }
  return sequences.map(merge);
};

/** The texts of a value that is known word for word, or nothing if any alternative is not. */
export const literalsOf = (value: Value): string[] | undefined => {
  const texts: string[] = [];
  for (const sequence of value) {
    if (sequence.length > 1 || typeof sequence[0] === 'object') return undefined;
    texts.push(sequence[0] ?? '');
  }
  return texts;
};

export const unknownsIn = (value: Value): UnknownSymbol[] => value.flatMap(sequence => sequence.filter(isUnknown));

export const attributesIn = (value: Value): AttributeSymbol[] => value.flatMap(sequence => sequence.filter(isAttribute));

const show = (part: Part): string =>
  typeof part === 'string' ? part : part.kind === 'unknown' ? `⟨${part.reason}⟩` : `⟨${part.owner.logicalId}.${part.attribute}⟩`;

/** A sequence as a person reads it; what is not text stands in angle brackets. */
export const render = (sequence: Sequence): string => (sequence.length === 1 ? show(sequence[0]!) : sequence.map(show).join(''));

export const renderAll = (value: Value): string => value.map(render).join(' or ');
