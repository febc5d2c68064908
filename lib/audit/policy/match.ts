import { render, type Sequence, type Value } from '../resolve/value';

const cache = new Map<string, RegExp>();

/** IAM's wildcards: `*` for any text, `?` for one character. */
export const glob = (pattern: string, ignoreCase = false): RegExp => {
  const key = `${ignoreCase ? 'i' : 's'}${pattern}`;
  let known = cache.get(key);
  if (!known) {
    if (cache.size > 10_000) cache.clear();
    // neighbouring stars are one: several would backtrack over each other.
    const source = pattern
      .replace(/\*+/g, '*')
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '[\\s\\S]*')
      .replace(/\?/g, '[\\s\\S]');
    cache.set(key, (known = new RegExp(`^${source}$`, ignoreCase ? 'i' : '')));
  }
  return known;
};

/** A pattern in which everything that is not text stands for any text. */
const loose = (sequence: Sequence): string => sequence.map(part => (typeof part === 'string' ? part : '*')).join('');

export const mayMatch = (pattern: Value, text: string, ignoreCase: boolean): boolean =>
  pattern.some(sequence => glob(loose(sequence), ignoreCase).test(text));

/** Whether a pattern matches certainly, whatever the unknown parts are. */
export const mustMatch = (pattern: Value, text: string, ignoreCase: boolean): boolean =>
  pattern.length > 0
  && pattern.every(sequence => {
    const [only] = sequence;
    return sequence.length === 1 && typeof only === 'string' && glob(only, ignoreCase).test(text);
  });

/** Whether everything that one pattern matches is certainly matched by the other. */
export const covers = (wide: Value, narrow: Value): boolean =>
  narrow.every(inner =>
    wide.some(outer => {
      const [pattern, text] = [render(outer), render(inner)];
      return (
        pattern === '*'
        || pattern === text
        || (outer.length === 1
          && typeof outer[0] === 'string'
          && inner.every(part => typeof part === 'string')
          && glob(pattern, true).test(text.replace(/[*?]/g, 'x'))
          && (!/[*?]/.test(text)
            || (pattern.endsWith('*') && !/[*?]/.test(pattern.slice(0, -1)) && text.startsWith(pattern.slice(0, -1)))))
      );
    }),
  );
