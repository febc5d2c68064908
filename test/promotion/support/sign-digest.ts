// ECDSA on P-256 over a digest, as KMS does it; Node signs messages only. See FIPS 186-5, 6.4.
import { randomBytes, type KeyObject } from 'node:crypto';

type Point = readonly [bigint, bigint] | null;

const [P, N] = [0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn, 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n];
const G: Point = [0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n, 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n];

const mod = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;

const power = (base: bigint, exponent: bigint, by: bigint): bigint => {
  let [result, square] = [1n, mod(base, by)];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = mod(result * square, by);
    square = mod(square * square, by);
  }
  return result;
};

const inverse = (value: bigint, by: bigint): bigint => power(value, by - 2n, by);

const add = (one: Point, other: Point): Point => {
  if (one === null || other === null) return one ?? other;
  const [[x1, y1], [x2, y2]] = [one, other];
  if (x1 === x2 && mod(y1 + y2, P) === 0n) return null;
  const slope = x1 === x2 ? mod((3n * x1 * x1 - 3n) * inverse(2n * y1, P), P) : mod((y2 - y1) * inverse(x2 - x1, P), P);
  const x = mod(slope * slope - x1 - x2, P);
  return [x, mod(slope * (x1 - x) - y1, P)];
};

const times = (count: bigint, point: Point): Point => {
  let [sum, double]: [Point, Point] = [null, point];
  for (let left = count; left > 0n; left >>= 1n) {
    if (left & 1n) sum = add(sum, double);
    double = add(double, double);
  }
  return sum;
};

const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

const integer = (value: bigint): Buffer => {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const content = bytes[0]! & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return Buffer.concat([Buffer.from([2, content.length]), content]);
};

/** A DER signature of a SHA-256 digest. */
export const signDigest = (digest: Uint8Array, key: KeyObject): Buffer => {
  const secret = toNumber(Buffer.from(key.export({ format: 'jwk' }).d!, 'base64url'));
  const nonce = mod(toNumber(randomBytes(32)), N - 1n) + 1n;
  const r = mod(times(nonce, G)![0], N);
  const s = mod(inverse(nonce, N) * (toNumber(digest) + r * secret), N);
  const [first, second] = [integer(r), integer(s)];
  return Buffer.concat([Buffer.from([0x30, first.length + second.length]), first, second]);
};
