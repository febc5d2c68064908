// wires the clients of the deployed function; everything that decides is in the modules beside this one.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Context } from 'aws-lambda';
import { clientOptions } from '../webhook/aws';
import { ping } from '../webhook/contract';
import { writeToStdout } from '../webhook/log';
import { readCredentials } from '../webhook/settings';
import type { SessionsResponse } from './contract';
import { createSessions } from './sessions';
import type { Sessions } from './sessions';
import { createTransport } from './transport';
import { readSessionsVariables } from './variables';

const clients = {
  ssm: new SSMClient(clientOptions),
  secretsManager: new SecretsManagerClient(clientOptions),
  dynamodb: new DynamoDBClient(clientOptions),
};

let sessions: Sessions | undefined;

// made with the first request: a missing variable then fails that request instead of the start.
const prepare = (): Sessions => {
  const variables = readSessionsVariables(process.env);
  return createSessions({
    ...clients,
    environment: variables.BULKHEAD_ENVIRONMENT,
    credentials: readCredentials(variables.BULKHEAD_CREDENTIALS),
    path: variables.BULKHEAD_SESSIONS_PATH,
    table: variables.BULKHEAD_SESSIONS_TABLE,
    transport: createTransport(),
    now: Date.now, pause, random: Math.random, newOwner: randomUUID, write: writeToStdout,
  });
};

const isPing = (event: unknown): boolean => (event as { bulkhead?: unknown } | null)?.bulkhead === ping.bulkhead;

export const handler = async (event: unknown, context: Context): Promise<SessionsResponse | undefined> =>
  (isPing(event) ? undefined : (sessions ??= prepare())(event, () => context.getRemainingTimeInMillis()));
