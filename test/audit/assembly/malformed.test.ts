// input that cannot be read: a message with file and place, in bounded time, and never a verdict.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '../../../lib/audit/audit';
import { UnusableInput } from '../../../lib/audit/model';
import { assembly, clean, res, run, scratch, write } from '../support/assembly';

afterAll(clean);

const TEMPLATE = 'assembly-staging/App.template.json';

const refusal = (attempt: () => unknown): UnusableInput => {
  try { attempt(); } catch (error) {
    expect(error).toBeInstanceOf(UnusableInput);
    return error as UnusableInput;
  }
  throw new Error('it was not refused');
};

/** What the audit says about an assembly of which one file has been replaced. */
const replaced = (file: string, text: string): UnusableInput => {
  const folder = assembly({ staging: res({}), production: res({}) });
  write(folder, { [file]: text });
  return refusal(() => run(folder));
};

const templateWith = (Resources: unknown): string => JSON.stringify({ Resources });
const manifestWith = (properties: object, type = 'aws:cloudformation:stack'): string =>
  JSON.stringify({ version: '55.0.0', artifacts: { App: { type, environment: 'aws://111111111111/eu-central-1', properties } } });

describe('a template that is', () => {
  test.each<[string, string, RegExp, string | undefined]>([
    ['truncated', '{"Resources": {"A": {"Type": "AWS::SQS::Que', /ends inside a string/, 'line 1'],
    ['truncated behind a value', '{"Resources": {"A": {"Type": "AWS::SQS::Queue"}}', /is not JSON/, undefined],
    ['empty', '', /is not JSON/, 'line 1'],
    ['a list', '[]', /expected an object, found a list/, 'the document'],
    ['null', 'null', /expected an object, found null/, 'the document'],
    ['some other JSON', '{"name": "package"}', /not a CloudFormation template/, undefined],
    ['nested 200,000 deep', `{"Resources": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`, /nested deeper than 300 levels/, 'line 1'],
    ['nested 200,000 deep in objects', `{"Resources": ${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}}`, /nested deeper than 300 levels/, 'line 1'],
    ['with a logical id twice', '{"Resources": {"A": {"Type": "AWS::SQS::Queue"},\n"A": {"Type": "AWS::SNS::Topic"}}}', /the key 'A' is given twice/, 'line 2'],
    ['with a key twice, once escaped', '{"Resources": {"A": {"Type": "x", "\\u0054ype": "y"}}}', /the key 'Type' is given twice/, 'line 1'],
    ['with resources of the wrong type', templateWith('none'), /expected an object, found a string/, 'Resources'],
    ['with a resource of the wrong type', templateWith({ A: ['x'] }), /expected an object, found a list/, 'Resources.A'],
    ['with a resource without a type', templateWith({ A: { Properties: {} } }), /expected a resource with a Type/, 'Resources.A'],
    ['with properties of the wrong type', templateWith({ A: { Type: 'x', Properties: 'y' } }), /expected an object, found a string/, 'Resources.A.Properties'],
    ['with resources in a circle', templateWith({
      A: { Type: 'x', Properties: { b: { Ref: 'B' } } }, B: { Type: 'x', Properties: { c: { 'Fn::Sub': '${C.Arn}' } } }, C: { Type: 'x', DependsOn: ['A'] },
    }), /in a circle: \w → \w → \w → \w/, undefined],
    ['with a resource that needs itself', templateWith({ A: { Type: 'x', Properties: { a: { 'Fn::GetAtt': ['A', 'Arn'] } } } }), /A → A/, 'Resources.A'],
  ])('%s is refused', (_, text, problem, place) => {
    const { message, file, place: where, exitCode } = replaced(TEMPLATE, text);
    expect(message).toMatch(problem);
    expect(file).toBe(TEMPLATE);
    expect(exitCode).toBe(3);
    if (place !== undefined) expect(where).toBe(place);
  });

  test('of 20 MB is refused at once', () => {
    const started = performance.now();
    const { message } = replaced(TEMPLATE, `{"Resources": {"A": {"Type": "x", "Metadata": "${'a'.repeat(20 * 1024 * 1024)}"}}}`);
    expect(message).toMatch(/is larger than/);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('not text is refused', () => {
    const folder = assembly({ staging: res({}) });
    writeFileSync(join(folder, TEMPLATE), Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    expect(refusal(() => run(folder)).message).toMatch(/is not UTF-8/);
  });
});

describe('a manifest that', () => {
  test.each<[string, string, RegExp]>([
    ['names a template outside', manifestWith({ templateFile: '../../../etc/passwd' }), /leads out of the assembly/],
    ['names a template by its absolute path', manifestWith({ templateFile: '/etc/passwd' }), /leads out of the assembly/],
    ['names no template', manifestWith({}), /expected a string/],
    ['names a template that is missing', manifestWith({ templateFile: 'gone.template.json' }), /does not exist/],
    ['contains itself', JSON.stringify({ artifacts: { x: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } } }), /contains itself/],
    ['contains what is outside', JSON.stringify({ artifacts: { x: { type: 'cdk:cloud-assembly', properties: { directoryName: '../../..' } } } }), /leads out/],
    ['has artifacts of the wrong type', JSON.stringify({ artifacts: [] }), /expected an object, found a list/],
    ['has an artifact of the wrong type', JSON.stringify({ artifacts: { x: 1 } }), /expected an object, found a number/],
  ])('%s is refused', (_, text, problem) => {
    const { message, file } = replaced('assembly-staging/manifest.json', text);
    expect(message).toMatch(problem);
    expect(file).toMatch(/manifest\.json$|gone/);
  });
});

describe('an asset', () => {
  test('outside of the assembly is refused', () => {
    expect(replaced('assembly-staging/App.assets.json', JSON.stringify({ files: { x: { source: { path: '../../../../etc' } } } })).message).toMatch(/leads out of the assembly/);
  });

  test('that is missing is refused', () => {
    expect(replaced('assembly-staging/App.assets.json', JSON.stringify({ files: { x: { source: { path: '../asset.gone' } } } })).message).toMatch(/does not exist/);
  });

  test('that links out of the assembly is refused', () => {
    const folder = assembly({ staging: res({}) });
    const outside = scratch();
    symlinkSync(outside, join(folder, 'asset.linked'));
    write(folder, { 'assembly-staging/App.assets.json': JSON.stringify({ files: { x: { source: { path: '../asset.linked' } } } }) });
    expect(refusal(() => run(folder)).message).toMatch(/links out of the assembly/);
  });

  test('with links in a loop is not proven, and the audit ends', () => {
    const folder = assembly({ staging: res({}), production: res({}) }, { assets: { loop: { path: 'asset.loop' } }, files: { 'asset.loop/index.js': 'exports.handler = 1;' } });
    symlinkSync('.', join(folder, 'asset.loop', 'again'));
    expect(run(folder)).toMatchObject({ verdict: 'UNKNOWN' });
  });

  test('that is a loop of links itself is refused', () => {
    const folder = assembly({ staging: res({}) });
    symlinkSync('asset.b', join(folder, 'asset.a'));
    symlinkSync('asset.a', join(folder, 'asset.b'));
    write(folder, { 'assembly-staging/App.assets.json': JSON.stringify({ files: { x: { source: { path: '../asset.a' } } } }) });
    expect(refusal(() => run(folder)).message).toMatch(/loop of symbolic links/);
  });

  test('that is an archive which cannot be unpacked is not proven', () => {
    const folder = assembly({ staging: res({}), production: res({}) }, { assets: { zip: { path: 'asset.zip' } }, files: { 'asset.zip': 'PK\u0003\u0004 and then nothing' } });
    const result = run(folder);
    expect(result.verdict).toBe('UNKNOWN');
    expect(result.findings[0]).toMatchObject({ invariant: 'accounts.readable', message: expect.stringContaining('asset.zip') });
  });
});

describe('a source that is', () => {
  test('no folder, no assembly or missing is refused', () => {
    const folder = scratch();
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'empty'));
    const of = (path: string) => refusal(() => audit({ sources: [{ kind: 'assembly', path: join(folder, path) }] })).message;
    expect(of('file')).toMatch(/is not a folder/);
    expect(of('empty')).toMatch(/has no manifest\.json/);
    expect(of('gone')).toMatch(/does not exist/);
  });

  test('an assembly without stacks is refused', () => {
    const folder = scratch();
    write(folder, { 'manifest.json': '{"artifacts": {}}' });
    expect(refusal(() => run(folder)).message).toMatch(/has no stacks/);
  });
});

test('a nested stack that is its own template is refused', () => {
  const folder = assembly({ staging: res({ Inner: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'App.template.json' }, Properties: { TemplateURL: 'x' } } }) });
  expect(refusal(() => run(folder)).message).toMatch(/is nested in itself/);
});

test('nested stacks that contain each other are refused', () => {
  const nested = (path: string) => templateWith({ Inner: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': path }, Properties: {} } });
  const folder = assembly({ staging: res({ Inner: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'a.nested.template.json' }, Properties: {} } }) });
  write(join(folder, 'assembly-staging'), { 'a.nested.template.json': nested('b.nested.template.json'), 'b.nested.template.json': nested('a.nested.template.json') });
  expect(refusal(() => run(folder)).message).toMatch(/is nested in itself/);
});
