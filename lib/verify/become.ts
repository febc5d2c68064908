import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { VerifyClientSettings } from './clients';
import { deliveryRoles, roleArn } from '../delivery/names';
import type { EnvironmentContext } from '../environment';
import { callerSettings, requireCaller } from '../operator/caller';
import { nameOf } from '../operator/command-error';
import { watched } from '../operator/patience';

export interface BecomeOptions {
  /** Profile of the AWS configuration; `{environment}` stands for the environment's name. */
  readonly profile?: string;
  /** @default - what the SDK finds */
  readonly client?: Pick<VerifyClientSettings, 'endpoint' | 'credentials'>;
}

export interface Verifier {
  /** As whom is read. */
  readonly arn: string;
  readonly settings: VerifyClientSettings;
  /** Why the caller reads with their own rights and not with the role's. */
  readonly instead?: string;
}

/**
 * Becomes the environment's verifier where the caller may, and reads with the caller's own rights elsewhere.
 *
 * @throws CommandError where there are no credentials, or those of another account: with them nothing else is called
 */
export const becomeVerifier = async ({ config: { name }, account, region }: EnvironmentContext, { profile, client }: BecomeOptions = {}): Promise<Verifier> => {
  const own: VerifyClientSettings = { ...callerSettings({ name, region, profile }), ...client };
  const sts = watched(new STSClient(own));
  const caller = await requireCaller({ name, account, region, profile }, sts);
  const arn = roleArn({ account }, deliveryRoles.verifier);
  if (caller.includes(`:assumed-role/${deliveryRoles.verifier}/`)) return { arn, settings: own };
  try {
    const { Credentials: issued } = await sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'bulkhead-verify', DurationSeconds: 3600 }));
    if (!issued?.AccessKeyId || !issued.SecretAccessKey) throw new Error('no credentials');
    const { endpoint } = own;
    const credentials = { accessKeyId: issued.AccessKeyId, secretAccessKey: issued.SecretAccessKey, sessionToken: issued.SessionToken };
    return { arn, settings: { region, credentials, ...endpoint !== undefined && { endpoint } } };
  } catch (error) {
    return { arn: caller, settings: own, instead: `${arn} may not be assumed (${nameOf(error)}): reading with your own rights` };
  }
};
