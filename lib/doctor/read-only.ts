import { nameOf } from '../operator/command-error';

/** Every call that the doctor may make, as IAM names it; a client refuses what is not here before it is sent. */
export const readCalls: ReadonlySet<string> = new Set([
  'account:GetRegionOptStatus',
  'acm:DescribeCertificate',
  'cloudformation:DescribeStacks', 'cloudformation:ListStackResources',
  'cloudwatch:GetMetricData',
  'dynamodb:Scan',
  'iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:GetRole',
  'lambda:GetFunctionConfiguration', 'lambda:ListFunctions',
  'secretsmanager:DescribeSecret', 'secretsmanager:ListSecretVersionIds',
  'servicequotas:GetAWSDefaultServiceQuota', 'servicequotas:GetServiceQuota',
  'sns:ListSubscriptionsByTopic',
  'ssm:GetParameter',
  'sts:GetCallerIdentity',
]);

/** A call that AWS did not answer; its name is that of AWS's error, whose message may quote what was sent. */
export class CallFailed extends Error {
  constructor(readonly call: string, override readonly cause: unknown) {
    super(`${call} failed`);
    this.name = nameOf(cause);
  }
}

interface Sender {
  send(command: never): Promise<unknown>;
}

/**
 * A client that reads and does nothing else.
 *
 * @param service as IAM names it
 * @param who names itself in the refusal
 */
export const readOnly = <Client extends Pick<Sender, 'send'>>(service: string, client: Client, calls = readCalls, who = 'the doctor'): Client => ({
  send: async (command: object) => {
    const call = `${service}:${command.constructor.name.replace(/Command$/, '')}`;
    if (!calls.has(call)) throw new Error(`${who} only reads, and ${call} is none of its calls`);
    try {
      return await client.send(command as never);
    } catch (error) {
      throw new CallFailed(call, error);
    }
  },
}) as unknown as Client;
