import { fleet } from '../fixtures/fleet';
import { secretOf } from '../lambda/support/world';
import { checkValue } from '../../lib/operator/check-value';
import { secretTarget } from '../../lib/operator/target';
import type { SecretKind } from '../../lib/secrets/settings';

const key = (prefix: string) => `${prefix}${'9f8e7d6c5b4a'.repeat(3)}`;
const of = (kind: SecretKind, environment = 'staging', binding = 'self') => secretTarget(fleet, environment, binding, kind);
const base64 = (bytes: number) => Buffer.from(Array.from({ length: bytes }, (_, index) => (index * 37 + 11) % 256)).toString('base64');

describe('is stored:', () => {
  test.each<[string, SecretKind, string, string, string]>([
    ['a test key in a test environment', 'api-key', 'staging', 'self', key('sk_test_')],
    ['a live key in a live environment', 'api-key', 'production', 'self', key('sk_live_')],
    ['a key of a provider without prefixes', 'api-key', 'staging', 'uae-kyc', key('')],
    ['a signing secret of 24 bytes', 'signing-secret', 'staging', 'self', `whsec_${base64(24)}`],
    ['a signing secret that is plain text', 'signing-secret', 'staging', 'uae-kyc', key('')],
    ['dashboard credentials of several words', 'dashboard', 'staging', 'self', 'idv-team@example.org correct-Horse-7'],
  ])('%s', (_, kind, environment, binding, value) => {
    const target = of(kind, environment, binding);
    expect(checkValue(value, target)).toEqual({ value, class: target.config.credentials, provider: binding });
  });
});

const secret = secretOf('self');

describe('is refused:', () => {
  test.each<[string, SecretKind, string, RegExp, string?]>([
    ['nothing', 'api-key', '', /nothing was given/],
    ['white space', 'api-key', ' \n', /nothing was given/],
    ['a line break that echo adds', 'signing-secret', `${secret}\n`, /ends with a line break.*printf %s/],
    ['a line break of another system', 'signing-secret', `${secret}\r\n`, /printf %s/],
    ['a blank in front', 'signing-secret', ` ${secret}`, /white space around it/],
    ['a line break inside', 'signing-secret', `${secret.slice(0, 20)}\n${secret.slice(20)}`, /control characters/],
    ['a blank inside', 'api-key', `${key('sk_test_')} ${key('')}`, /white space in it/],
    ['quotation marks', 'api-key', `"${key('sk_test_')}"`, /quotation marks/],
    ['the placeholder xxx', 'api-key', 'xxx', /placeholder/],
    ['the placeholder sk_test_xxxxxxxxxxxx', 'api-key', 'sk_test_xxxxxxxxxxxxxxxxxxxxxxxx', /placeholder/],
    ['the placeholder changeme', 'api-key', 'changeme', /placeholder/],
    ['a placeholder with dots', 'api-key', 'sk_test_...', /placeholder/],
    ['a shortened copy', 'api-key', 'sk_test_9f8e7d…5b4a', /placeholder or a shortened copy/],
    ['a masked copy', 'signing-secret', 'whsec_********************************', /placeholder/],
    ['a variable', 'api-key', '${SELF_API_KEY}', /placeholder/],
    ['the prefix alone', 'api-key', 'sk_test_', /placeholder/],
    ['a live key in a test environment', 'api-key', key('sk_live_'), /other class: 'staging' takes test keys, which begin with sk_test_/],
    ['a test key in a live environment', 'api-key', key('sk_test_'), /other class: 'production' takes live keys/, 'production'],
    ['a key without its prefix', 'api-key', key(''), /does not begin with sk_test_/],
    ['a truncated key', 'api-key', 'sk_test_9f8e7d6c5b', /too short to be whole/],
    ['a signing secret without its prefix', 'signing-secret', base64(32), /whsec_ and then standard base64/],
    ['a truncated signing secret', 'signing-secret', secret.slice(0, -3), /truncated/],
    ['an infix that is no base64', 'signing-secret', `whsec_test_${base64(32)}`, /standard base64/],
    ['a signing secret of 23 bytes', 'signing-secret', `whsec_${base64(23)}`, /too short/],
    ['an API key as signing secret', 'signing-secret', key('sk_test_'), /this is an API key/],
    ['a signing secret as API key', 'api-key', secret, /this is a webhook signing secret/],
    ['something far too long', 'api-key', `sk_test_${key('').repeat(400)}`, /over 8192 characters/],
    ['a short password', 'dashboard', 'Ab1!xY2?', /fewer than 12/],
  ])('%s', (_, kind, value, says, environment = 'staging') => {
    const attempt = () => checkValue(value, of(kind, environment));
    expect(attempt).toThrow(says);
    expect(attempt).toThrow(expect.objectContaining({ exitCode: 1 }));
    const body = value.replace(/^(?:sk_(?:test|live)_|whsec_)/, '').trim();
    if (body.length > 8) expect(attempt).not.toThrow(body.slice(0, 8));
  });
});
