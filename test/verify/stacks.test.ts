// stacks: what is there, as what, and in which state.
import { forget, look, standing, type Fake } from './support/account';
import type { JsonObject } from '../../lib/audit/assembly/shape';
import { templateDigest, templateDifference } from '../../lib/verify/stacks';

afterAll(forget);

const webhook = 'Staging-Webhook';
const told = (change: (fake: Fake) => void) => {
  const fake = standing();
  change(fake);
  const { drifts, exitCode } = look(fake);
  return { exitCode, about: drifts.filter(({ type }) => type === 'AWS::CloudFormation::Stack').map(({ id, property, rank, says }) => `${rank} ${id} ${property ?? ''}: ${says.join('; ')}`) };
};
const state = (status: string) => (fake: Fake) => { fake.stacks.set(webhook, { StackName: webhook, StackStatus: status, Parameters: [] }); };

test.each<[string, (fake: Fake) => void, RegExp]>([
  ['that is not deployed', fake => { fake.stacks.delete(webhook); fake.templates.delete(webhook); }, /^differs Staging-Webhook Stack: not deployed$/],
  ['whose change was taken back', state('UPDATE_ROLLBACK_COMPLETE'), /^differs Staging-Webhook StackStatus: Staging-Webhook is UPDATE_ROLLBACK_COMPLETE$/],
  ['that is stuck half-way', state('UPDATE_ROLLBACK_FAILED'), /is UPDATE_ROLLBACK_FAILED$/],
  ['that CloudFormation is working on', state('UPDATE_IN_PROGRESS'), /is UPDATE_IN_PROGRESS$/],
  ['whose template is another one', fake => { (fake.templates.get(webhook)!.Resources as JsonObject).Extra = { Type: 'AWS::SNS::Topic' }; }, /^loosens Staging-Webhook Template: digest of the deployed template \w{16}….*; only deployed: Extra$/],
  ['with another parameter', fake => {
    fake.stacks.set(webhook, { StackName: webhook, StackStatus: 'CREATE_COMPLETE', Parameters: [{ ParameterKey: 'BootstrapVersion', ParameterValue: '/elsewhere' }] });
  }, /^loosens Staging-Webhook Parameters: parameter BootstrapVersion is '\/elsewhere', synthesized '\/cdk-bootstrap\/staging\/version'$/],
  ['that the assembly does not have', fake => { fake.stacks.set('By-Hand', { StackName: 'By-Hand', StackStatus: 'CREATE_COMPLETE', Parameters: [] }); }, /^differs By-Hand : the assembly does not have it \(CREATE_COMPLETE\)$/],
])('a stack %s is told', (_, change, says) => {
  expect(told(change)).toEqual({ exitCode: 1, about: [expect.stringMatching(says)] });
});

test('a resource that its stack has and its service does not is told', () => {
  const fake = standing();
  const [gone] = fake.live.splice(fake.live.findIndex(({ type }) => type === 'AWS::SQS::Queue'), 1);
  expect(look(fake).drifts).toEqual([expect.objectContaining({ type: gone!.type, says: ['its stack has it, and it is not there any more'] })]);
});

test('a resource of a stack that the assembly does not have is told with that stack', () => {
  const fake = standing();
  fake.live.push({ type: 'AWS::SQS::Queue', id: 'by-hand', properties: {} });
  (fake.resources as unknown[]).push({ stack: 'By-Hand', logicalId: 'Queue', type: 'AWS::SQS::Queue', physicalId: 'https://sqs/1/by-hand' });
  expect(look(fake).drifts.map(({ says }) => says)).toContainEqual(['of the stack By-Hand, which the assembly does not have']);
});

test('a digest says what a template says, not how it is written', () => {
  expect(templateDigest({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(templateDigest({ b: [{ d: 3, c: 2 }], a: 1 }));
  expect(templateDigest({ a: [1, 2] })).not.toBe(templateDigest({ a: [2, 1] }));
  expect(templateDifference({ Resources: { A: { Type: 'T', Properties: { x: 1 } } } }, { Resources: { A: { Type: 'T', Properties: { x: 2 } } } })).toContain('not the same: A');
});
