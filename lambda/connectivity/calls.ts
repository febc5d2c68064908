import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeEventBusCommand } from '@aws-sdk/client-eventbridge';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetBucketLocationCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { EndpointService } from './contract';
import type { Call } from './endpoints';

export interface ServiceClients {
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly events: Pick<EventBridgeClient, 'send'>;
  readonly s3: Pick<S3Client, 'send'>;
  readonly secretsmanager: Pick<SecretsManagerClient, 'send'>;
  readonly ssm: Pick<SSMClient, 'send'>;
}

/** The least that each service can be asked: where something is or what it is like, never what is in it. */
export const callsOf = (clients: ServiceClients, asked: Readonly<Record<EndpointService, string>>): Readonly<Record<EndpointService, Call>> => ({
  dynamodb: () => clients.dynamodb.send(new DescribeTableCommand({ TableName: asked.dynamodb })),
  events: () => clients.events.send(new DescribeEventBusCommand({ Name: asked.events })),
  s3: () => clients.s3.send(new GetBucketLocationCommand({ Bucket: asked.s3 })),
  secretsmanager: () => clients.secretsmanager.send(new DescribeSecretCommand({ SecretId: asked.secretsmanager })),
  ssm: () => clients.ssm.send(new GetParameterCommand({ Name: asked.ssm })),
});
