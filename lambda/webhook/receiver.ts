import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { answers, bodies } from './answers';
import { nameOf } from './aws';
import { Bindings } from './bindings';
import { metrics } from './contract';
import { decide } from './decide';
import type { Decision } from './decide';
import type { Front } from './front';
import { frontOf } from './fronts';
import type { FrontAnswer } from './fronts';
import { Inbox } from './inbox';
import type { PutBody } from './inbox';
import { record } from './log';
import type { Write } from './log';
import type { ProxyEvent } from './request';
import { SecretError } from './secret';
import { readCredentials, readVariables } from './settings';

export interface ReceiverDependencies {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly ssm: Pick<SSMClient, 'send'>;
  readonly secretsManager: Pick<SecretsManagerClient, 'send'>;
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly putBody: PutBody;
  /**
   * Milliseconds that this delivery waited for the instance, where it did.
   * @default - no start is told of
   */
  readonly coldStart?: () => number | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly write: Write;
}

export type Receiver = (event: ProxyEvent) => Promise<FrontAnswer>;

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

  const attempt = async (event: ProxyEvent, front: Front, binding: string | undefined): Promise<Decision> => {
    try {
      if (!front.isOurs(event, dependencies.variables['BULKHEAD_TARGET_GROUP'])) return { situation: 'unavailable', reason: 'front' };
      if (binding === undefined) return { situation: 'unavailable', reason: 'route' };
      const { bindings, inbox } = prepared ??= prepare();
      return await decide(event, front, () => bindings.get(binding), inbox, now);
    } catch (error) {
      return error instanceof SecretError
        ? { situation: 'no-secret', reason: error.reason }
        : { situation: 'unavailable', reason: nameOf(error) };
    }
  };

  return async given => {
    const started = now();
    const event = given ?? {};
    const front = frontOf(event);
    const binding = front.binding(event);
    const decision = await attempt(event, front, binding);
    const Environment = dependencies.variables['BULKHEAD_ENVIRONMENT'] ?? 'none';
    report(write, now(), { Environment, Binding: binding ?? 'none' }, { spent: now() - started, cold: dependencies.coldStart?.() }, decision);
    const { status } = answers[decision.situation];
    return front.answer(status, bodies[status]);
  };
};

const report = (
  write: Write, now: number, origin: { readonly Environment: string; readonly Binding: string },
  { spent, cold }: { readonly spent: number; readonly cold: number | undefined }, decision: Decision,
): void => {
  const { situation, reason, verifiedBy, ids, counts, retriesLeft: left } = decision;
  const { alarm, status } = answers[situation];
  const fields = {
    level: alarm ? 'error' : 'info', ...origin, Situation: situation, reason, ...ids, ...verifiedBy, ...counts, milliseconds: spent,
  };
  record(write, now, fields, [
    { name: metrics.delivery, value: 1, by: [['Environment', 'Binding', 'Situation']] },
    { name: metrics.alarm, value: alarm ? 1 : 0, by: [['Environment', 'Binding']] },
    ...(status >= 400 && reason !== undefined ? [{ name: metrics.refused, value: 1, by: [['Environment', 'Binding', 'reason']] }] : []),
    ...(status >= 400 && status < 500 ? [{ name: metrics.clientError, value: 1, by: [['Environment']] }] : []),
    ...(left === undefined ? [] : [{ name: metrics.retriesLeft, value: left, unit: 'Seconds' as const, by: [['Environment', 'Binding']] }]),
    ...(cold === undefined ? [] : [{ name: metrics.coldStart, value: cold, unit: 'Milliseconds' as const, by: [['Environment']] }]),
    ...(verifiedBy === undefined ? [] : [{ name: metrics.verified, value: 1, by: [['Environment', 'Binding', 'secretVersion']] }]),
  ]);
};
