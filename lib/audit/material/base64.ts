const BASE64 = /^[A-Za-z0-9+/]{24,}={0,2}$/;

const printable = (text: string): boolean => {
  let odd = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code > 126) odd += 1;
  }
  return odd * 50 < text.length;
};

/** The text that is written in base64, if that is what it is. */
export const decodeText = (token: string): string | undefined => {
  if (token.length < 24 || !BASE64.test(token)) return undefined;
  const text = Buffer.from(token, 'base64').toString('latin1');
  return text.length >= 16 && printable(text) ? text : undefined;
};
