const [A, F_SMALL] = [65, 102] as const;
const BASE64 = /^[A-Za-z0-9+/]{24,}={0,2}$/;

const odd = (text: string): number => {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code > 126) count += 1;
  }
  return count;
};

/** Whether a text is one, not the bytes of something else. */
export const isPrintable = (text: string): boolean => odd(text) * 50 < text.length;

/**
 * How many letters cannot be printed, as far as every fourth letter of base64 tells: it has the upper bits of a byte, and where
 * that is a letter's it is one of the first thirty-two. Paths and names fail here, without being decoded.
 */
const surelyOdd = (token: string): number => {
  let count = 0;
  for (let at = 0; at < token.length; at += 4) {
    const code = token.charCodeAt(at);
    if (code < A || code > F_SMALL) count += 1;
  }
  return count;
};

/** The text that is written in base64, if that is what it is. */
export const decodeText = (token: string): string | undefined => {
  if (token.length < 24 || surelyOdd(token) * 50 >= (token.length / 4) * 3 || !BASE64.test(token)) return undefined;
  const text = Buffer.from(token, 'base64').toString('latin1');
  return text.length >= 16 && isPrintable(text) ? text : undefined;
};
