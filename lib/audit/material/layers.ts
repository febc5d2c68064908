// texts inside of texts: what is encoded, packed or put together says the same as what is written out.
import { zlib } from '../assembly/zlib-library';
import { decodeText, isPrintable } from './base64';

/** A text inside of another, and where what it was made from begins in the outermost. */
export interface Layer {
  readonly text: string;
  readonly at: number;
}

const DEEPEST = 5;
const LONGEST = 200_000;
/** What is packed may be much larger than it looks. */
const MOST_UNPACKED = 1024 * 1024;

const BASE64 = /(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/]{24,}={0,2}|[A-Za-z0-9_-]{24,}={0,2})(?![A-Za-z0-9+/_=-])/g;
/** How everything begins in base64 that gzip or zlib packed. */
const PACKED = /^(?:H4sI|eJ[wxyz]|eNo|eNp|eAE)/;
const HEX = /(?<![0-9A-Za-z])(?:[2-7][0-9a-f]|0[9ad]){16,}(?![0-9A-Za-z])/gi;
const PERCENT = /%[2-7][0-9A-Fa-f]/;
const ESCAPED = /\\(?:u00[2-7][0-9a-f]|x[2-7][0-9a-f])|&#(?:x[2-7][0-9a-f]|\d{2,3});/i;
const ADDED = /(['"`])\s{0,8}[+.]\s{0,8}\1/g;
const ADDS = /[\w.:/@-](['"`])\s{0,8}[+.]\s{0,8}\1[\w.:/@-]/;

const unpacked = (token: string): string | undefined => {
  try {
    const bytes = Buffer.from(token, 'base64');
    const options = { maxOutputLength: MOST_UNPACKED };
    const text = (token.startsWith('H4sI') ? zlib().gunzipSync(bytes, options) : zlib().inflateSync(bytes, options)).toString('latin1');
    return isPrintable(text) ? text : undefined;
  } catch {
    return undefined;
  }
};

/** What one token of base64 holds, also packed. */
export const decodeToken = (token: string): string | undefined => {
  if (PACKED.test(token)) {
    const text = unpacked(token);
    if (text !== undefined) return text;
  }
  return decodeText(/[_-]/.test(token) ? token.replaceAll('-', '+').replaceAll('_', '/') : token);
};

const byCode = (digits: string, radix: number): string => String.fromCharCode(parseInt(digits, radix));

/** The whole text in other letters; each only where there is anything to change. */
const rewritten = (text: string): string[] => [
  ...(PERCENT.test(text) ? [text.replace(/%([2-7][0-9A-Fa-f])/g, (_, code: string) => byCode(code, 16))] : []),
  ...(ESCAPED.test(text)
    ? [text
        .replace(/\\(?:u00|x)([2-7][0-9a-f])/gi, (_, code: string) => byCode(code, 16))
        .replace(/&#x([2-7][0-9a-f]);/gi, (_, code: string) => byCode(code, 16))
        .replace(/&#(\d{2,3});/g, (_, code: string) => byCode(code, 10))]
    : []),
  // what a program adds up from literals.
  ...(ADDS.test(text) ? [text.replace(ADDED, '')] : []),
];

const directly = (text: string): Layer[] => [
  ...(text.length < 24 ? [] : [...text.matchAll(BASE64)]).flatMap(({ 0: token, index: at }) => {
    const inner = decodeToken(token);
    return inner === undefined ? [] : [{ text: inner, at }];
  }),
  ...(text.length < 32 ? [] : [...text.matchAll(HEX)]).flatMap(({ 0: token, index: at }) =>
    (token.length % 2 === 0 ? [{ text: Buffer.from(token, 'hex').toString('latin1'), at }] : [])),
  ...rewritten(text).map(inner => ({ text: inner, at: 0 })),
];

/** Each text once, whatever the order in which it is unpacked. */
const below = (text: string, depth: number, seen: Set<string>): Layer[] =>
  text.length > LONGEST || depth === DEEPEST
    ? []
    : directly(text).flatMap(layer => {
      if (seen.has(layer.text)) return [];
      seen.add(layer.text);
      return [layer, ...below(layer.text, depth + 1, seen).map(inner => ({ ...inner, at: layer.at }))];
    });

let latest: { readonly text: string; readonly layers: readonly Layer[] } = { text: '', layers: [] };

/** Every text inside of a text, however deep; whoever looks at a text asks several times in a row. */
export const layersOf = (text: string): readonly Layer[] => {
  if (latest.text !== text) latest = { text, layers: below(text, 0, new Set([text])) };
  return latest.layers;
};
