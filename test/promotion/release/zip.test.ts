// the archives that a release publishes, read by others and by the gate.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { readPublished } from '../../../lambda/gate/packed';
import { zip } from '../../../lib/promotion/release/zip';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-zip-test-'));
const contents: Record<string, string> = { 'index.js': 'exports.handler = 1;\n'.repeat(100), 'parts/empty': '', 'parts/n\u00e4me.js': '\u00fc', 'bin/run': '#!/bin/sh\n' };

beforeAll(() => {
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  chmodSync(join(folder, 'bin/run'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('another program unpacks what was packed', () => {
  const unpacked = Object.entries(unzipSync(zip(folder))).map(([path, bytes]) => [path, Buffer.from(bytes).toString()]);
  expect(Object.fromEntries(unpacked)).toEqual(contents);
});

test('the gate reads what was packed', () => {
  expect(Object.fromEntries([...readPublished(zip(folder), true)!].map(([path, bytes]) => [path, bytes.toString()]))).toEqual(contents);
});

test('what may be executed stays so', () => {
  const script = 'import io,sys,zipfile; print([oct(i.external_attr >> 16) for i in zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())).infolist() if i.filename == "bin/run"])';
  expect(execFileSync('python3', ['-c', script], { input: zip(folder), encoding: 'utf8' }).trim()).toBe('[\'0o100755\']');
});

test('times change nothing', () => {
  const before = zip(folder);
  utimesSync(join(folder, 'index.js'), 1, 1);
  expect(zip(folder).equals(before)).toBe(true);
});
