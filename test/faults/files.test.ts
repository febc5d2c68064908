// files and folders that are not what they should be: each is told by its name with what is wrong with it, and nothing is left behind.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { files, folder as shared, writeFiles } from './support/commands';
import { runCommand } from './support/run-command';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-files-'));
const at = (...parts: string[]) => join(folder, ...parts);

const deep = (open: string, close: string): string => open.repeat(200_000) + close.repeat(200_000);

/** A file in every state in which files come, by what is wrong with it. */
const spoiled: Readonly<Record<string, (path: string) => void>> = {
  'is not there': () => {},
  'is empty': path => writeFileSync(path, ''),
  'is no JSON': path => writeFileSync(path, 'self: flow-1\n'),
  'is cut off': path => writeFileSync(path, '{"staging": {"self": ['),
  'is of another shape': path => writeFileSync(path, '["staging"]'),
  'is nothing': path => writeFileSync(path, 'null'),
  'is nested beyond measure': path => writeFileSync(path, deep('[', ']')),
  'is nested beyond measure in objects': path => writeFileSync(path, deep('{"a":', '1').replace(/1+$/, '1') + '}'.repeat(200_000)),
  'has a name of the prototype': path => writeFileSync(path, '{"__proto__": {"polluted": []}, "constructor": {"prototype": {}}}'),
  'is UTF-16': path => writeFileSync(path, Buffer.from('\ufeff{"staging": {}}', 'utf16le')),
  'is binary': path => writeFileSync(path, Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x50, 0x4b, 0x03, 0x04])),
  'is a folder': path => { mkdirSync(path); },
  'is a link in a circle': path => symlinkSync(path, path),
  'is a link to nowhere': path => symlinkSync(at('nowhere'), path),
};

beforeAll(writeFiles);
afterAll(() => { for (const path of [shared, files.assembly]) rmSync(path, { recursive: true, force: true }); });
beforeEach(() => { mkdirSync(folder, { recursive: true }); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const inWords = ({ code, out, err }: Awaited<ReturnType<typeof runCommand>>, name: string): void => {
  expect({ code, out, err }).toEqual({ code: 3, out: '', err: expect.stringMatching(name) });
  expect(err).not.toMatch(/^\s+at .+:\d+:\d+|node:internal|(?<!received )undefined|\[object|BULKHEAD_DEBUG|Unexpected token/m);
  expect(err.length).toBeLessThan(1000);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
};

/** What takes a file, and how the message may name it. */
interface Taker { readonly args: (path: string) => readonly string[]; readonly names?: RegExp }

const takers: Readonly<Record<string, Taker>> = {
  'plan --flows': { args: path => ['plan', 'staging', 'pre-production', '--flows', path], names: /flows\.json|file\.json|the environments are not valid/ },
  'promote --flows': { args: path => ['promote', 'staging', 'pre-production', '--flows', path], names: /flows\.json|file\.json|the environments are not valid/ },
  'retire --flows': { args: path => ['retire', 'staging', 'flow-old', '--flows', path], names: /flows\.json|file\.json|the environments are not valid/ },
  'secrets rotate --vector': { args: path => ['secrets', 'rotate', 'staging', 'self', 'signing-secret', '--vector', path], names: /--vector/ },
  'audit --environments': { args: path => ['audit', files.assembly, '--environments', path] },
  'audit --mapping': { args: path => ['audit', files.assembly, '--mapping', path] },
  'audit --baseline': { args: path => ['audit', files.assembly, '--baseline', path] },
  'ci digest': { args: path => ['ci', 'digest', path] },
  'ci diff': { args: path => ['ci', 'diff', files.assembly, path] },
  'cost --assembly': { args: path => ['cost', '--assembly', path] },
  'teardown --assembly': { args: path => ['teardown', '--plan', '--assembly', path] },
  'audit': { args: path => ['audit', path] },
};

describe.each(Object.entries(takers))('%s', (_, { args, names = /file\.json/ }) => {
  test.each(Object.entries(spoiled))('a file that %s', async (__, spoil) => {
    const path = at('file.json');
    spoil(path);
    inWords(await runCommand(args(path)), names.source);
  });
});

test.each(['is not there', 'is a folder', 'is a link in a circle', 'is a link to nowhere'])('erase --ids: a file that %s', async what => {
  const path = at('ids.txt');
  spoiled[what]!(path);
  inWords(await runCommand(['erase', 'staging', '--ids', path]), 'ids\\.txt');
});

/** An assembly of which one file is spoiled. */
const broken = (name: string, spoil: (path: string) => void): string => {
  cpSync(files.assembly, at('broken'), { recursive: true });
  rmSync(at('broken', name), { recursive: true, force: true });
  spoil(at('broken', name));
  return at('broken');
};

const readers: Readonly<Record<string, (path: string) => readonly string[]>> = {
  cost: path => ['cost', '--assembly', path],
  teardown: path => ['teardown', '--plan', '--assembly', path],
  audit: path => ['audit', path],
};

describe.each(Object.entries(readers))('%s of an assembly', (_, args) => {
  test.each(Object.entries(spoiled))('whose manifest %s', async (__, spoil) => {
    inWords(await runCommand(args(broken('manifest.json', spoil))), 'broken|manifest|has no stacks');
  });

  test.each(Object.entries(spoiled).filter(([what]) => !/shape|nested|nothing|prototype|UTF-16|circle|nowhere/.test(what)))('of which a template %s', async (__, spoil) => {
    inWords(await runCommand(args(broken('assembly-Production/Data.template.json', spoil))), 'broken|Data');
  });
});

test('a comparison names the assembly of which a template is cut off', async () => {
  inWords(await runCommand(['ci', 'diff', files.assembly, broken('assembly-Production/Data.template.json', spoiled['is cut off']!)]), 'broken');
});

/** A place that takes no file, for whoever runs this. */
const closed: Readonly<Record<string, (path: string) => string>> = {
  'is a file': path => { writeFileSync(path, ''); return path; },
  'lies below a file': path => { writeFileSync(path, ''); return join(path, 'below'); },
  'is a link in a circle': path => { symlinkSync(path, path); return path; },
  'has a name that is too long': path => `${path}${'x'.repeat(300)}`,
};

const writers: Readonly<Record<string, (path: string) => readonly string[]>> = {
  'audit --out': path => ['audit', files.assembly, '--out', path],
  'ci init': path => ['ci', 'init', '--dir', path],
  'evidence sign': path => ['evidence', 'sign', 'pre-production', '--for', 'production', '--out', path],
  'evidence sign-off': path => ['evidence', 'sign-off', 'staging', `r${'0'.repeat(32)}`, '--reason', 'good', '--out', path],
  'evidence fetch': path => ['evidence', 'fetch', 'staging', `r${'0'.repeat(32)}`, '--out', path],
};

test('a folder of the system that takes no other is told, where Node would try for ever', async () => {
  inWords(await runCommand(writers['ci init']!('/proc/nowhere/below')), 'cannot be written: .*ENOENT');
});

describe.each(Object.entries(writers))('%s', (_name, args) => {
  test.each(Object.entries(closed))('says before anything is done that its folder %s', async (_, close) => {
    const place = close(at('out'));
    const ended = await runCommand(args(place));
    inWords(ended, 'cannot be written|there is no verdict');
    expect(ended.err).toMatch(/ENOTDIR|EEXIST|ELOOP|ENAMETOOLONG/);
    expect(readdirSync(folder).filter(file => file !== 'out')).toEqual([]);
  });
});

const full = spawnSync('sh', ['-c', 'test -c /dev/full']).status === 0;

(full ? test : test.skip)('a standard output that takes no more is told, and ends with 3', () => {
  const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" dist/bin/bulkhead.js environments > /dev/full`], { encoding: 'utf8', cwd: join(__dirname, '../..') });
  expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringMatching(/^standard output takes no more \(ENOSPC\)/) });
});
