import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeFile, statesOf, writeFiles } from '../../../lib/delivery/ci/files';

const one = madeFile('one.yml', 'name: one\n');
const two = madeFile('two.yml', 'name: two\n');
const states = (files = [one, two]) => statesOf(files, folder).map(({ state }) => state);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'workflows-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

test('files are written where there are none, and written again change nothing', () => {
  expect(states()).toEqual(['missing', 'missing']);
  expect(writeFiles([one, two], folder)).toEqual({ written: ['one.yml', 'two.yml'], edited: [] });
  expect(states()).toEqual(['current', 'current']);
  expect(writeFiles([one, two], folder)).toEqual({ written: [], edited: [] });
});

test('a file of an earlier configuration is replaced', () => {
  writeFiles([one, madeFile('two.yml', 'name: before\n')], folder);
  expect(states()).toEqual(['current', 'outdated']);
  expect(writeFiles([one, two], folder)).toEqual({ written: ['two.yml'], edited: [] });
  expect(read('two.yml')).toBe(two.content);
});

test.each<[string, (content: string) => string]>([
  ['a line that was added', content => `${content}# mine\n`],
  ['one character that was changed', content => content.replace('name: one', 'name: One')],
  ['a head that was taken away', content => content.split('\n').slice(2).join('\n')],
  ['a digest of something else', content => content.replace(/[0-9a-f]{64}/, '0'.repeat(64))],
  ['a file of somebody else', () => 'name: theirs\n'],
])('with %s nothing is written, not even the other file', (_, edit) => {
  writeFileSync(join(folder, 'one.yml'), edit(one.content));
  const before = read('one.yml');
  expect(states()).toEqual(['edited', 'missing']);
  expect(writeFiles([one, two], folder)).toEqual({ written: [], edited: ['one.yml'] });
  expect(read('one.yml')).toBe(before);
  expect(states()[1]).toBe('missing');
  expect(writeFiles([one, two], folder, { force: true })).toEqual({ written: ['one.yml', 'two.yml'], edited: [] });
  expect(states()).toEqual(['current', 'current']);
});

test('line ends of another system are no edit', () => {
  writeFileSync(join(folder, 'one.yml'), madeFile('one.yml', 'name: before\n').content.replaceAll('\n', '\r\n'));
  expect(states([one])).toEqual(['outdated']);
});
