// wires the clients of the deployed function; everything that decides is in the modules beside this one.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { clientOptions } from './aws';
import { bodyWriter } from './bucket';
import { ping } from './contract';
import type { PutBody } from './inbox';
import { writeToStdout } from './log';
import { createReceiver } from './receiver';
import type { ProxyAnswer } from './receiver';
import type { ProxyEvent } from './request';

let writer: PutBody | undefined;

/** Makes the bucket's client with the first body that needs it: few do. */
const putBody: PutBody = (...body) => (writer ??= bodyWriter())(...body);

const receive = createReceiver({
  variables: process.env,
  ssm: new SSMClient(clientOptions),
  secretsManager: new SecretsManagerClient(clientOptions),
  dynamodb: new DynamoDBClient(clientOptions),
  putBody,
  now: Date.now,
  write: writeToStdout,
});

const isPing = (event: object): boolean => 'bulkhead' in event && event.bulkhead === ping.bulkhead && !('resource' in event);

export const handler = async (event: ProxyEvent): Promise<ProxyAnswer | undefined> => (isPing(event) ? undefined : receive(event));
