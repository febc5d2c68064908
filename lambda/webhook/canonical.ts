// only one spelling of a value is accepted, so that no two different requests are "the same" to one library and not to another.

const printable = /^[\x21-\x7e]{1,256}$/;
const seconds = /^(?:0|[1-9][0-9]{0,10})$/;
const hex = /^(?:[0-9a-f]{2})+$/;

/** Ids are 1 to 256 printable ASCII characters without a space. */
export const isId = (text: string): boolean => printable.test(text);

/** Seconds since the epoch in plain decimal digits. */
export const readSeconds = (text: string): number | undefined => seconds.test(text) ? Number(text) : undefined;

/** Strict standard base64: padded, no foreign characters, no set bits beyond the last byte. */
export const readBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  // decoding is lenient, so only what encodes back to the same text was canonical.
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined;
};

/** Lower-case hex. */
export const readHex = (text: string): Buffer | undefined => hex.test(text) ? Buffer.from(text, 'hex') : undefined;
