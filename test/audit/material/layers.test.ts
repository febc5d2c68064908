import { gzipSync, deflateSync } from 'node:zlib';
import { byForm } from '../../../lib/audit/material/detect';
import { layersOf } from '../../../lib/audit/material/layers';

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const inner = 'account 111111111111 and more words';
const texts = (text: string) => layersOf(text).map(layer => layer.text);

test.each([
  ['base64', base64(inner)],
  ['base64 for addresses', base64(inner).replaceAll('+', '-').replaceAll('/', '_')],
  ['base64 inside of a text', `config=${base64(inner)};`],
  ['base64 twice', base64(base64(inner))],
  ['gzip', base64(gzipSync(inner))],
  ['zlib', base64(deflateSync(inner))],
  ['gzip in base64 twice', base64(base64(gzipSync(inner)))],
  ['hexadecimal', Buffer.from(inner).toString('hex')],
  ['percent signs', inner.replaceAll(' ', '%20').replaceAll('1', '%31')],
  ['escapes', inner.replaceAll('1', '\\u0031')],
  ['entities', inner.replaceAll('1', '&#49;')],
  ['literals that are added up', '\'account 1111\' + \'11111111\' + " and more words"'],
])('reads what is written in %s', (_, text) => {
  expect(texts(text).some(layer => layer.includes('account 111111111111'))).toBe(true);
});

test.each([
  ['prose', 'a description of what this queue is for, in words and 3 numbers'],
  ['a digest', 'e5b7e99862f3a3d1c4b5a697887766554433221100ffeeddccbbaa9988776655'],
  ['an ARN', 'arn:aws:iam::111111111111:role/service-role/AWSLambdaBasicExecutionRole'],
])('finds nothing inside of %s', (_, text) => expect(texts(text)).toEqual([]));

test('what unpacks to more than is read is no text', () => {
  expect(texts(base64(gzipSync('a'.repeat(4 * 1024 * 1024))))).toEqual([]);
});

test('a credential is found however deep it is packed', () => {
  const key = `sk_live_${'a1B2c3D4'.repeat(3)}`;
  expect(byForm(base64(gzipSync(`KEY=${base64(`{"key":"${key}"}`)}`)))).toEqual([expect.objectContaining({ value: key, credentials: 'live' })]);
});
