// wires the clients of the deployed function.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { callsOf } from './calls';
import { connectTo } from './connection';
import type { ConnectivityAnswer } from './contract';
import { examineRoutes } from './examine';
import { resolveName } from './names';
import { report } from './report';
import { readRequest, readSettings } from './settings';
import { clientOptions } from '../webhook/aws';
import { writeToStdout } from '../webhook/log';
import { readVariables } from '../webhook/settings';

const second = 1_000;

const clients = {
  dynamodb: new DynamoDBClient(clientOptions),
  events: new EventBridgeClient(clientOptions),
  s3: new S3Client({ ...clientOptions, forcePathStyle: true }),
  secretsmanager: new SecretsManagerClient(clientOptions),
  ssm: new SSMClient(clientOptions),
};

export const handler = async (event: unknown): Promise<ConnectivityAnswer> => {
  const { BULKHEAD_ENVIRONMENT: environment } = readVariables(process.env, ['BULKHEAD_ENVIRONMENT']);
  const settings = readSettings(process.env['BULKHEAD_CONNECTIVITY_SETTINGS']);
  const results = await examineRoutes(readRequest(event), {
    settings,
    region: process.env['AWS_REGION'] ?? '',
    ways: { resolve: resolveName, connect: connectTo, patience: 4 * second },
    calls: callsOf(clients, settings.asked),
    patience: 18 * second,
  });
  report(writeToStdout, Date.now(), environment, results);
  return { version: 1, environment, results };
};
