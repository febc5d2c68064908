import { createHash } from 'node:crypto';
import { GetPublicKeyCommand, SignCommand } from '@aws-sdk/client-kms';
import type { DeliveryAccess } from './access';
import { deliveryRoles } from '../../delivery/names';
import { nameOf, refused, unusable } from '../../operator/command-error';
import { isPublicKey, open, seal, type Envelope } from '../evidence';

export type SigningKeyName = 'evidenceKey' | 'signOffKey';

/** Whose sessions the key's own policy lets sign, and how one comes to be that. */
const signers: Readonly<Record<SigningKeyName, string>> = {
  evidenceKey: `sessions of ${deliveryRoles.ci} alone sign evidence: run it in a workflow of \`bulkhead ci init\``,
  signOffKey: `sessions of ${deliveryRoles.approver} alone sign off: assume that role with your second factor`,
};

/** The public half of a key, as a target pins it. */
export const publicHalf = async ({ kms }: Pick<DeliveryAccess, 'kms'>, keyArn: string): Promise<string> => {
  const { PublicKey: bytes } = await kms.send(new GetPublicKeyCommand({ KeyId: keyArn }));
  const text = Buffer.from(bytes ?? []).toString('base64');
  if (!isPublicKey(text)) throw unusable(`${keyArn} is no key on P-256; deploy the Delivery stack again`);
  return text;
};

/** Has KMS sign a statement, and reads the result back before anybody relies on it. */
export const signStatement = async (access: DeliveryAccess, key: SigningKeyName, body: Buffer): Promise<Envelope> => {
  const keyArn = await access.place(key);
  const publicKey = await publicHalf(access, keyArn);
  const envelope = await seal(body, publicKey, async bytes => {
    // the statement is longer than KMS takes, so its digest goes there.
    const command = new SignCommand({
      KeyId: keyArn, Message: createHash('sha256').update(bytes).digest(), MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256',
    });
    const { Signature: signature } = await access.kms.send(command).catch((error: unknown) => {
      throw nameOf(error).startsWith('AccessDenied') ? refused(`${access.caller} may not sign; ${signers[key]}`) : error;
    });
    return Buffer.from(signature ?? []);
  });
  open(envelope, publicKey);
  return envelope;
};
