import { passesFilters } from '../../../lib/local/stream/filter';

const insert = { eventName: 'INSERT', dynamodb: { Keys: { verification: { S: 'self#1' }, event: { S: 'a' } } } };
const passes = (pattern: object, record: object = insert) => passesFilters([JSON.stringify(pattern)], record);

test('without filters every record passes', () => {
  expect(passesFilters([], insert)).toBe(true);
});

test('one of several filters is enough', () => {
  expect(passesFilters(['{"eventName":["REMOVE"]}', '{"eventName":["INSERT"]}'], insert)).toBe(true);
  expect(passesFilters(['{"eventName":["REMOVE"]}', '{"eventName":["MODIFY"]}'], insert)).toBe(false);
});

test('within a filter everything has to match', () => {
  expect(passes({ eventName: ['INSERT'], dynamodb: { Keys: { event: { S: ['a'] } } } })).toBe(true);
  expect(passes({ eventName: ['INSERT'], dynamodb: { Keys: { event: { S: ['b'] } } } })).toBe(false);
});

test.each([
  [{ prefix: 'self#' }, true], [{ prefix: 'quarantine#' }, false], [{ suffix: '#1' }, true], [{ suffix: '#2' }, false],
  [{ 'anything-but': ['self#1'] }, false], [{ 'anything-but': 'self#2' }, true], [{ 'anything-but': { prefix: 'quarantine#' } }, true],
  [{ 'anything-but': { prefix: 'self#' } }, false], [{ 'equals-ignore-case': 'SELF#1' }, true], [{ exists: true }, true], [{ exists: false }, false],
])('a key matches %j: %s', (rule, expected) => {
  expect(passes({ dynamodb: { Keys: { verification: { S: [rule] } } } })).toBe(expected);
});

test('what is absent matches only a rule that says so', () => {
  expect(passes({ dynamodb: { NewImage: { status: { S: [{ exists: false }] } } } })).toBe(true);
  expect(passes({ dynamodb: { NewImage: { status: { S: ['valid'] } } } })).toBe(false);
  expect(passes({ userIdentity: { type: ['Service'] } })).toBe(false);
});

test('a rule that is not known is an error, not a guess', () => {
  expect(() => passes({ eventName: [{ wildcard: 'INS*' }] })).toThrow('filter rule {"wildcard":"INS*"} is not known here');
});
