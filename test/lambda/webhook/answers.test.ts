import { answers, bodies, gravest, isFinal, refusal } from '../../../lambda/webhook/answers';
import type { Answer, Situation } from '../../../lambda/webhook/answers';
import { providers } from '../../../lib/providers';

const rows = Object.entries(answers) as [Situation, Answer][];

test('no answer to a fault of ours or a moment\'s state is final for any provider', () => {
  for (const situation of ['refused-in-rotation', 'no-secret', 'onboarding', 'unavailable'] as const) {
    for (const { deliveryPolicy } of Object.values(providers)) expect(isFinal(deliveryPolicy, answers[situation].status)).toBe(false);
  }
});

test('what is acknowledged is stored, set aside, known already, or none of ours', () => {
  const acknowledged = rows.filter(([, { status }]) => status < 300).map(([, { kept }]) => kept);
  expect(new Set(acknowledged)).toEqual(new Set(['inbox', 'nothing new', 'quarantine', 'counted']));
});

test('what is refused leaves at most ids', () => {
  for (const [, { status, kept }] of rows) if (status >= 400) expect(['nothing', 'ids']).toContain(kept);
});

test('whatever is set aside or fails on our side alarms', () => {
  for (const [situation, { kept, alarm, status }] of rows) {
    if (kept === 'quarantine' || kept === 'ids') expect(alarm).toBe(true);
    if (status === 503 && situation !== 'refused-in-rotation') expect(alarm).toBe(true);
  }
});

test('every answer has a fixed body, the same for what is stored and what is not', () => {
  for (const [, { status }] of rows) expect(() => JSON.parse(bodies[status]) as unknown).not.toThrow();
  expect(bodies[200]).toBe(bodies[202]);
});

test('a mismatch is refused for good only where that is final and no rotation is under way', () => {
  const final = providers.self.deliveryPolicy;
  const retried = { ...final, final: { statuses: 'only', list: [400] } } as const;
  expect([refusal(final, false), refusal(final, true), refusal(retried, true)]).toEqual(['refused', 'refused-in-rotation', 'refused']);
});

test('final answers follow the delivery policy', () => {
  const { self, 'uae-kyc': uae } = providers;
  expect([200, 400, 401, 408, 413, 429, 500, 503].filter(status => isFinal(self.deliveryPolicy, status))).toEqual([400, 401, 413]);
  expect([200, 400, 401, 403, 429, 500, 503].filter(status => isFinal(uae.deliveryPolicy, status))).toEqual([400, 401, 403, 429]);
});

test('a batch is answered by its gravest record', () => {
  expect(gravest(['accepted', 'duplicate', 'conflict'])).toBe('conflict');
  expect(gravest(['accepted', 'unreadable', 'conflict'])).toBe('unreadable');
  expect(gravest(['duplicate', 'unknown-type', 'accepted'])).toBe('accepted');
  expect(gravest([])).toBe('unknown-type');
});
