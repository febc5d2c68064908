import { createHmac, createSecretKey } from 'node:crypto';
import * as fc from 'fast-check';
import { hmac, type MacAlgorithm } from '../../../lambda/webhook/hmac';

const algorithms: readonly MacAlgorithm[] = ['sha256', 'sha512'];

const platform = (algorithm: MacAlgorithm, key: Uint8Array, prefix: string, body: Uint8Array) =>
  createHmac(algorithm, key).update(prefix, 'latin1').update(body).digest('hex');

/** RFC 4231, test cases 1, 2, 6: a short key, a shorter one, one longer than a block. */
const vectors = [
  { key: Buffer.alloc(20, 0x0b), data: 'Hi There', sha256: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7' },
  { key: Buffer.from('Jefe'), data: 'what do ya want for nothing?', sha256: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843' },
  {
    key: Buffer.alloc(131, 0xaa), data: 'Test Using Larger Than Block-Size Key - Hash Key First',
    sha256: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  },
];

test.each(vectors)('the vector of RFC 4231 for "$data"', ({ key, data, sha256 }) => {
  expect(hmac('sha256', createSecretKey(key), '', Buffer.from(data)).toString('hex')).toBe(sha256);
});

test('it is the platform\'s HMAC for any key, prefix and body, through one key after another', () => {
  const keys = fc.uint8Array({ minLength: 1, maxLength: 300, size: 'max' });
  const prefixes = fc.stringMatching(/^[\x01-\xff]{0,300}$/);
  fc.assert(fc.property(fc.constantFrom(...algorithms), keys, keys, prefixes, fc.uint8Array({ maxLength: 2000, size: 'max' }), (algorithm, one, other, prefix, body) => {
    const secrets = [one, other, one].map(bytes => ({ bytes, secret: createSecretKey(bytes) }));
    return secrets.every(({ bytes, secret }) => [1, 2].every(() => hmac(algorithm, secret, prefix, body).toString('hex') === platform(algorithm, bytes, prefix, body)));
  }), { numRuns: 1000 });
});

test.each(algorithms)('the length at which a body is no longer copied makes no difference (%s)', algorithm => {
  const key = Buffer.alloc(32, 3);
  const secret = createSecretKey(key);
  for (const length of [0, 1, 8181, 8182, 8183, 8184, 8185, 9000, 300_000]) {
    const body = Buffer.alloc(length, 'x');
    expect(hmac(algorithm, secret, 'id.1234567', body).toString('hex')).toBe(platform(algorithm, key, 'id.1234567', body));
  }
});
