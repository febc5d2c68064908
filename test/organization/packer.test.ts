import { packed, roomForResourceControls, roomForServiceControls } from '../../lib/organization/packer';
import type { Guardrail } from '../../lib/organization/policy';

/** A guardrail whose policy has about as many characters as asked for. */
const guardrail = (Sid: string, characters: number): Guardrail => ({
  stops: 'everything in a long list',
  shownBy: 'nothing',
  statement: { Sid, Effect: 'Deny', Action: Array.from({ length: Math.floor(characters / 20) }, (_, index) => `service:Action${1000 + index}`), Resource: '*' },
});
const room = { slots: 3, characters: 1000 };
const sids = (policies: ReturnType<typeof packed>) => policies.map(({ Statement }) => Statement.map(({ Sid }) => Sid));

test('statements stay in their order, and a policy is filled before the next is begun', () => {
  expect(sids(packed('p', ['A', 'B', 'C', 'D'].map(sid => guardrail(sid, 300)), room))).toEqual([['A', 'B'], ['C', 'D']]);
});

test('nothing is lost, and no policy is larger than there is room for', () => {
  const all = Array.from({ length: 9 }, (_, index) => guardrail(`S${index}`, 40 + index * 37));
  const policies = packed('p', all, room);
  expect(sids(policies).flat()).toEqual(all.map(({ statement }) => statement.Sid));
  for (const policy of policies) expect(JSON.stringify(policy).length).toBeLessThanOrEqual(room.characters);
});

test('one policy with exactly as many characters as there is room for fits', () => {
  const [policy] = packed('p', [guardrail('A', 300)], room);
  const characters = JSON.stringify(policy).length;
  expect(packed('p', [guardrail('A', 300)], { slots: 1, characters })).toHaveLength(1);
  expect(() => packed('p', [guardrail('A', 300)], { slots: 1, characters: characters - 1 })).toThrow('1 more than Organizations takes');
});

test('a statement that fits in no policy is refused with its size', () => {
  expect(() => packed('bulkhead-staging-principals', [guardrail('Long', 2000)], room))
    .toThrow(/^statement 'Long' of 'bulkhead-staging-principals' has \d{4} characters as a policy of its own, \d+ more than Organizations takes; split it in two$/);
});

test('more policies than there are slots are refused with their sizes', () => {
  expect(() => packed('p', ['A', 'B', 'C', 'D'].map(sid => guardrail(sid, 600)), room))
    .toThrow(/^the policies 'p' have \d{4} characters and need 4 slots \(\d+, \d+, \d+, \d+\), but 3 of 1000 are there; shorten or merge statements$/);
});

test('the room is that of an account whose default policy stays attached', () => {
  expect([roomForServiceControls, roomForResourceControls]).toEqual([{ slots: 4, characters: 5120 }, { slots: 4, characters: 5120 }]);
});
