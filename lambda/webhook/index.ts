// wires the clients of the deployed function; everything that decides is in the modules beside this one.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { clientOptions } from './aws';
import { coldStart } from './cold-start';
import { ping } from './contract';
import type { FrontAnswer } from './fronts';
import type { PutBody } from './inbox';
import { writeToStdout } from './log';
import { createReceiver } from './receiver';
import type { ProxyEvent } from './request';

let writer: Promise<PutBody> | undefined;

/** Loads the bucket's client, a third of the code, with the first body that needs it: few do. The bundler keeps it in a file of its own. */
const putBody: PutBody = async (...body) => (await (writer ??= import('./bucket').then(({ bodyWriter }) => bodyWriter())))(...body);

const startOfInstance = coldStart(process.env['AWS_LAMBDA_INITIALIZATION_TYPE'], () => process.uptime());

const receive = createReceiver({
  variables: process.env,
  ssm: new SSMClient(clientOptions),
  secretsManager: new SecretsManagerClient(clientOptions),
  dynamodb: new DynamoDBClient(clientOptions),
  putBody,
  coldStart: startOfInstance,
  now: Date.now,
  write: writeToStdout,
});

const isPing = (event: object): boolean => 'bulkhead' in event && event.bulkhead === ping.bulkhead && !('resource' in event) && !('requestContext' in event);

export const handler = async (event: ProxyEvent): Promise<FrontAnswer | undefined> => {
  if (!isPing(event)) return receive(event);
  // nobody waited for what a schedule started, and the next delivery finds it warm.
  startOfInstance();
  return undefined;
};
