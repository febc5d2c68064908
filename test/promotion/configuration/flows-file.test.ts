import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { configuration, fleet } from './support/world';
import { readConfigured } from '../../../lib/promotion/configuration';
import { readFlowsFile, replaceFlowsFile, withFlows } from '../../../lib/promotion/configuration/flows-file';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-flows-'));
const path = join(folder, 'flows.json');

afterAll(() => rmSync(folder, { recursive: true }));

const problemOf = (text: string | Buffer): string => {
  writeFileSync(path, text);
  try {
    readConfigured({ fleet, flowsPath: path });
    return 'none';
  } catch (error) {
    expect(error).toMatchObject({ exitCode: 3 });
    return (error as Error).message;
  }
};

const sound = (entry: unknown) => ({
  'staging': { self: [entry] }, 'pre-production': { self: [{ id: 'flow-pre-production' }] }, 'production': { self: [{ id: 'flow-production' }] },
});

const entry = { id: 'flow-staging', configuration: configuration() };

const written = (changes: object): string => JSON.stringify(sound({ ...entry, ...changes }));

test('a sound file has no problem', () => {
  expect(problemOf(JSON.stringify(sound(entry)))).toBe('none');
});

test.each<[string, string | Buffer, RegExp]>([
  ['nothing at all', '', /is no JSON/],
  ['half a file', JSON.stringify(sound(entry)).slice(0, -20), /is no JSON/],
  ['a byte order mark', `\uFEFF${JSON.stringify(sound(entry))}`, /is no JSON/],
  ['bytes that are no text', Buffer.from([0x7b, 0xff, 0x7d]), /is no UTF-8 text/],
  ['a list', '[]', /is no object of environments/],
  ['200,000 levels', '['.repeat(200_000), /nested far deeper/],
  ['two megabytes', JSON.stringify({ staging: 'x'.repeat(2 * 1024 * 1024) }), /bytes; flows take far less/],
  ['an environment twice', '{"staging":{"self":[]},"staging":{"self":[]}}', /gives a name twice/],
  ['a rule twice, spelt differently', written({}).replace('"ofac":true', '"ofac":true,"\\u006ffac":false'), /gives a name twice/],
  ['a prototype as an environment', '{"__proto__":{"self":[]}}', /'__proto__', which is none/],
  ['a prototype as a rule', written({}).replace('"ofac":true', '"__proto__":{"ofac":true}'), /'__proto__', which is none/],
  ['a constructor as a setting', written({}).replace('"securityLevel"', '"constructor"'), /'constructor', which is none/],
  ['flows of no environment', JSON.stringify({ ...sound(entry), nowhere: { self: [] } }), /flows of 'nowhere', which is no environment/],
  ['an entry that is a text', JSON.stringify(sound('flow')), /give an object/],
  ['an id that is a number', written({ id: 7 }), /id is 7/],
  ['an unknown key', written({ note: 'x' }), /unknown key 'note'/],
  ['a configuration of another version', written({ configuration: { ...configuration(), version: 2 } }), /this form has version 1/],
  ['an age of 121', written({ configuration: configuration({ ruleSet: { minimumAge: 121 } }) }), /give at most 120/],
  ['an age as a text', written({ configuration: configuration({ ruleSet: { minimumAge: '18' } }) }), /minimumAge/],
  ['a country in lower case', written({ configuration: configuration({ ruleSet: { excludedCountries: ['prk'] } }) }), /ISO 3166-1 alpha-3/],
  ['a country twice', written({ configuration: configuration({ ruleSet: { excludedCountries: ['PRK', 'PRK'] } }) }), /name each country once/],
  ['a sanctions check of 1', written({ configuration: configuration({ ruleSet: { ofac: 1 } }) }), /ofac/],
  ['documents as a text', written({ configuration: { ...configuration(), documents: 'passport' } }), /documents/],
  ['a thousand settings', written({ configuration: configuration({ settings: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`s${i}`, i])) }) }), /at most 300/],
  ['a setting ten levels deep', written({ configuration: configuration({ settings: { a: { a: { a: { a: { a: { a: 1 } } } } } } }) }), /settings.a/],
  ['a name with a line break', written({ configuration: configuration({ name: 'a\nb' }) }), /control characters/],
  ['a digest that is none', written({ promoted: { from: 'x', flow: 'y', configuration: 'sha256:0' } }), /sha256: and 64/],
  ['a day that is none', written({ replaced: { by: 'x', archivedOn: '2026-13-40' } }), /such as 2026-11-20/],
  ['a key in the settings', written({ configuration: configuration({ settings: { note: `sk_live_${'a1b2'.repeat(8)}` } }) }), /holds secret material/],
  ['a successor that is nobody', JSON.stringify({ ...sound(entry), staging: { self: [entry, { id: 'old', replaced: { by: 'gone' } }] } }), /names gone as a successor, which is no flow there/],
  ['no flow in use', JSON.stringify({ ...sound(entry), staging: { self: [{ ...entry, replaced: { by: 'b' } }, { id: 'b', replaced: { by: 'flow-staging' } }] } }), /has no flow in use/],
  ['one id twice', JSON.stringify({ ...sound(entry), staging: { self: [entry, { id: 'flow-staging' }] } }), /has the flow flow-staging twice/],
  ['one name twice', JSON.stringify({ ...sound(entry), staging: { self: [entry, { ...entry, id: 'b' }] } }), /two flows named 'onboarding' in use/],
])('%s is refused with a reason', (_, text, says) => {
  const problem = problemOf(text);
  expect(problem).toMatch(says);
  expect(problem.length).toBeLessThan(2000);
  expect(problem).not.toContain('a1b2a1b2');
});

test('whatever the bytes, reading ends with flows or with words', () => {
  fc.assert(fc.property(fc.oneof(fc.json(), fc.string(), fc.uint8Array().map(bytes => Buffer.from(bytes))), input => {
    problemOf(input);
  }), { numRuns: 300 });
});

test('a file that is not there is unusable', () => {
  expect(() => readFlowsFile(join(folder, 'nowhere.json'))).toThrow(/cannot be read: it is not there \(ENOENT\)/);
});

test('what is written is the same every time, and reads as what was meant', () => {
  writeFileSync(path, JSON.stringify(sound(entry)));
  const fresh = [{ id: 'flow-new', configuration: configuration() }];
  const text = withFlows(readFlowsFile(path), 'production', 'self', fresh);
  expect(JSON.parse(text)).toEqual({ ...sound(entry), production: { self: fresh } });
  writeFileSync(path, text);
  expect(withFlows(readFlowsFile(path), 'production', 'self', fresh)).toBe(text);
});

test('the committed file keeps its form', () => {
  const committed = join(__dirname, '../../../bin/flows.json');
  const file = readFlowsFile(committed);
  const pending = [{ id: { pending: 'x' } }];
  const [own] = withFlows(file, 'production', 'self', pending).split('"production"');
  expect(readFileSync(committed, 'utf8').startsWith(own!)).toBe(true);
});

test('a draft that an ended process has left is taken away by the next one', () => {
  writeFileSync(path, JSON.stringify(sound(entry)));
  writeFileSync(join(folder, '.flows.json.new'), 'half');
  replaceFlowsFile(readFlowsFile(path), JSON.stringify(sound(entry)));
  expect(readdirSync(folder)).toEqual(['flows.json']);
});
