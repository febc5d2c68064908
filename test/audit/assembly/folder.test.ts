// folders of plain templates, JSON or YAML, with a mapping.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '../../../lib/audit/audit';
import { UnusableInput, type TemplateMapping } from '../../../lib/audit/model';
import { clean, open, scratch, write } from '../support/assembly';

afterAll(clean);

const yaml = `
AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Peer:
    Type: String
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Action: sts:AssumeRole
            Principal:
              AWS: !Join [':', ['arn', !Ref AWS::Partition, 'iam:', !Ref Peer, 'root']]
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      KmsMasterKeyId: !If [Never, !GetAtt Queue2.Arn, !Sub 'arn:\${AWS::Partition}:kms:\${AWS::Region}:\${AWS::AccountId}:alias/x']
  Queue2:
    Type: AWS::SQS::Queue
`;

const mapping = (parameters?: Record<string, string>): TemplateMapping => ({
  templates: {
    'staging/app.yaml': { environment: 'staging', account: '111111111111', region: 'eu-central-1', parameters },
    'production/app.json': { environment: 'production', account: '333333333333', region: 'eu-central-1' },
  },
});

const folder = (files: Record<string, string> = {}): string => {
  const path = scratch();
  write(path, { 'staging/app.yaml': yaml, 'production/app.json': '{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}', ...files });
  return path;
};

const run = (path: string, map = mapping({ Peer: '333333333333' })) => audit({ sources: [{ kind: 'templates', path, mapping: map }] });

test('are audited with the parameters of the mapping, and a finding names the line of the YAML', () => {
  const found = open(run(folder()));
  expect(found.map(({ invariant, environments }) => [invariant, environments])).toEqual([['identities.trust', ['production', 'staging']]]);
  expect(found[0]!.chain[0]).toMatchObject({ file: 'staging/app.yaml', logicalId: 'Role', line: 12 });
});

test('are read by what they hold where their name says nothing', () => {
  const path = folder({ 'staging/app.template': yaml, 'production/q.template': '\n{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}' });
  const { templates } = mapping({ Peer: '333333333333' });
  const found = open(run(path, { templates: { ...templates, 'staging/app.template': templates['staging/app.yaml']!, 'production/q.template': templates['production/app.json']! } }));
  expect(found.map(({ invariant, chain }) => [invariant, chain[0]!.file])).toContainEqual(['identities.trust', 'staging/app.template']);
});

test('leave open what nothing gives', () => {
  expect(open(run(folder(), mapping()))[0]).toMatchObject({ verdict: 'UNKNOWN', invariant: 'identities.trust' });
});

test.each<[string, string, RegExp]>([
  ['a key twice', 'Resources:\n  A:\n    Type: x\n  A:\n    Type: y\n', /unique/i],
  ['no template', 'name: x\n', /not a CloudFormation template/],
  ['deep nesting', `Resources: ${'['.repeat(100_000)}`, /nested deeper/],
  ['a bomb of aliases', `a: &a [x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`}, *${i === 0 ? 'a' : `b${i - 1}`}]`).join('\n')}\nResources: {A: {Type: x, Metadata: *b29}}\n`, /cannot be read|not YAML/],
  ['broken text', 'Resources:\n  A: [', /./],
])('with %s are refused, with their file', (_, text, problem) => {
  const attempt = () => run(folder({ 'staging/app.yaml': text }));
  expect(attempt).toThrow(UnusableInput);
  expect(attempt).toThrow(problem);
  expect(attempt).toThrow(/staging\/app\.yaml/);
});

test('outside of the folder are refused', () => {
  const path = folder();
  const outside: TemplateMapping = { templates: { '../x.json': { environment: 'a', account: '111111111111', region: 'r' } } };
  expect(() => run(join(path, 'staging'), outside)).toThrow(/leads out/);
});

test('without an account of twelve digits are refused', () => {
  expect(() => run(folder(), { templates: { 'staging/app.yaml': { environment: 'a', account: '111', region: 'r' } } })).toThrow(/twelve digits/);
});

describe('that nest another by its file, as they do until they are packaged,', () => {
  const nesting = (url: string) => `Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: '${url}', Parameters: { Peer: '333333333333' } } } }`;

  test('are read with it, relative to themselves, and with what they pass to it', () => {
    const files = { 'staging/app.yaml': nesting('./nested/inner.yaml'), 'staging/nested/inner.yaml': nesting('../leaf.yml'), 'staging/leaf.yml': yaml };
    const found = open(run(folder(files), mapping())).filter(({ invariant }) => invariant === 'identities.trust');
    expect(found.map(({ verdict, chain }) => [verdict, chain[0]!.stack, chain[0]!.file])).toEqual([['VIOLATED', 'app/Inner/Inner', 'staging/leaf.yml']]);
  });

  test('leave open what is not there', () => {
    const found = open(run(folder({ 'staging/app.yaml': nesting('inner.yaml') }), mapping()));
    expect(found.filter(({ verdict }) => verdict === 'UNKNOWN').map(({ invariant }) => invariant)).toEqual(['accounts.readable']);
  });

  test('are refused where it is themselves, or outside of the folder', () => {
    expect(() => run(folder({ 'staging/app.yaml': nesting('app.yaml') }))).toThrow(/nested in itself/);
    const path = folder({ 'staging/app.yaml': nesting('../production/app.json') });
    const alone: TemplateMapping = { templates: { 'app.yaml': mapping().templates['staging/app.yaml']! } };
    expect(() => run(join(path, 'staging'), alone)).toThrow(/leads out/);
  });
});

describe('that the mapping does not name', () => {
  test('leave no verdict, whoever asks for one', () => {
    const attempt = () => run(folder({ 'staging/more.yml': yaml, 'more/b.template': '{"Resources": {}}' }));
    expect(attempt).toThrow(UnusableInput);
    expect(attempt).toThrow('more/b.template (mapping): is a template that the mapping does not name, like 1 more');
  });

  test('are refused through a link too', () => {
    const path = folder();
    symlinkSync(join(path, 'staging/app.yaml'), join(path, 'linked.yaml'));
    expect(() => run(path)).toThrow('linked.yaml (mapping): is a template that the mapping does not name');
  });

  test('may be nested by one that it names, or be no template', () => {
    const parent = '{"Resources": {"N": {"Type": "AWS::CloudFormation::Stack", "Metadata": {"aws:asset:path": "inner.json"}, "Properties": {}}}}';
    const files = { 'production/app.json': parent, 'inner.json': '{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}', 'parameters.json': '{"Parameters": {"A": "b"}}' };
    expect(() => run(folder(files))).not.toThrow();
  });
});
