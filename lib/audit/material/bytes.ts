const WIDE = /[^\0-\xff]/;
const EACH_WIDE = /[^\0-\xff]/g;

/** One byte for each letter of a text, at the same offsets: bytes are gone through twice as fast as letters. */
export const bytesOf = (text: string): Uint8Array => Buffer.from(WIDE.test(text) ? text.replace(EACH_WIDE, '\0') : text, 'latin1');
