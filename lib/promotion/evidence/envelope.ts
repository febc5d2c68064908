import { verify } from 'node:crypto';
import { z } from 'zod';
import { keyIdOf, readPublicKey } from './public-key';

/** An in-toto statement as JSON. */
export const payloadType = 'application/vnd.in-toto+json';

/**
 * A signed document in the form of DSSE, so that tools of others verify it too.
 *
 * @see https://github.com/secure-systems-lab/dsse/blob/master/envelope.md
 */
export interface Envelope {
  /** Base64. */
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** Far more than evidence needs; what is larger is not even hashed. */
const MOST_CHARACTERS = 2_000_000;

const base64 = z.string().max(MOST_CHARACTERS).refine(text => Buffer.from(text, 'base64').toString('base64') === text, 'is not canonical base64');

// DSSE lets a reader skip what it does not know; the gate takes nothing that it cannot account for.
const schema: z.ZodType<Envelope> = z.strictObject({
  payload: base64,
  payloadType: z.literal(payloadType),
  signatures: z.array(z.strictObject({ keyid: z.string().regex(/^[0-9a-f]{64}$/), sig: base64 })).length(1),
});

/**
 * The bytes that are signed: type and body, each after its length, so that no signature over one type counts for another.
 *
 * @see https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
 */
export const preAuthenticationEncoding = (type: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `, 'utf8'), body]);

/** Signs the given bytes with ECDSA on P-256 over SHA-256; the signature is DER. */
export type Sign = (bytes: Buffer) => Promise<Buffer>;

export const seal = async (body: Buffer, publicKey: string, sign: Sign): Promise<Envelope> => ({
  payload: body.toString('base64'),
  payloadType,
  signatures: [{ keyid: keyIdOf(publicKey), sig: (await sign(preAuthenticationEncoding(payloadType, body))).toString('base64') }],
});

/** Why an envelope does not count. */
export class NotAuthentic extends Error {
  constructor(readonly kind: 'malformed' | 'signature', message: string) {
    super(message);
    this.name = 'NotAuthentic';
  }
}

/**
 * The body of an envelope that the given key signed; nothing of it is looked at before that is known.
 *
 * @throws NotAuthentic
 */
export const open = (value: unknown, publicKey: string): Buffer => {
  const { success, data } = schema.safeParse(value);
  if (!success) throw new NotAuthentic('malformed', 'it is not an envelope with one signature');
  const [signature] = data.signatures;
  if (signature?.keyid !== keyIdOf(publicKey)) throw new NotAuthentic('signature', 'another key than the pinned one signed it');
  const body = Buffer.from(data.payload, 'base64');
  const key = { key: readPublicKey(publicKey), dsaEncoding: 'der' as const };
  if (!verify('sha256', preAuthenticationEncoding(data.payloadType, body), key, Buffer.from(signature.sig, 'base64'))) {
    throw new NotAuthentic('signature', 'the signature is not that of the pinned key over this content');
  }
  return body;
};
