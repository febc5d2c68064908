import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { assemblyDigest, digestOfFiles } from '../../lib/promotion/assembly-digest';
import { writeAssembly } from '../lambda/gate/support/assembly';

const work = mkdtempSync(join(tmpdir(), 'bulkhead-digest-test-'));
let [folder, count] = ['', 0];
const copy = () => {
  const to = join(work, `copy-${count += 1}`);
  cpSync(folder, to, { recursive: true });
  return to;
};

beforeAll(() => { folder = writeAssembly(); });
afterAll(() => {
  for (const each of [work, folder]) rmSync(each, { recursive: true, force: true });
});

test('another folder, other times and other permissions give the same digest', () => {
  const other = copy();
  utimesSync(join(other, 'manifest.json'), 1, 1);
  chmodSync(join(other, 'manifest.json'), 0o600);
  expect(assemblyDigest(other)).toEqual(assemblyDigest(folder));
});

test('the list of files in any order gives the same digest', () => {
  const { digest, files } = assemblyDigest(folder);
  fc.assert(fc.property(fc.shuffledSubarray([...files], { minLength: files.length }), shuffled => digestOfFiles(shuffled) === digest), { numRuns: 50 });
});

test('one byte in any file gives another digest', () => {
  const { digest, files } = assemblyDigest(folder);
  for (const { path } of files) {
    const other = copy();
    const bytes = readFileSync(join(other, path));
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(join(other, path), bytes);
    expect(assemblyDigest(other).digest).not.toBe(digest);
  }
});

test('a file more, a file less and a file under another name give another digest', () => {
  const { digest } = assemblyDigest(folder);
  const changes: ((other: string) => void)[] = [
    other => writeFileSync(join(other, 'more'), ''),
    other => rmSync(join(other, 'asset.1', 'index.js')),
    other => renameSync(join(other, 'asset.1', 'index.js'), join(other, 'asset.1', 'index.mjs')),
  ];
  for (const change of changes) {
    const other = copy();
    change(other);
    expect(assemblyDigest(other).digest).not.toBe(digest);
  }
});

test('what the toolkit leaves behind is not part of the assembly', () => {
  const other = copy();
  mkdirSync(join(other, '.cache'));
  writeFileSync(join(other, '.cache', 'packed.zip'), 'x');
  writeFileSync(join(other, 'synth.lock'), '1');
  writeFileSync(join(other, 'assembly-Production', 'read.17.1.lock'), '1');
  expect(assemblyDigest(other).digest).toBe(assemblyDigest(folder).digest);
});

test('inside of an asset the same names are its content', () => {
  for (const path of ['asset.1/.cache', 'asset.1/parts/synth.lock']) {
    const other = copy();
    mkdirSync(join(other, path, '..'), { recursive: true });
    writeFileSync(join(other, path), 'x');
    expect(assemblyDigest(other).digest).not.toBe(assemblyDigest(folder).digest);
  }
});

test('a link is refused, and so is a folder that is no assembly', () => {
  const other = copy();
  symlinkSync('/etc/hostname', join(other, 'link'));
  expect(() => assemblyDigest(other)).toThrow(/is no plain file/);
  expect(() => assemblyDigest(join(folder, 'asset.1'))).toThrow(/no manifest.json/);
  for (const path of ['manifest.json', 'missing']) expect(() => assemblyDigest(join(folder, path))).toThrow(/is no folder/);
});

// other systems have other tools.
(process.platform === 'linux' ? test : test.skip)('the digest is what sha256sum makes of the same files', () => {
  const script = 'cd "$1" && find . -type f -printf "%P\\n" | LC_ALL=C sort | xargs -d "\\n" sha256sum | sha256sum | cut -d" " -f1';
  expect(assemblyDigest(folder).digest).toBe(`sha256:${execFileSync('sh', ['-c', script, 'sh', folder], { encoding: 'utf8' }).trim()}`);
});
