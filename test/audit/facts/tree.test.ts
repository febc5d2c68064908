// the construct tree, which is published with the assembly.
import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembly, clean, open, res, run } from '../support/assembly';

afterAll(clean);

const node = (path: string, attributes: object, children: object = {}) => ({ id: path.split('/').pop() ?? 'App', path, constructInfo: { fqn: 'x', version: '1' }, attributes, children });

const treeOf = (attributes: object, template: object = {}) => {
  const folder = assembly({ staging: res({ Q: { Type: 'AWS::SQS::Queue', Properties: template } }), production: res({}) });
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { artifacts: Record<string, unknown> };
  manifest.artifacts.Tree = { type: 'cdk:tree', properties: { file: 'tree.json' } };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'tree.json'), JSON.stringify({ version: 'tree-0.1', tree: { id: 'App', path: '', children: { staging: node('staging', {}, { App: node('staging/App', {}, { Queue: node('staging/App/Queue', attributes) }) }) } } }));
  return open(run(folder));
};

test('names nobody else\'s account', () => {
  expect(treeOf({ note: 'arn:aws:sqs:eu-central-1:333333333333:jobs' })).toMatchObject([
    { invariant: 'accounts.foreign', environments: ['production', 'staging'], chain: [{ environment: 'staging', file: 'tree.json', propertyPath: 'staging/App/Queue', line: 1 }, {}] },
  ]);
});

test('names no account that is nobody\'s, in an ARN', () => {
  expect(treeOf({ note: 'arn:aws:sqs:eu-central-1:640123456789:jobs' })).toMatchObject([{ invariant: 'accounts.foreign', environments: ['staging'] }]);
  expect(treeOf({ note: 640123456789 })).toEqual([]);
});

test('holds no credential', () => {
  expect(treeOf({ note: `sk_${'live'}_4eC39HqLyjWDarjtT1zdp7dc` })).toMatchObject([{ invariant: 'secrets.plaintext', environments: ['staging'], chain: [{ file: 'tree.json' }] }]);
});

test('repeats the template, where that has been told', () => {
  const arn = 'arn:aws:sqs:eu-central-1:333333333333:jobs';
  expect(treeOf({ deadLetterTargetArn: arn }, { RedrivePolicy: { deadLetterTargetArn: arn } }).map(({ chain: [first] }) => first?.file)).toEqual(['assembly-staging/App.template.json']);
});

test('with many paths and quotes is gone through once', () => {
  const started = performance.now();
  treeOf({ note: `${'"path":"'.repeat(300_000)}arn:aws:sqs:eu-central-1:333333333333:jobs` });
  expect(performance.now() - started).toBeLessThan(4_000);
});
