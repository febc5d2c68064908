import { unzipSync, zipSync } from 'fflate';
import { assetFiles, packed } from './support/assembly';
import { readPublished, sameFiles } from '../../../lambda/gate/packed';

const expected = new Map(Object.entries(assetFiles(1)).map(([name, text]) => [name, Buffer.from(text)]));
const equal = (bytes: Buffer): boolean => sameFiles(readPublished(bytes, true), expected);

/** What a reader of others' making finds in an archive. */
const independentlyRead = (bytes: Buffer): Map<string, Buffer> =>
  new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, Buffer.from(content)]));

test('an archive of the same files is the same, stored or deflated, in whatever order', () => {
  expect(equal(packed(1))).toBe(true);
  const reversed = Object.fromEntries([...expected].reverse().map(([name, content]) => [name, new Uint8Array(content)]));
  expect(equal(Buffer.from(zipSync(reversed, { level: 0 })))).toBe(true);
});

test.each([
  ['a file more', { ...assetFiles(1), 'more.js': '' }],
  ['a file less', { 'index.js': assetFiles(1)['index.js']! }],
  ['another content', { ...assetFiles(1), 'index.js': 'x' }],
  ['another name', { 'index.mjs': assetFiles(1)['index.js']!, 'parts/inner.js': assetFiles(1)['parts/inner.js']! }],
] as const)('%s is a difference', (_, files) => {
  expect(equal(packed(1, files))).toBe(false);
});

test('whichever bit is flipped, the archive is refused, or every reader still finds the same files in it', () => {
  const bytes = packed(1);
  let tolerated = 0;
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const spoiled = Buffer.from(bytes);
    spoiled[bit >> 3]! ^= 1 << (bit & 7);
    if (!equal(spoiled)) continue;
    tolerated += 1;
    expect(sameFiles(independentlyRead(spoiled), expected)).toBe(true);
  }
  // dates, versions and permissions in the four headers of two entries.
  expect(tolerated).toBeLessThan(2 * 8 * 24);
});

test('an archive that two readers read in two ways is refused', () => {
  const [good, evil] = [packed(1), packed(1, { ...assetFiles(1), 'index.js': 'evil' })];
  expect(equal(Buffer.concat([evil, good]))).toBe(false);
  expect(equal(Buffer.concat([good, Buffer.from([0])]))).toBe(false);
  const entry = (at: number): Buffer => good.subarray(at);
  expect(equal(Buffer.from(entry(1)))).toBe(false);
});

test('an archive whose files are too large together is refused, however small each is', () => {
  const total = [...expected.values()].reduce((sum, { length }) => sum + length, 0);
  expect(readPublished(packed(1), true, total)?.size).toBe(2);
  expect(readPublished(packed(1), true, total - 1)).toBeUndefined();
});

test('a folder has no content', () => {
  const files = Object.fromEntries([...expected].map(([name, content]) => [name, new Uint8Array(content)]));
  expect(equal(Buffer.from(zipSync({ ...files, 'parts/': new Uint8Array(0) })))).toBe(true);
  expect(equal(Buffer.from(zipSync({ ...files, 'parts/': Buffer.from('evil') })))).toBe(false);
});

test('a link is no file', () => {
  const link = Object.fromEntries([...expected].map(([name, content]) => [name, [new Uint8Array(content), { os: 3, attrs: (0o120777 << 16) >>> 0 }] as const]));
  expect(equal(Buffer.from(zipSync(link as never)))).toBe(false);
});

test('a single file is compared as it is', () => {
  expect(sameFiles(readPublished(Buffer.from('a'), false), new Map([['', Buffer.from('a')]]))).toBe(true);
  expect(sameFiles(readPublished(Buffer.from('a'), false), new Map([['', Buffer.from('b')]]))).toBe(false);
});
