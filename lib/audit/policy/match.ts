import { render, type Value } from '../resolve/value';

const [ANY, ONE] = ['*', '?'] as const;

/**
 * Whether a text matches IAM's wildcards: `*` for any text, `?` for one character. Most patterns are asked for a few times,
 * which an expression would not be worth; and several stars never backtrack over each other here.
 */
export const fits = (pattern: string, text: string): boolean => {
  let [at, from, star, retry] = [0, 0, -1, 0];
  while (from < text.length) {
    const wanted = pattern[at];
    if (wanted === ANY) {
      star = at;
      retry = from;
      at += 1;
    } else if (wanted !== undefined && (wanted === ONE || wanted === text[from])) {
      at += 1;
      from += 1;
    } else if (star === -1) return false;
    else {
      retry += 1;
      at = star + 1;
      from = retry;
    }
  }
  while (pattern[at] === ANY) at += 1;
  return at === pattern.length;
};

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
          && fits(pattern.toLowerCase(), text.replace(/[*?]/g, 'x').toLowerCase())
          && (!/[*?]/.test(text)
            || (pattern.endsWith('*') && !/[*?]/.test(pattern.slice(0, -1)) && text.startsWith(pattern.slice(0, -1)))))
      );
    }),
  );
