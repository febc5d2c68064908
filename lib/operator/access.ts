import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { callerSettings, requireCaller } from './caller';
import { nameOf, refused, unusable } from './command-error';
import type { EnvironmentTarget } from './target';
import { fingerprintRoleArn } from '../organization/fingerprint-link';
import { operatorRoleName } from '../secrets/settings';

type Sender<Client extends { send: unknown }> = Pick<Client, 'send'>;

/** AWS as the operator of one environment sees it. */
export interface OperatorAccess {
  readonly secretsManager: Sender<SecretsManagerClient>;
  readonly ssm: Sender<SSMClient>;
  readonly lambda: Sender<LambdaClient>;
  readonly cloudwatch: Sender<CloudWatchClient>;
}

/** The audit account as the environment's own role in it sees it. */
export interface FingerprintAccess {
  readonly kms: Sender<KMSClient>;
  readonly dynamodb: Sender<DynamoDBClient>;
}

export interface Access {
  operator(target: EnvironmentTarget): Promise<OperatorAccess>;
  fingerprints(target: EnvironmentTarget): Promise<FingerprintAccess>;
}

export interface AccessOptions {
  /**
   * Profile of the AWS configuration; `{environment}` stands for the environment's name.
   * @default - the credentials that the SDK finds
   */
  readonly profile?: string;
}

const sessionName = 'bulkhead';

/**
 * Becomes the operator of an environment, with the credentials of a person in its account.
 *
 * Every step is checked before the next: whose credentials these are, and whose session was given for them. No other
 * call is made with credentials of a wrong account.
 */
export const openAccess = ({ profile }: AccessOptions = {}): Access => {
  const assume = async (target: EnvironmentTarget, roleArn: string, account: string) => {
    const { config, account: own } = target;
    const caller = { name: config.name, account: own, region: config.region, profile };
    const sts = new STSClient(callerSettings(caller));
    await requireCaller(caller, sts);
    const { Credentials: issued } = await attempt(
      `the role ${roleArn} may not be assumed`, () => sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionName })));
    if (!issued?.AccessKeyId || !issued.SecretAccessKey || !issued.SessionToken) throw unusable(`no credentials were issued for ${roleArn}`);
    const credentials = {
      accessKeyId: issued.AccessKeyId, secretAccessKey: issued.SecretAccessKey, sessionToken: issued.SessionToken,
    };
    const session = await attempt('the session cannot be checked', () =>
      new STSClient({ region: config.region, credentials }).send(new GetCallerIdentityCommand({})));
    if (session.Account !== account) throw refused(`the session for ${roleArn} is one of account ${session.Account ?? '(unknown)'}; nothing was changed`);
    return credentials;
  };

  return {
    operator: async target => {
      const { account, config: { region } } = target;
      const settings = { region, credentials: await assume(target, `arn:aws:iam::${account}:role/${operatorRoleName}`, account) };
      return {
        secretsManager: new SecretsManagerClient(settings), ssm: new SSMClient(settings), lambda: new LambdaClient(settings),
        cloudwatch: new CloudWatchClient(settings),
      };
    },
    fingerprints: async target => {
      const { audit, config } = target;
      const settings = { region: audit.region, credentials: await assume(target, fingerprintRoleArn(audit.account, config.name), audit.account) };
      return { kms: new KMSClient(settings), dynamodb: new DynamoDBClient(settings) };
    },
  };
};

const attempt = async <T>(problem: string, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    throw unusable(`${problem} (${nameOf(error)})`, { cause: error });
  }
};
