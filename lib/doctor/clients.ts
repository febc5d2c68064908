import { AccountClient } from '@aws-sdk/client-account';
import { ACMClient } from '@aws-sdk/client-acm';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { watchClock, type ClockReading } from './clock-reading';
import { readOnly } from './read-only';
import type { EnvironmentContext } from '../environment';
import type { Access } from '../operator/access';
import { callerSettings } from '../operator/caller';
import { bounded } from '../operator/patience';

type Sender<Client extends { send: unknown }> = Pick<Client, 'send'>;

/** AWS as whoever runs the doctor sees it, for reading alone. */
export interface DoctorClients {
  readonly sts: Sender<STSClient>;
  /** What the clock of AWS said when it last answered `sts`. */
  readonly clock: () => ClockReading | undefined;
  readonly account: Sender<AccountClient>;
  readonly acm: Sender<ACMClient>;
  readonly cloudformation: Sender<CloudFormationClient>;
  readonly iam: Sender<IAMClient>;
  readonly lambda: Sender<LambdaClient>;
  readonly serviceQuotas: Sender<ServiceQuotasClient>;
  readonly sns: Sender<SNSClient>;
  readonly ssm: Sender<SSMClient>;
}

export interface ClientOptions {
  /** Profile of the AWS configuration; `{environment}` stands for the environment's name. */
  readonly profile?: string;
  /**
   * What every client is built with beside the region.
   * @default - what the SDK finds
   */
  readonly client?: { readonly endpoint: string; readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } };
  /**
   * Milliseconds that one attempt of a call may take.
   * @default - what every command gives it
   */
  readonly answerWithin?: number;
}

/** A check waits for several calls; none of them may take all of its time. */
const patienceFor = (answerWithin: number | undefined) => ({ ...bounded().requestHandler, ...answerWithin !== undefined && { requestTimeout: answerWithin } });

/** Where Account Management and IAM answer, whatever region is configured. */
const home = 'us-east-1';

export const openClients = ({ config: { name }, region }: EnvironmentContext, { profile, client, answerWithin }: ClientOptions = {}, now = Date.now): DoctorClients => {
  const settings = { ...callerSettings({ name, region, profile }), ...client, requestHandler: patienceFor(answerWithin) };
  const sts = new STSClient(settings);
  return {
    clock: watchClock(sts, now),
    sts: readOnly('sts', sts),
    account: readOnly('account', new AccountClient({ ...settings, region: home })),
    acm: readOnly('acm', new ACMClient(settings)),
    cloudformation: readOnly('cloudformation', new CloudFormationClient(settings)),
    iam: readOnly('iam', new IAMClient({ ...settings, region: home })),
    lambda: readOnly('lambda', new LambdaClient(settings)),
    serviceQuotas: readOnly('servicequotas', new ServiceQuotasClient(settings)),
    sns: readOnly('sns', new SNSClient(settings)),
    ssm: readOnly('ssm', new SSMClient(settings)),
  };
};

/** The operator's and the audit account's side, cut to reading; becoming the operator changes nothing. */
export const reading = (access: Access): Access => ({
  operator: async target => {
    const { secretsManager, ssm, lambda, cloudwatch } = await access.operator(target);
    return {
      secretsManager: readOnly('secretsmanager', secretsManager), ssm: readOnly('ssm', ssm),
      lambda: readOnly('lambda', lambda), cloudwatch: readOnly('cloudwatch', cloudwatch),
    };
  },
  fingerprints: async target => {
    const { kms, dynamodb } = await access.fingerprints(target);
    return { kms: readOnly('kms', kms), dynamodb: readOnly('dynamodb', dynamodb) };
  },
});
