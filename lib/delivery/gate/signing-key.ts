import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ArnPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { roleArn } from '../names';
import { keyAdministration } from '../../secrets/service-key';

export interface SigningKeyProps {
  /** What a signature states, for the key's description. */
  readonly states: string;
  /** Name of the one role of this account that may sign. */
  readonly signer: string;
}

/** What exists for keys that encrypt only. */
const ofEncryption = new Set(['kms:DisableKeyRotation', 'kms:EnableKeyRotation', 'kms:GetKeyRotationStatus', 'kms:ListKeyRotations', 'kms:RotateKeyOnDemand']);

/**
 * A key that signs and does nothing else; its private half never leaves KMS.
 *
 * Its policy is whole from the start: whatever an identity policy says, only sessions of the one role sign, and only over a
 * SHA-256 digest. It does not rotate, because a target pins its public half; a successor is a new key, pinned by a release.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html#key-spec-ecc
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-signing-algorithm
 */
export class SigningKey extends Key {
  constructor(scope: Construct, id: string, { states, signer }: SigningKeyProps) {
    const { account } = Stack.of(scope);
    const root = new ArnPrincipal(`arn:aws:iam::${account}:root`);
    const own = { 'kms:CallerAccount': account };
    super(scope, id, {
      description: `signs that ${states}`,
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      policy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'AdministrationWithoutUse', principals: [root], resources: ['*'], actions: keyAdministration.filter(action => !ofEncryption.has(action)),
          }),
          new PolicyStatement({
            sid: 'OneRoleSigns', principals: [root], resources: ['*'], actions: ['kms:Sign'],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': roleArn({ account }, signer) },
              StringEquals: { ...own, 'kms:MessageType': 'DIGEST', 'kms:SigningAlgorithm': 'ECDSA_SHA_256' },
            },
          }),
          new PolicyStatement({ sid: 'PublicHalf', principals: [root], resources: ['*'], actions: ['kms:GetPublicKey'], conditions: { StringEquals: own } }),
        ],
      }),
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** The identity policy of the signer; it counts for the one role that the key's own policy names. */
  signStatements(): PolicyStatement[] {
    return [new PolicyStatement({ sid: 'Sign', actions: ['kms:GetPublicKey', 'kms:Sign'], resources: [this.keyArn] })];
  }

  /** For whoever checks a signature before relying on it. */
  verifyStatement(): PolicyStatement {
    return new PolicyStatement({ sid: 'Verify', actions: ['kms:GetPublicKey'], resources: [this.keyArn] });
  }
}
