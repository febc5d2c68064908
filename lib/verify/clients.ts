import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CloudControlClient } from '@aws-sdk/client-cloudcontrol';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RAMClient } from '@aws-sdk/client-ram';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Aws } from './types';
import { readCalls } from '../delivery/verifier/calls';
import { readOnly } from '../doctor/read-only';
import { isSilence } from '../operator/faults';
import { bounded } from '../operator/patience';

/** Calls that are under way at once: an account's services throttle each by itself, and one machine has so many sockets. */
const mostAtOnce = 24;

/** Lets so many pieces of work run at once; the others wait their turn. */
export const limited = (most: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async work => {
    if (running >= most) await new Promise<void>(resolve => { waiting.push(resolve); });
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
};

/** A throttled call is tried again with a growing pause, and one that nobody answers comes to an end. */
export const patient = <S extends object>(settings: S) => ({ ...settings, ...bounded(), maxAttempts: 4, retryMode: 'adaptive' });

/** Once a call has had no answer in all its attempts no other is made: what was not read is told at once, and not after minutes of waiting. */
export const untilSilence = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let silence: { readonly error: unknown } | undefined;
  return async work => {
    if (silence) throw silence.error;
    try {
      return await work();
    } catch (error) {
      if (isSilence(error)) silence = { error };
      throw error;
    }
  };
};

export interface VerifyClientSettings {
  readonly region: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
}

interface Sender {
  send(command: object): Promise<unknown>;
}

/** Where IAM and Route 53 answer, whatever region is configured. */
const home = 'us-east-1';

const allowed: ReadonlySet<string> = new Set(readCalls.map(({ call }) => call));

/** Clients that read and do nothing else, each throttled call tried again with a growing pause. */
export const openAws = (settings: VerifyClientSettings): Aws => {
  const inTurn = limited(mostAtOnce);
  const whileAnswered = untilSilence();
  const regional = patient(settings);
  const global = { ...regional, region: home };
  const reading = <Client extends Sender>(service: string, client: Client): Client => {
    const only = readOnly(service, { send: (command: object) => inTurn(() => whileAnswered(() => client.send(command))) } as never, allowed, 'verify');
    return only;
  };
  return {
    apigateway: reading('apigateway', new APIGatewayClient(regional) as never),
    cloudcontrol: reading('cloudcontrol', new CloudControlClient(regional) as never),
    cloudformation: reading('cloudformation', new CloudFormationClient(regional) as never),
    dynamodb: reading('dynamodb', new DynamoDBClient(regional) as never),
    ec2: reading('ec2', new EC2Client(regional) as never),
    events: reading('events', new EventBridgeClient(regional) as never),
    iam: reading('iam', new IAMClient(global) as never),
    kms: reading('kms', new KMSClient(regional) as never),
    lambda: reading('lambda', new LambdaClient(regional) as never),
    logs: reading('logs', new CloudWatchLogsClient(regional) as never),
    ram: reading('ram', new RAMClient(regional) as never),
    route53: reading('route53', new Route53Client(global) as never),
    s3: reading('s3', new S3Client({ ...regional, followRegionRedirects: true }) as never),
    secretsmanager: reading('secretsmanager', new SecretsManagerClient(regional) as never),
    sns: reading('sns', new SNSClient(regional) as never),
    sqs: reading('sqs', new SQSClient(regional) as never),
  };
};
