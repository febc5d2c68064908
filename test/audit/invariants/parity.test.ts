import { auditOf, clean, res, type Part } from '../support/assembly';
import type { EnvironmentsFile } from '../../../lib/audit/model';

afterAll(clean);

const pair = (more: Partial<EnvironmentsFile> = {}): EnvironmentsFile => ({
  environments: [{ name: 'preproduction', accounts: ['222222222222'] }, { name: 'production', accounts: ['333333333333'], promotedFrom: 'preproduction' }], ...more,
});
const queue = (Properties: object): Part => res({ Queue: { Type: 'AWS::SQS::Queue', Properties } });
const findings = (preproduction: Part, production: Part, file: EnvironmentsFile) =>
  auditOf({ preproduction, production }, {}, file).findings.map(({ invariant, status, message }) => `${status} ${invariant}: ${message}`);

test('environments of one shape differ in nothing', () => {
  expect(findings(queue({ DelaySeconds: 1, QueueName: 'a' }), queue({ DelaySeconds: 1, QueueName: 'b' }), pair())).toEqual([]);
});

test('without a promotion nothing is compared', () => {
  expect(findings(queue({ DelaySeconds: 1 }), res({}), { environments: [] })).toEqual([]);
});

test('without a declared list a difference is told and decides nothing', () => {
  const result = auditOf({ preproduction: queue({}), production: res({}) }, {}, pair());
  expect(result.verdict).toBe('PROVEN');
  expect(result.counts.informational).toBe(1);
});

test.each<[string, Part, Part, string]>([
  ['a resource that is missing', queue({}), res({}), 'preproduction has 1 × AWS::SQS::Queue, production has 0'],
  ['a property that is set in one', queue({ FifoQueue: true }), queue({}), 'AWS::SQS::Queue.FifoQueue is set in preproduction only'],
  ['a setting with another value', queue({ DelaySeconds: 1 }), queue({ DelaySeconds: 2 }), 'AWS::SQS::Queue.DelaySeconds is 1 in preproduction and 2 in production'],
])('with a declared list %s violates, unless it is on the list', (_, before, after, message) => {
  expect(findings(before, after, pair({ differences: [] }))).toEqual([`open parity.shape: ${message}`]);
  const differences = [{ what: 'AWS::SQS::Queue*', reason: 'sized by traffic', owner: 'payments' }];
  expect(findings(before, after, pair({ differences }))).toEqual([`declared parity.shape: ${message}`]);
});

test('a difference that may lack only what it names violates with anything else missing', () => {
  const alarms = (...ids: readonly string[]): Part => res(Object.fromEntries(ids.map(id => [id, { Type: 'AWS::CloudWatch::Alarm', Properties: {} }])));
  const differences = [{ what: 'AWS::CloudWatch::Alarm', lacks: ['Charge*'], reason: 'charged elsewhere', owner: 'payments' }];
  const judged = (after: Part) => findings(alarms('Errors', 'Slow', 'ChargeOne'), after, pair({ differences }));
  expect(judged(alarms('Errors', 'Slow', 'Burn', 'Rest'))).toEqual([expect.stringMatching(/^declared /)]);
  expect(judged(alarms('Errors', 'Burn'))).toEqual([
    'open parity.shape: preproduction has 3 × AWS::CloudWatch::Alarm, production has 2, without ChargeOne, Slow',
  ]);
});
