// questions about patterns with IAM's wildcards, each answered for every text that they may stand for.
import { isAttribute, isUnknown, type Sequence } from '../resolve/value';
import { spelt } from '../resolve/arn';
import { fits } from './match';

const WILD = /[*?]/;
const MOST_KNOWN = 50_000;
const known = new Map<string, boolean>();

const search = (a: string, b: string): boolean => {
  const seen = new Set<number>();
  const meet = (i: number, j: number): boolean => {
    const at = i * (b.length + 1) + j;
    if (seen.has(at)) return false;
    seen.add(at);
    if (i === a.length && j === b.length) return true;
    if (a[i] === '*') return meet(i + 1, j) || (j < b.length && meet(i, j + 1));
    if (b[j] === '*') return meet(i, j + 1) || (i < a.length && meet(i + 1, j));
    return i < a.length && j < b.length && (a[i] === b[j] || a[i] === '?' || b[j] === '?') && meet(i + 1, j + 1);
  };
  return meet(0, 0);
};

/** The text before the first wildcard. */
const head = (pattern: string): string => pattern.slice(0, Math.max(0, (pattern + '*').search(WILD)));

// longer than any ARN: what is beyond counts as any text.
const MOST_TEXT = 1600;

const bounded = (pattern: string): string => {
  const one = pattern.replace(/\*+/g, '*');
  return one.length > MOST_TEXT ? `${one.slice(0, MOST_TEXT)}*` : one;
};

/** Whether some text matches both patterns. */
export const overlap = (one: string, other: string, ignoreCase = false): boolean => {
  if (one === '*' || other === '*') return true;
  const [a, b] = ignoreCase ? [one.toLowerCase(), other.toLowerCase()] : [one, other];
  if (a === b) return true;
  if (!WILD.test(b)) return fits(a, b);
  if (!WILD.test(a)) return fits(b, a);
  const [first, second] = [head(a), head(b)];
  if (!first.startsWith(second) && !second.startsWith(first)) return false;
  const key = `${a}\0${b}`;
  let answer = known.get(key);
  if (answer === undefined) {
    if (known.size > MOST_KNOWN) known.clear();
    known.set(key, (answer = search(bounded(a), bounded(b))));
  }
  return answer;
};

/** Whether everything that the narrow pattern matches is certainly matched by the wide one. */
export const contains = (wide: string, narrow: string, ignoreCase = false): boolean => {
  if (wide === '*') return true;
  const [a, b] = ignoreCase ? [wide.toLowerCase(), narrow.toLowerCase()] : [wide, narrow];
  if (a === b) return true;
  if (!WILD.test(b)) return fits(a, b);
  // a star of the narrow pattern has to fall into a star of the wide one, for which a character that no pattern holds stands.
  return !a.includes('?') && fits(a, b.replaceAll('*', '\u0001\u0002').replaceAll('?', '\u0001'));
};

const fieldsOf = (arn: string): string[] | undefined => /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/.exec(arn)?.slice(1);

/** Whether some ARN matches both, field by field: in a condition on ARNs a wildcard ends at its colon. */
export const overlapArn = (one: string, other: string): boolean => {
  const [a, b] = [fieldsOf(one), fieldsOf(other)];
  return a === undefined || b === undefined ? overlap(one, other) : a.every((field, index) => overlap(field, b[index]!));
};

/** Whether every ARN of the narrow pattern is certainly one of the wide one. */
export const containsArn = (wide: string, narrow: string): boolean => {
  if (wide === '*') return true;
  const [a, b] = [fieldsOf(wide), fieldsOf(narrow)];
  return a !== undefined && b !== undefined && a.every((field, index) => contains(field, b[index]!));
};

/** The partition of a region. */
export const partitionOf = (region: string | undefined): string =>
  region === undefined ? '*' : region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : /^(us|eu|ap|sa|ca|me|af|il|mx)-/.test(region) ? 'aws' : '*';

const patterns = new WeakMap<Sequence, string>();

/** What a policy variable or something unresolved leaves of a text: a pattern that matches all that it may become. */
export const patternOf = (sequence: Sequence): string => {
  let pattern = patterns.get(sequence);
  // a statement is asked about every resource.
  if (pattern === undefined) patterns.set(sequence, (pattern = patternFrom(sequence)));
  return pattern;
};

const patternFrom = (sequence: Sequence): string =>
  spelt(sequence)
    .map(part => (typeof part === 'string' ? part.replace(/\$\{[^}*?$]*\}/g, '*').replace(/\$\{([*?$])\}/g, '?') : '*'))
    .join('');

/** Whether a text is written out, so that its pattern is all that it is. */
export const isWritten = (sequence: Sequence): boolean =>
  !sequence.some(part => isAttribute(part) || isUnknown(part) || part.includes('${'));
