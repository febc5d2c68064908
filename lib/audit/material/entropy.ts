/** Bits per character. */
export const entropyOf = (text: string): number => {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
};

const classOf = (code: number): number =>
  code >= 48 && code <= 57 ? 0 : code >= 65 && code <= 90 ? 1 : code >= 97 && code <= 122 ? 2 : 3;

/** How often the class of character changes: random text changes all the time, names made of words seldom. */
export const restlessness = (text: string): number => {
  let changes = 0;
  for (let at = 1; at < text.length; at += 1) if (classOf(text.charCodeAt(at)) !== classOf(text.charCodeAt(at - 1))) changes += 1;
  return changes / text.length;
};

/** How much of a text is words: names are made of them, random text has hardly any. */
const wordiness = (text: string): number =>
  [...text.matchAll(/[a-z]{3,}/g)].reduce((sum, [word]) => sum + word.length, 0) / text.length;

const HEX = /^(?:[0-9a-f]+|[0-9A-F]+)$/;

/** Digests of nothing and constants that libraries carry. */
const constants =
  /^(?:e3b0c442|d41d8cd9|da39a3ee|cf83e135|0123456789|abcdef|ABCDEF|ffffffff|FFFFFFFF|6b17d1f2|5ac635d8|79be667e)/i;

/** Whether a text looks drawn at random: hexadecimal from 32 digits, base64 from 28 characters on. */
export const looksRandom = (text: string): boolean => {
  if (text.length > 512 || constants.test(text)) return false;
  if (HEX.test(text)) return text.length >= 32 && /[0-9]/.test(text) && /[a-fA-F]/.test(text) && entropyOf(text) >= 3;
  const core = text.replace(/=+$/, '');
  if (core.length < 28 || !/^[A-Za-z0-9+/_-]+$/.test(core)) return false;
  // names are joined from short pieces; chance puts a separator into every thirtieth place or so.
  if (Math.max(...core.split(/[_-]/).map(({ length }) => length)) < 16) return false;
  const classes = [/[0-9]/g, /[A-Z]/g, /[a-z]/g].map(pattern => (core.match(pattern) ?? []).length);
  return classes.every(count => count >= 3) && entropyOf(core) >= 4.1 && restlessness(core) >= 0.3 && wordiness(core) < 0.4;
};
