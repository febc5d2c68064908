import * as fc from 'fast-check';
import { canonicalJson } from '../../../lambda/webhook/canonical-json';
import { isObject, readJson, type UnreadableError } from '../../../lambda/webhook/json';
import type { Json } from '../../../lambda/webhook/json';

const read = (text: string): Json => readJson(Buffer.from(text));

/** What JSON.parse would have given. */
const plain = (value: Json): unknown => {
  if (value === null || typeof value !== 'object') return value;
  if ('digits' in value) return Number(value.digits);
  if (!isObject(value)) return (value).map(plain);
  return Object.fromEntries([...value.members].map(([name, member]) => [name, plain(member)]));
};

const reasonOf = (text: string | Buffer): string => {
  try {
    readJson(Buffer.from(text as string));
    return 'readable';
  } catch (error) {
    return (error as UnreadableError).reason;
  }
};

test('reads every JSON text as JSON.parse does', () => {
  fc.assert(fc.property(fc.json({ maxDepth: 8 }), fc.constantFrom(undefined, 1, '\t'), (text, space) => {
    const spaced = JSON.stringify(JSON.parse(text), null, space);
    expect(plain(read(spaced))).toEqual(JSON.parse(spaced));
  }), { numRuns: 2000 });
});

test('accepts nothing that JSON.parse refuses', () => {
  const alphabet = fc.constantFrom(...'{}[],:"\\/bfnrtu0123456789.+-eEtruefalsn \t\n\r\u0000\u000b'.split(''));
  let agreed = 0;
  fc.assert(fc.property(fc.array(alphabet, { maxLength: 12 }).map(parts => parts.join('')), text => {
    let valid = true;
    try {
      JSON.parse(text);
    } catch {
      valid = false;
    }
    if (valid) agreed++;
    expect(reasonOf(text) === 'readable' || reasonOf(text) === 'duplicate-key').toBe(valid);
  }), { numRuns: 20_000 });
  expect(agreed).toBeGreaterThan(50);
});

test.each<[string, string]>([
  ['{"a":1,"a":1}', 'duplicate-key'], ['{"a":1,"\\u0061":1}', 'duplicate-key'], ['{"x":[{"":0,"":0}]}', 'duplicate-key'],
  ['{"__proto__":1,"__proto__":2}', 'duplicate-key'], ['{"a":1,}', 'syntax'], ['[1,]', 'syntax'], ['', 'syntax'], ['01', 'syntax'],
  ['1.', 'syntax'], ['"\\x"', 'syntax'], ['"\\', 'syntax'], ['"', 'syntax'], ['"\n"', 'syntax'], ['nul', 'syntax'], ['NaN', 'syntax'],
  ['1 2', 'syntax'], ['{a:1}', 'syntax'], ['{"a" 1}', 'syntax'], ['\u00a01', 'syntax'],
])('%j is unreadable: %s', (text, reason) => {
  expect(reasonOf(text)).toBe(reason);
});

test('is bounded in depth and strict about UTF-8', () => {
  expect(reasonOf('['.repeat(65) + ']'.repeat(65))).toBe('readable');
  expect(reasonOf('['.repeat(66) + ']'.repeat(66))).toBe('depth');
  expect(reasonOf(Buffer.from([0x22, 0xc0, 0x80, 0x22]))).toBe('encoding');
  expect(reasonOf(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toBe('encoding');
});

test('keeps an object\'s own text and every digit of a number', () => {
  const value = read(' [ {"n": 12345678901234567890} ] ') as readonly Json[];
  expect(isObject(value[0]) && value[0].text).toBe('{"n": 12345678901234567890}');
  expect(canonicalJson(value)).toBe('[{"n":12345678901234567890}]');
});

test('gives one canonical text whatever the order and spacing, and another for another value', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), members => {
    const reversed = Object.fromEntries(Object.entries(members).reverse());
    const text = canonicalJson(read(JSON.stringify(members)));
    expect(canonicalJson(read(JSON.stringify(reversed, null, 3)))).toBe(text);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(members)));
  }), { numRuns: 500 });
  expect(canonicalJson(read('["\\ud800"]'))).not.toBe(canonicalJson(read('["\\ud801"]')));
});
