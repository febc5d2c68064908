import { fleet } from './support/world';
import { dashboardToken } from '../../../lib/promotion/configuration';

const [staging, , production] = fleet.environments;
const stored = (value: unknown) => JSON.stringify(value);

test.each<[string, string]>([
  ['a plain token', 'dash_abcdefgh'],
  ['one with a line break after it', 'dash_abcdefgh\n'],
  ['what `secrets put` has stored', stored({ value: 'dash_abcdefgh', class: 'test', provider: 'self' })],
])('%s is used', (_, given) => {
  expect(dashboardToken(given, staging!, 'self', 'self')).toBe('dash_abcdefgh');
});

test.each<[string, string, RegExp]>([
  ['nothing', '', /nothing was given/],
  ['blanks', ' \n', /nothing was given/],
  ['a live credential', stored({ value: 'canary-canary', class: 'live', provider: 'self' }), /a live credential is never used for 'staging', whose class is test/],
  ['one of another provider', stored({ value: 'canary-canary', class: 'test', provider: 'uae-kyc' }), /one of the provider uae-kyc/],
  ['a token that says live', 'dash_live_canary', /a live credential is never used/],
  ['a live API key', 'sk_live_canary', /a live credential/],
  ['a test API key', 'sk_test_canary', /this is an API key/],
  ['a signing secret', 'whsec_canary', /webhook signing secret/],
  ['two words', 'canary canary', /has blanks/],
  ['a second header', 'canary\r\nx: y', /has blanks/],
])('%s is refused and not quoted', (_, given, says) => {
  expect(() => dashboardToken(given, staging!, 'self', 'self')).toThrow(says);
  expect(() => dashboardToken(given, staging!, 'self', 'self')).not.toThrow(/canary/);
});

test('a test credential is never used in production', () => {
  const given = stored({ value: 'canary-canary', class: 'test', provider: 'self' });
  expect(() => dashboardToken(given, production!, 'self', 'self')).toThrow(/a test credential is never used for 'production', whose class is live/);
});
