import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { sessionApis } from '../../lib/providers';
import { bindingOf, readKey } from '../dispatcher/stored-event';
import type { EventKey, Item } from '../dispatcher/stored-event';
import { readEnded } from '../reconciler/state';
import { nameOf } from '../webhook/aws';
import { record } from '../webhook/log';
import { creditMetrics } from './contract';
import type { Credits } from './credits';
import { kindOf } from './settings';

/** Counts the charged verifications among new events; the stream comes back from the first that failed. */
export const countEvents = async (credits: Credits, records: readonly DynamoDBRecord[]): Promise<DynamoDBBatchResponse> => {
  for (const { eventName, dynamodb } of records) {
    const key = eventName === 'INSERT' ? readKey(dynamodb?.Keys as Item | undefined) : undefined;
    if (key === undefined) continue;
    try {
      await count(credits, key);
    } catch (error) {
      const { write, now, environment } = credits;
      record(write, now(), { level: 'error', Environment: environment, Binding: bindingOf(key), reason: nameOf(error) }, []);
      return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
};

const count = async ({ settings, ledger, dynamodb, inboxTable, environment, now, write }: Credits, key: EventKey): Promise<void> => {
  const binding = bindingOf(key);
  const charged = Object.hasOwn(settings.bindings, binding) ? settings.bindings[binding] : undefined;
  const api = charged === undefined ? undefined : sessionApis[charged.provider];
  // what is charged has one key in the inbox, so that nothing else of a registration has to be read.
  if (charged === undefined || api?.settled.event !== key.event) return;
  const ended = await readEnded(dynamodb, inboxTable, key, now());
  if (ended?.type !== api.settled.type || ended.status === undefined) return;
  if (!Object.hasOwn(api.statuses, ended.status) || !api.statuses[ended.status]!.charged) return;
  const kind = kindOf(charged, ended.flow);
  const credits = charged.costs[kind]!;
  if (!await ledger.mark({ binding, ...key, occurredAt: ended.occurredAt, credits })) return;
  record(write, now(), { level: 'info', Environment: environment, Binding: binding, Kind: kind }, [
    { name: creditMetrics.charged, value: 1, by: [['Environment', 'Binding', 'Kind']] },
    { name: creditMetrics.credits, value: credits, by: [['Environment']] },
  ]);
};
