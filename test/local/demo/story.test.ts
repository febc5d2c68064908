import { change, exactly, orderedPairs, type Character } from '../../../lib/local/demo/story';
import { identityOf, type Observation } from '../../../lib/local/demo/observe';

const nothing: Observation = { stored: 0, quarantined: 0, dispatched: 0, sent: 0, copies: 0 };

test('what should happen reads as expected, however often the bus repeats it', () => {
  expect(change(nothing, { ...nothing, stored: 2, dispatched: 2, sent: 2, copies: 2 })).toBe('2 stored, 2 dispatched');
});

test('an event that the dispatcher sends twice is seen', () => {
  expect(change(nothing, { ...nothing, stored: 1, dispatched: 1, sent: 2, copies: 1 })).toBe('1 stored, 1 dispatched, sent 2 times');
});

test('what is set aside is seen', () => {
  expect(change(nothing, { ...nothing, quarantined: 1 })).toBe('0 stored, 0 dispatched, 1 quarantined');
});

test('an event is told from others by its environment and keys', () => {
  const message = (changes: object) => JSON.stringify({ id: Math.random(), detail: { environment: 'staging', verification: 'self#1', event: 'a', ...changes } });
  expect(identityOf(message({}))).toBe(identityOf(message({})));
  expect(new Set([{}, { environment: 'production' }, { verification: 'self#2' }, { event: 'b' }].map(message).map(identityOf)).size).toBe(4);
});

test('a check passes on exactly what was expected', () => {
  const check = { step: '', kind: 'accepted', from: '', to: '', what: '', expected: '200' } as const;
  expect([exactly({ ...check, observed: '200' }).passed, exactly({ ...check, observed: '201' }).passed]).toEqual([true, false]);
});

test('every environment is paired with every other, both ways', () => {
  const [a, b, c] = [{}, {}, {}] as [Character, Character, Character];
  expect(orderedPairs([a, b, c])).toHaveLength(6);
});
