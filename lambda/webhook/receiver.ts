import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { answers, bodies } from './answers';
import type { Situation } from './answers';
import { nameOf } from './aws';
import { Bindings } from './bindings';
import { metrics } from './contract';
import { decide } from './decide';
import type { Decision } from './decide';
import { Inbox } from './inbox';
import type { PutBody } from './inbox';
import { record } from './log';
import type { Write } from './log';
import { readBinding } from './request';
import type { ProxyEvent } from './request';
import { SecretError } from './secret';
import { readCredentials, readVariables } from './settings';

export interface ReceiverDependencies {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly ssm: Pick<SSMClient, 'send'>;
  readonly secretsManager: Pick<SecretsManagerClient, 'send'>;
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly putBody: PutBody;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly write: Write;
}

export interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

export type Receiver = (event: ProxyEvent) => Promise<ProxyAnswer>;

/** The receiver over its dependencies: whatever happens inside, the sender gets an answer of the table. */
export const createReceiver = (dependencies: ReceiverDependencies): Receiver => {
  const { now, write } = dependencies;
  let prepared: { readonly bindings: Bindings; readonly inbox: Inbox } | undefined;

  const prepare = () => {
    // done on the first event, not on load: a missing variable then answers 503 instead of crashing the function.
    const variables = readVariables(dependencies.variables,
      ['BULKHEAD_CREDENTIALS', 'BULKHEAD_SETTINGS_PATH', 'BULKHEAD_INBOX_TABLE', 'BULKHEAD_BODIES_BUCKET']);
    const credentials = readCredentials(variables.BULKHEAD_CREDENTIALS);
    const names = { table: variables.BULKHEAD_INBOX_TABLE, bucket: variables.BULKHEAD_BODIES_BUCKET };
    return {
      bindings: new Bindings(dependencies, variables.BULKHEAD_SETTINGS_PATH, credentials),
      inbox: new Inbox(dependencies.dynamodb, dependencies.putBody, names, now),
    };
  };

  const attempt = async (event: ProxyEvent, binding: string | undefined): Promise<Decision> => {
    try {
      if (binding === undefined) return { situation: 'unavailable', reason: 'route' };
      const { bindings, inbox } = prepared ??= prepare();
      return await decide(event, () => bindings.get(binding), inbox, now);
    } catch (error) {
      return error instanceof SecretError
        ? { situation: 'no-secret', reason: error.reason }
        : { situation: 'unavailable', reason: nameOf(error) };
    }
  };

  return async event => {
    const started = now();
    const binding = readBinding(event ?? {});
    const decision = await attempt(event ?? {}, binding);
    const Environment = dependencies.variables['BULKHEAD_ENVIRONMENT'] ?? 'none';
    report(write, now(), { Environment, Binding: binding ?? 'none' }, now() - started, decision);
    return answer(decision.situation);
  };
};

const answer = (situation: Situation): ProxyAnswer => {
  const { status } = answers[situation];
  return { statusCode: status, headers: { 'content-type': 'application/json' }, body: bodies[status], isBase64Encoded: false };
};

const report = (
  write: Write, now: number, origin: { readonly Environment: string; readonly Binding: string }, milliseconds: number, decision: Decision,
): void => {
  const { situation, reason, verifiedBy, ids, counts } = decision;
  const { alarm, status } = answers[situation];
  const fields = {
    level: alarm ? 'error' : 'info', ...origin, Situation: situation, reason, ...ids, ...verifiedBy, ...counts, milliseconds,
  };
  record(write, now, fields, [
    { name: metrics.delivery, value: 1, by: [['Environment', 'Binding', 'Situation']] },
    { name: metrics.alarm, value: alarm ? 1 : 0, by: [['Environment', 'Binding']] },
    ...(status >= 400 && reason !== undefined ? [{ name: metrics.refused, value: 1, by: [['Environment', 'Binding', 'reason']] }] : []),
    ...(status >= 400 && status < 500 ? [{ name: metrics.clientError, value: 1, by: [['Environment']] }] : []),
    ...(verifiedBy === undefined ? [] : [{ name: metrics.verified, value: 1, by: [['Environment', 'Binding', 'secretVersion']] }]),
  ]);
};
