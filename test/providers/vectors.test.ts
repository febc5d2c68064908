import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecretError } from '../../lambda/webhook/secret';
import { keyOf, refusalOf, schemes } from '../proof/support/verdict';
import type { Scheme } from '../../lib/providers';

interface Vector {
  readonly scheme: Scheme['name'];
  readonly source: string;
  /** Seconds since the epoch. */
  readonly at: number;
  readonly secret: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const folder = join(__dirname, 'vectors');
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Vector[];
const vectors = [...read('published.json'), ...read('vectors.json')];

const judge = ({ scheme: name, secret, headers, body, at }: Vector, change: Partial<Vector> = {}) => {
  const scheme = schemes[name];
  return refusalOf(scheme, { headers: change.headers ?? headers, body: Buffer.from(change.body ?? body) }, [keyOf(scheme, change.secret ?? secret)],
    (change.at ?? at) * 1000);
};

test('every scheme has a vector that another implementation made', () => {
  expect(new Set(vectors.map(({ scheme }) => scheme))).toEqual(new Set(Object.keys(schemes)));
});

describe.each(vectors.map(vector => [vector.scheme, vector.source, vector] as const))('the vector of %s from %s', (_, __, vector) => {
  const scheme = schemes[vector.scheme];

  test('is accepted, and not with another body, secret or header', () => {
    expect(judge(vector)).toBeUndefined();
    expect(judge(vector, { body: `${vector.body} ` })).toBe('mismatch');
    const other = vector.secret.startsWith('whpk_') ? `whpk_${Buffer.alloc(32, 9).toString('base64')}` : vector.secret.replace(/(?<=.{12})./, letter => (letter === 'x' ? 'y' : 'x'));
    expect(other).not.toBe(vector.secret);
    expect(judge(vector, { secret: other })).toBe('mismatch');
    const { signature } = scheme.headers;
    expect(judge(vector, { headers: { ...vector.headers, [signature]: vector.headers[signature]!.replace(/[0-9a-zA-Z]$|[0-9a-zA-Z](?==+$)/, '') } })).toBe('signature');
  });

  test('keeps its window, where one is documented', () => {
    const { window } = scheme;
    const late = window === undefined ? undefined : 'late';
    expect([judge(vector, { at: vector.at + 300 }), judge(vector, { at: vector.at - 300 })]).toEqual([undefined, undefined]);
    expect(judge(vector, { at: vector.at + 301 })).toBe(late);
    expect(judge(vector, { at: vector.at - 301 })).toBe(late && 'early');
  });

  test('needs every one of its signed headers', () => {
    const { id, timestamp, signature, algorithm } = scheme.headers;
    for (const name of [id, timestamp, signature, algorithm?.name].filter(each => each !== undefined)) {
      const { [name]: _omitted, ...headers } = vector.headers;
      expect(judge(vector, { headers })).toBe('headers');
    }
  });
});

test('the committed vectors are what their script prints', () => {
  const printed = execFileSync('python3', [join(folder, 'generate.py')], { encoding: 'utf8', maxBuffer: 1e7 });
  expect(JSON.parse(printed)).toEqual(read('vectors.json'));
});

describe('keys', () => {
  const standard = schemes['standard-webhooks'];
  const publicVector = vectors.find(({ secret }) => secret.startsWith('whpk_'))!;

  test('a public key that is known to all is no secret to make an HMAC with', () => {
    const bytes = Buffer.from(publicVector.secret.slice(5), 'base64');
    const headers = { ...publicVector.headers };
    const tag = createHmac('sha256', bytes).update(`msg_1.${publicVector.at}.${publicVector.body}`).digest('base64');
    expect(judge(publicVector, { headers: { ...headers, 'webhook-signature': `v1,${tag}` } })).toBe('mismatch');
    expect(judge(publicVector, { headers: { ...headers, 'webhook-signature': `${headers['webhook-signature']} v1,${tag}` } })).toBeUndefined();
  });

  test.each([
    ['a private key', `whsk_${Buffer.alloc(64, 1).toString('base64')}`], ['a public key of 31 bytes', `whpk_${Buffer.alloc(31, 1).toString('base64')}`],
    ['a public key in hex', `whpk_${Buffer.alloc(32, 1).toString('hex')}`], ['no prefix', Buffer.alloc(32, 1).toString('base64')],
  ])('%s is not usable', (_, secret) => {
    expect(() => keyOf(standard, secret)).toThrow(SecretError);
  });

  test.each([['stripe', 'sk_live_not-a-real-secret:for-a-test'], ['persona', 'whsec_not-a-real-secret:for-a-test'], ['svix', `whpk_${Buffer.alloc(32, 1).toString('base64')}`]] as const)(
    'a secret of %s with another prefix is not usable', (name, secret) => {
      expect(() => keyOf(schemes[name], secret)).toThrow(SecretError);
    });
});

describe('sets of timestamp and tags', () => {
  const persona = vectors.filter(({ scheme }) => scheme === 'persona').at(-1)!;
  const change = (from: string | RegExp, to: string) => ({ headers: { 'persona-signature': persona.headers['persona-signature']!.replace(from, to) } });

  test('have to be of one moment', () => {
    expect(judge(persona, change(/t=(\d+)/, 't=1775037601'))).toBe('timestamp');
    expect(judge(persona, change(/ t=\d+,/, ' '))).toBe('timestamp');
  });

  test('carry the timestamp first and once', () => {
    const stripe = vectors.find(({ scheme }) => scheme === 'stripe')!;
    const header = stripe.headers['stripe-signature']!;
    for (const other of [header.split(',').reverse().join(','), `${header},t=1775037600`, header.replace('t=', 't=0'), `t=1775037600,${header}`, `${header},`]) {
      expect(judge(stripe, { headers: { 'stripe-signature': other } })).toMatch(/timestamp|signature/);
    }
  });
});

test('sumsub\'s SHA-1, and a digest that nobody knows, are refused', () => {
  const vector = vectors.find(({ scheme }) => scheme === 'sumsub')!;
  for (const algorithm of ['HMAC_SHA1_HEX', 'hmac_sha256_hex', '__proto__', '', 'HMAC_SHA512_HEX']) {
    expect(judge(vector, { headers: { ...vector.headers, 'x-payload-digest-alg': algorithm } })).toMatch(/algorithm|signature/);
  }
});
