import { sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { accounts } from '../../lambda/gate/support/assembly';
import { evidenceOf, idOf, keys, newKey, sealWith, signOffOf } from '../../lambda/gate/support/release';
import { NotAuthentic, open, readEvidence, readSignOff, writeEvidence, writeSignOff, type Envelope } from '../../../lib/promotion/evidence';
import { preAuthenticationEncoding } from '../../../lib/promotion/evidence/envelope';
import { isPublicKey, readPublicKey } from '../../../lib/promotion/evidence/public-key';

const digest = `sha256:${'ab'.repeat(32)}` as const;
const key = keys.evidence;
const body = writeEvidence(digest, evidenceOf(idOf(1), digest));
let envelope: Envelope;

beforeAll(async () => { envelope = await sealWith(body, key); });

/** What a gate would get out of an envelope: the statement, or nothing. */
const accepted = (value: unknown): string | undefined => {
  try {
    return JSON.stringify(readEvidence(open(value, key.publicKey)));
  } catch (error) {
    if (error instanceof NotAuthentic) return undefined;
    throw error;
  }
};

// from the protocol's own page.
test('the encoding is that of the protocol', () => {
  expect(preAuthenticationEncoding('http://example.com/HelloWorld', Buffer.from('hello world')).toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
});

test('lengths are those of bytes', () => {
  expect(preAuthenticationEncoding('é', Buffer.from('ü')).toString()).toBe('DSSEv1 2 é 2 ü');
});

test('anybody can verify an envelope with nothing but the public key', () => {
  const sig = envelope.signatures[0]?.sig ?? '';
  const bytes = Buffer.concat([Buffer.from(`DSSEv1 ${envelope.payloadType.length} ${envelope.payloadType} ${body.length} `), body]);
  expect(verify('sha256', bytes, readPublicKey(key.publicKey), Buffer.from(sig, 'base64'))).toBe(true);
});

test('what was sealed is what is opened', () => {
  expect(open(envelope, key.publicKey).equals(body)).toBe(true);
  expect(readEvidence(body)).toEqual({ assembly: digest, evidence: evidenceOf(idOf(1), digest) });
});

test.each([
  ['another key', () => sealWith(body, newKey())],
  ['another key under the name of the pinned one', async () => ({ ...await sealWith(body, newKey()), signatures: [{ ...(await sealWith(body, newKey())).signatures[0]!, keyid: envelope.signatures[0]!.keyid }] })],
  ['the bare body', () => ({ ...envelope, signatures: [{ ...envelope.signatures[0]!, sig: sign('sha256', body, key.secret).toString('base64') }] })],
  ['two signatures', () => ({ ...envelope, signatures: [...envelope.signatures, ...envelope.signatures] })],
  ['no signature', () => ({ ...envelope, signatures: [] })],
  ['another type', () => ({ ...envelope, payloadType: 'application/json' })],
  ['a field that nobody knows', () => ({ ...envelope, more: 1 })],
  ['an empty payload', () => ({ ...envelope, payload: '' })],
  ['base64 that is not canonical', () => ({ ...envelope, payload: `${envelope.payload}\n` })],
] as const)('an envelope with %s does not count', async (_, make) => {
  expect(accepted(await Promise.resolve(make()))).toBeUndefined();
});

test('a sign-off is no evidence and the reverse, whoever signed it', async () => {
  const word = writeSignOff(digest, 'cd'.repeat(32), signOffOf(idOf(1)));
  expect(accepted(await sealWith(word, key))).toBeUndefined();
  expect(() => readSignOff(body)).toThrow(NotAuthentic);
});

test('however an envelope is changed, it is refused', () => {
  const text = JSON.stringify(envelope);
  const original = accepted(envelope);
  expect(original).toBeDefined();
  const changed = fc.tuple(fc.nat(text.length - 1), fc.constantFrom(...'0AZaz+/="{}[],: '), fc.constantFrom('replace', 'insert', 'remove'), fc.nat(3));
  fc.assert(fc.property(fc.array(changed, { minLength: 1, maxLength: 4 }), changes => {
    let spoiled = text;
    for (const [at, character, how, more] of changes) {
      spoiled = how === 'insert' ? spoiled.slice(0, at) + character + spoiled.slice(at) : spoiled.slice(0, at) + (how === 'replace' ? character : '') + spoiled.slice(at + 1 + (how === 'remove' ? more : 0));
    }
    let value: unknown;
    try {
      value = JSON.parse(spoiled);
    } catch {
      return;
    }
    // what parses to the same envelope is the same envelope.
    if (JSON.stringify(value) !== text) expect(accepted(value)).toBeUndefined();
  }), { numRuns: 3000 });
});

test('however the bits of a payload or a signature are flipped, the envelope is refused', () => {
  const flip = (text: string, bit: number): string => {
    const bytes = Buffer.from(text, 'base64');
    bytes[(bit >> 3) % bytes.length]! ^= 1 << (bit & 7);
    return bytes.toString('base64');
  };
  fc.assert(fc.property(fc.nat(100_000), fc.boolean(), (bit, payload) => {
    const [{ keyid, sig }] = envelope.signatures as [{ keyid: string; sig: string }];
    const spoiled = payload ? { ...envelope, payload: flip(envelope.payload, bit) } : { ...envelope, signatures: [{ keyid, sig: flip(sig, bit) }] };
    expect(accepted(spoiled)).toBeUndefined();
  }), { numRuns: 2000 });
});

test('whatever value stands in the place of an envelope, it is refused and nothing else happens', () => {
  fc.assert(fc.property(fc.jsonValue(), value => accepted(value) === undefined), { numRuns: 500 });
});

test.each([
  ['a moment that has two spellings', { createdAt: '2030-01-10T10:00:00Z' }],
  ['a run without cases', { acceptance: { ...evidenceOf(idOf(1), digest).acceptance!, cases: [] } }],
  ['a case twice', { acceptance: { ...evidenceOf(idOf(1), digest).acceptance!, cases: [{ name: 'a', passed: true }, { name: 'a', passed: true }] } }],
  ['another version', { version: 2 }],
  ['a field that nobody knows', { more: 1 }],
  ['an id that leads elsewhere', { id: '../x' }],
  ['a source account that is none', { source: { environment: 'staging', account: accounts.staging.slice(1) } }],
] as const)('evidence with %s is malformed', (_, change) => {
  expect(() => readEvidence(writeEvidence(digest, { ...evidenceOf(idOf(1), digest), ...change as object }))).toThrow(NotAuthentic);
});

test.each([
  ['another curve', 'MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE'],
  ['nothing', ''],
  ['a line break', `${key.publicKey}\n`],
  ['a private key', Buffer.from(key.secret.export({ format: 'der', type: 'pkcs8' })).toString('base64')],
])('%s is no public key to pin', (_, text) => {
  expect(isPublicKey(text)).toBe(false);
});
