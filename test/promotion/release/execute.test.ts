import type { InvokeCommand } from '@aws-sdk/client-lambda';
import type { GateAnswer, GateRequest } from '../../../lambda/gate/contract';
import { executeRelease, exitCodeOf, type DeliveryAccess } from '../../../lib/promotion/release';

const release = `r${'1'.repeat(32)}`;
const answer = (outcome: GateAnswer['outcome'], ...states: GateAnswer['stacks'][number]['state'][]): GateAnswer =>
  ({ version: 1, release, outcome, reasons: [], stacks: states.map((state, index) => ({ name: `Stack-${index}`, state })) });

/** A gate that gives the answers in turn, and the last one for ever. */
const gateOf = (...answers: GateAnswer[]) => {
  const requests: GateRequest[] = [];
  const send = ({ input }: InvokeCommand) => {
    requests.push(JSON.parse(Buffer.from(input.Payload as Uint8Array).toString()));
    return Promise.resolve({ Payload: Buffer.from(JSON.stringify(answers.length > 1 ? answers.shift() : answers[0])) });
  };
  const access = { lambda: { send }, place: () => Promise.resolve('arn:aws:lambda:eu-central-1:333333333333:function:bulkhead-gate') } as unknown as DeliveryAccess;
  return { requests, access };
};

const run = (access: DeliveryAccess, prepare?: (stacks: readonly string[]) => Promise<void>, check = false) =>
  executeRelease(access, { release, prepare, check, say: () => {}, wait: () => Promise.resolve() });

test('the gate is called until the release is done, with nothing but its name', async () => {
  const { access, requests } = gateOf(answer('in-progress', 'executing'), answer('in-progress', 'executing'), answer('done', 'done'));
  expect((await run(access)).outcome).toBe('done');
  expect(requests).toEqual(Array.from({ length: 3 }, () => ({ version: 1, release })));
});

test('change sets that the gate asks for are made on the way', async () => {
  const { access } = gateOf(answer('prepare', 'done', 'unprepared', 'unprepared'), answer('prepare', 'done', 'done', 'unprepared'), answer('done', 'done', 'done', 'done'));
  const asked: (readonly string[])[] = [];
  expect((await run(access, stacks => Promise.resolve(void asked.push(stacks)))).outcome).toBe('done');
  expect(asked).toEqual([['Stack-1', 'Stack-2'], ['Stack-2']]);
});

test('a change set that cannot be made is asked for once', async () => {
  const { access } = gateOf(answer('prepare', 'unprepared'));
  let asked = 0;
  expect((await run(access, () => Promise.resolve(void (asked += 1)))).outcome).toBe('prepare');
  expect(asked).toBe(1);
});

test('a check asks once and says so', async () => {
  const { access, requests } = gateOf(answer('in-progress', 'executing'));
  expect((await run(access, undefined, true)).outcome).toBe('in-progress');
  expect(requests).toEqual([{ version: 1, release, check: true }]);
});

test('a gate that never ends is not called for ever', async () => {
  await expect(run(gateOf(answer('in-progress', 'executing')).access)).rejects.toThrow(/called 40 times/);
});

test('an answer of another form is none', async () => {
  await expect(run(gateOf({ version: 2 } as never).access)).rejects.toThrow(/answers in another form/);
});

test('refused and failed are 1, what is still missing is 2', () => {
  expect(exitCodeOf).toEqual({ 'done': 0, 'ready': 0, 'refused': 1, 'failed': 1, 'prepare': 2, 'in-progress': 2 });
});
