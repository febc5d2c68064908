import * as fc from 'fast-check';
import { isLater, laterThanHeld } from '../../../lambda/webhook/later';
import type { Moment } from '../../../lambda/webhook/later';

const moments = fc.record({
  occurredAt: fc.integer({ min: 0, max: 3 }).map(second => `2026-04-01T10:00:0${second}.000Z`),
  rank: fc.integer({ min: 0, max: 3 }),
});

test('whatever the order and the repetitions, the latest state stands in the end', () => {
  fc.assert(fc.property(fc.array(moments, { minLength: 1 }), arrivals => {
    let held: Moment | undefined;
    for (const moment of arrivals) if (isLater(moment, held)) held = moment;
    for (const moment of arrivals) expect(isLater(moment, held)).toBe(false);
  }));
});

test('a stale state never replaces a newer one, and of equal times the rank decides', () => {
  const held = { occurredAt: '2026-04-01T10:00:00.000Z', rank: 3 };
  expect([
    isLater({ occurredAt: '2026-04-01T09:59:59.999Z', rank: 9 }, held), isLater(held, held),
    isLater({ ...held, rank: 4 }, held), isLater({ ...held, rank: 2 }, held), isLater({ occurredAt: '2026-04-01T10:00:00.001Z', rank: 0 }, held),
  ]).toEqual([false, false, true, false, true]);
});

test('the condition of a write says the same', () => {
  expect(laterThanHeld({ occurredAt: '2026-04-01T10:00:00.000Z', rank: 3 })).toEqual({
    ConditionExpression: 'attribute_not_exists(#occurredAt) OR #occurredAt < :occurredAt OR (#occurredAt = :occurredAt AND #rank < :rank)',
    ExpressionAttributeNames: { '#occurredAt': 'occurredAt', '#rank': 'rank' },
    ExpressionAttributeValues: { ':occurredAt': { S: '2026-04-01T10:00:00.000Z' }, ':rank': { N: '3' } },
  });
});
