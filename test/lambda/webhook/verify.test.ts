import { createHmac, createSecretKey } from 'node:crypto';
import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { readClaim } from '../../../lambda/webhook/claim';
import { findSigner, timeliness } from '../../../lambda/webhook/verify';
import { schemes } from '../../../lib/providers';
import { mutantsOf } from '../support/mutants';
import type { Signed } from '../support/mutants';
import { secretOf } from '../support/world';

const svix = schemes.svix;
const secret = secretOf('vectors');
const keyBytes = Buffer.from(secret.slice('whsec_'.length), 'base64');
const key = { kind: 'hmac' as const, secret: createSecretKey(keyBytes) };
const now = Date.parse('2026-04-01T10:00:00Z');

const accepts = (signed: Signed): boolean => {
  const claim = readClaim(svix, signed);
  return !('refused' in claim) && timeliness(svix, claim, now) === 'timely'
    && findSigner(svix, claim, Buffer.from(signed.body), [key]) !== undefined;
};

const bodies = fc.record({ type: fc.string(), name: fc.constantFrom('Zoë', 'plain', '名前'), nested: fc.jsonValue() }).map(value => JSON.stringify(value));
const ids = fc.stringMatching(/^[!-\-/-~]{1,256}$/);

const signedBy = (sign: (id: string, at: Date, body: string) => string) => fc.tuple(ids, fc.integer({ min: -300, max: 300 }), bodies)
  .map(([id, offset, body]): Signed => {
    const at = new Date(now + offset * 1000);
    return { id, timestamp: String(at.getTime() / 1000), body, signature: sign(id, at, body) };
  });
const byStandard = signedBy((id, at, body) => new Webhook(secret).sign(id, at, body));
const bySvix = signedBy((id, at, body) => new Svix(secret).sign(id, at, body));

test('whatever standardwebhooks and svix sign is accepted', () => {
  fc.assert(fc.property(fc.oneof(byStandard, bySvix), signed => accepts(signed)), { numRuns: 1000 });
});

test('whatever UAE KYC would sign is accepted', () => {
  const press = schemes['uae-press'];
  fc.assert(fc.property(bodies, fc.string({ minLength: 24 }), fc.constantFrom('', 'sha256='), (body, text, prefix) => {
    const bytes = Buffer.from(text, 'utf8');
    const timestamp = String(now / 1000);
    const signature = prefix + createHmac('sha256', bytes).update(`${timestamp}.${body}`).digest('hex');
    const claim = readClaim(press, { id: 'with.dot', timestamp, signature });
    return !('refused' in claim) && findSigner(press, claim, Buffer.from(body), [{ kind: 'hmac', secret: createSecretKey(bytes) }]) !== undefined;
  }), { numRuns: 500 });
});

/** What tolerant receivers do: lenient base64, a timestamp read as far as it is a number. */
const tolerant = ({ id, timestamp, signature, body }: Signed): boolean => {
  const expected = createHmac('sha256', keyBytes).update(`${id}.${parseInt(timestamp, 10)}.${body}`).digest();
  return signature.split(' ').some(tag => tag.startsWith('v1,') && Buffer.from(tag.slice(3), 'base64').equals(expected));
};

test('no mutant is accepted, while the same mutants get past a tolerant receiver', () => {
  let accepted = 0;
  let tolerated = 0;
  fc.assert(fc.property(mutantsOf(byStandard), mutant => {
    if (accepts(mutant)) accepted++;
    if (tolerant(mutant)) tolerated++;
  }), { numRuns: 20_000 });
  expect(accepted).toBe(0);
  expect(tolerated).toBeGreaterThan(100);
});

test('the published vector of the scheme is accepted', () => {
  const vector = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: '1614265330', signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' };
  const claim = readClaim(svix, vector);
  const theirs = createSecretKey(Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64'));
  expect('refused' in claim ? claim : findSigner(svix, claim, Buffer.from('{"test": 2432232314}'), [key, { kind: 'hmac', secret: theirs }])).toHaveProperty('secret', theirs);
});
