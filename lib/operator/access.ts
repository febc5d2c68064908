import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { callerSettings, requireCaller } from './caller';
import { callFailed, nameOf, refused, unusable } from './command-error';
import { bounded, boundedInvocation, watched } from './patience';
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

/** Seconds that the longest of the environment's own functions takes, which sends kept events again. */
const longestFunction = 60;

/**
 * Becomes a role, with the credentials of a person in the environment's account.
 *
 * Every step is checked before the next: whose credentials these are, and whose session was given for them. No other
 * call is made with credentials of a wrong account.
 */
export const becomeRole = async ({ config, account: own }: EnvironmentTarget, roleArn: string, account: string, { profile }: AccessOptions) => {
  const caller = { name: config.name, account: own, region: config.region, profile };
  const sts = watched(new STSClient(callerSettings(caller)));
  const person = await requireCaller(caller, sts);
  const { Credentials: issued } = await attempt(
    `the role ${roleArn} may not be assumed`, () => sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionName })));
  if (!issued?.AccessKeyId || !issued.SecretAccessKey || !issued.SessionToken) throw unusable(`no credentials were issued for ${roleArn}`);
  const credentials = {
    accessKeyId: issued.AccessKeyId, secretAccessKey: issued.SecretAccessKey, sessionToken: issued.SessionToken,
  };
  const session = await attempt('the session cannot be checked', () =>
    watched(new STSClient({ region: config.region, ...bounded(), credentials })).send(new GetCallerIdentityCommand({})));
  if (session.Account !== account) throw refused(`the session for ${roleArn} is one of account ${session.Account ?? '(unknown)'}; nothing was changed`);
  return { credentials, caller: person };
};

/** Becomes the operator of an environment, with the credentials of a person in its account. */
export const openAccess = (options: AccessOptions = {}): Access => {
  const assume = async (target: EnvironmentTarget, roleArn: string, account: string) => (await becomeRole(target, roleArn, account, options)).credentials;

  return {
    operator: async target => {
      const { account, config: { region } } = target;
      const settings = { region, ...bounded(), credentials: await assume(target, `arn:aws:iam::${account}:role/${operatorRoleName}`, account) };
      return {
        secretsManager: watched(new SecretsManagerClient(settings)), ssm: watched(new SSMClient(settings)), cloudwatch: watched(new CloudWatchClient(settings)),
        lambda: watched(new LambdaClient({ ...settings, ...boundedInvocation(longestFunction) })),
      };
    },
    fingerprints: async target => {
      const { audit, config } = target;
      const settings = { region: audit.region, ...bounded(), credentials: await assume(target, fingerprintRoleArn(audit.account, config.name), audit.account) };
      return { kms: watched(new KMSClient(settings)), dynamodb: watched(new DynamoDBClient(settings)) };
    },
  };
};

const attempt = async <T>(problem: string, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    throw callFailed(error, problem) ?? unusable(`${problem} (${nameOf(error)})`, { cause: error });
  }
};
