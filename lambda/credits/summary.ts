import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { settledOn } from '../reconciler/open-sessions';
import { sessionsTable as names } from '../sessions/contract';
import { mapLimited } from '../webhook/limit';
import { record } from '../webhook/log';
import { creditMetrics } from './contract';
import type { Credits } from './credits';
import { dayOf } from './ledger';

const hour = 3_600_000;
const day = 24 * hour;
/** Hours of the next day after which a day's sessions are settled: the longest pause between two looks, three times. */
const settledBy = 6;

/** Says what was charged today and what the month still holds, and compares yesterday's count with yesterday's sessions. */
export const summarize = async (credits: Credits): Promise<void> => {
  const { settings, environment, now, write } = credits;
  const today = dayOf(now());
  const days = Array.from({ length: Number(today.slice(8)) }, (_, index) => `${today.slice(0, 8)}${String(index + 1).padStart(2, '0')}`);
  const spent = new Map<string, number>();
  for (const binding of Object.keys(settings.bindings)) {
    const byDay = await mapLimited(days, 5, date => credits.ledger.spentOn(binding, date));
    byDay.forEach((credit, index) => spent.set(days[index]!, (spent.get(days[index]!) ?? 0) + credit));
  }
  const month = [...spent.values()].reduce((sum, credit) => sum + credit, 0);
  record(write, now(), { level: 'info', Environment: environment }, [
    { name: creditMetrics.today, value: spent.get(today) ?? 0, by: [['Environment']] },
    ...(settings.allotment === undefined ? [] : [{ name: creditMetrics.remaining, value: settings.allotment - month, by: [['Environment']] }]),
  ]);
  if (new Date(now()).getUTCHours() >= settledBy) {
    for (const binding of Object.keys(settings.bindings)) await compare(credits, binding, dayOf(now() - day));
  }
};

/** What was counted by events and what was settled by sessions is the same, or somebody creates sessions beside the function. */
const compare = async (credits: Credits, binding: string, date: string): Promise<void> => {
  const { ledger, environment, now, write } = credits;
  const [counted, settled] = await Promise.all([ledger.chargedOn(binding, date), settledSessions(credits, binding, date)]);
  const withoutSession = [...counted].filter(verification => !settled.has(verification)).length;
  const withoutEvent = [...settled].filter(verification => !counted.has(verification)).length;
  const difference = withoutSession + withoutEvent;
  record(write, now(), {
    level: difference > 0 ? 'error' : 'info', Environment: environment, Binding: binding, date, counted: counted.size, settled: settled.size,
    withoutSession, withoutEvent,
  }, [{ name: creditMetrics.difference, value: difference, by: [['Environment', 'Binding'], ['Environment']] }]);
};

const settledSessions = async ({ dynamodb, sessionsTable }: Credits, binding: string, date: string): Promise<Set<string>> => {
  const found = new Set<string>();
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamodb.send(new QueryCommand({
      TableName: sessionsTable,
      KeyConditionExpression: '#key = :settled',
      ProjectionExpression: '#part',
      ExpressionAttributeNames: { '#key': names.partitionKey, '#part': names.sortKey },
      ExpressionAttributeValues: { ':settled': { S: settledOn(binding, date) } },
      ConsistentRead: true,
      ExclusiveStartKey: from,
    }));
    if (!Array.isArray(page?.Items)) throw new Error('malformed sessions answer');
    for (const item of page.Items) found.add(item[names.sortKey]?.S ?? '');
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return found;
};
