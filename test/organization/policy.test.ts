import { type Guardrail, policyOf } from '../../lib/organization/policy';

const guardrail = (actions: number): Guardrail => ({
  stops: 'everything in a long list',
  statement: { Sid: 'Long', Effect: 'Deny', Action: Array.from({ length: actions }, (_, index) => `service:Action${index}`), Resource: '*' },
});

test('a policy holds the statements in their order', () => {
  expect(policyOf('small', [guardrail(1), guardrail(2)]).Statement.map(({ Action }) => Action?.length)).toEqual([1, 2]);
});

test('a policy larger than Organizations takes is refused with its size', () => {
  expect(() => policyOf('bulkhead-staging-principals', [guardrail(400)]))
    .toThrow(/^policy 'bulkhead-staging-principals' has \d{4} characters, \d+ more than Organizations takes; split it in two$/);
});
