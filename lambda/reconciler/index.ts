// wires the clients of the deployed function; everything that decides is in the modules beside this one.
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Context } from 'aws-lambda';
import { ApiKeys } from '../sessions/api-key';
import { SessionBindings } from '../sessions/settings';
import { createTransport } from '../sessions/transport';
import { readSessionsVariables } from '../sessions/variables';
import { clientOptions } from '../webhook/aws';
import { Inbox } from '../webhook/inbox';
import type { PutBody } from '../webhook/inbox';
import { writeToStdout } from '../webhook/log';
import { readCredentials, readVariables } from '../webhook/settings';
import { OpenSessions } from './open-sessions';
import { reconcile } from './reconcile';

const ssm = new SSMClient(clientOptions);
const secretsManager = new SecretsManagerClient(clientOptions);
const dynamodb = new DynamoDBClient(clientOptions);

let writer: Promise<PutBody> | undefined;

/** Answers with photographs exceed an item; the bucket's client comes with the first of them. */
const putBody: PutBody = async (...body) => (await (writer ??= import('../webhook/bucket').then(({ bodyWriter }) => bodyWriter())))(...body);

/** Time for the writes after the last answer. */
const reserve = 5_000;

export const handler = (_event: unknown, context: Context): Promise<void> => {
  const sessionsNames = readSessionsVariables(process.env);
  const inboxNames = readVariables(process.env, ['BULKHEAD_INBOX_TABLE', 'BULKHEAD_BODIES_BUCKET']);
  const credentials = readCredentials(sessionsNames.BULKHEAD_CREDENTIALS);
  const now = Date.now;
  const timeLeft = () => context.getRemainingTimeInMillis();
  const dependencies = { transport: createTransport(), now, pause, random: Math.random };
  const bindings = new SessionBindings(ssm, sessionsNames.BULKHEAD_SESSIONS_PATH, now);
  const keys = new ApiKeys(secretsManager, now);
  return reconcile({
    sessions: new OpenSessions(dynamodb, sessionsNames.BULKHEAD_SESSIONS_TABLE),
    dynamodb,
    inboxTable: inboxNames.BULKHEAD_INBOX_TABLE,
    inbox: new Inbox(dynamodb, putBody, { table: inboxNames.BULKHEAD_INBOX_TABLE, bucket: inboxNames.BULKHEAD_BODIES_BUCKET }, now),
    credentials,
    now,
    lineOf: async (binding, sent) => ({
      binding: await bindings.get(binding), credentials, keys, dependencies, deadline: now() + Math.min(15_000, timeLeft() - reserve), sent,
    }),
    environment: sessionsNames.BULKHEAD_ENVIRONMENT,
    write: writeToStdout,
  }, timeLeft);
};
