import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { settledOn } from '../reconciler/open-sessions';
import { sessionsTable as table } from '../sessions/contract';
import { readBalance } from '../sessions/told-balance';
import type { ToldBalance } from '../sessions/told-balance';
import { mapLimited } from '../webhook/limit';
import { record } from '../webhook/log';
import { creditMetrics } from './contract';
import type { Credits } from './credits';
import { compareTold, daysFrom, firstOfMonth, poolsOf, remainingOf, sum } from './estimate';
import { dayOf } from './ledger';

const hour = 3_600_000;
const day = 24 * hour;
/** Hours of the next day after which a day's sessions are settled: the longest pause between two looks, three times. */
const settledBy = 6;

/** Says what was charged today and what is left, compares told balances, and yesterday's count with yesterday's sessions. */
export const summarize = async (credits: Credits): Promise<void> => {
  const { settings, environment, dynamodb, sessionsTable, now, write } = credits;
  const names = Object.keys(settings.bindings);
  const told = new Map<string, ToldBalance>();
  const spent = new Map<string, Spent>();
  for (const binding of names) {
    const balance = await readBalance(dynamodb, sessionsTable, binding, now());
    if (balance !== undefined) told.set(binding, balance);
    spent.set(binding, await spentBy(credits, binding));
  }
  const sums = [];
  for (const pool of poolsOf(settings)) {
    const today = sum(pool.bindings.map(binding => spent.get(binding)!.today));
    const month = sum(pool.bindings.map(binding => spent.get(binding)!.month));
    const remaining = await remainingOf(credits.ledger, pool, month, told, now());
    sums.push({ pool, today, remaining, comparison: await compareTold(credits.ledger, pool, told, now()) });
  }
  const left = sums.flatMap(({ remaining }) => remaining ?? []);
  record(write, now(), { level: 'info', Environment: environment }, [
    { name: creditMetrics.today, value: sum(sums.map(({ today }) => today)), by: [['Environment']] },
    // a part of what is left would be taken for the whole.
    ...(left.length === 0 || left.length < sums.length ? [] : [{ name: creditMetrics.remaining, value: sum(left), by: [['Environment']] }]),
  ]);
  for (const { pool, today, remaining, comparison } of sums) {
    if (pool.binding !== undefined && remaining !== undefined) {
      record(write, now(), { level: 'info', Environment: environment, Binding: pool.binding }, [
        { name: creditMetrics.today, value: today, by: byBinding }, { name: creditMetrics.remaining, value: remaining, by: byBinding },
      ]);
    }
    if (comparison !== undefined) {
      const { told: balance, estimated } = comparison;
      record(write, now(), { level: 'info', Environment: environment, Binding: pool.binding, told: balance, estimated }, [
        { name: creditMetrics.balanceDifference, value: Math.abs(balance - estimated), by: pool.binding === undefined ? [['Environment']] : byBinding },
      ]);
    }
  }
  if (new Date(now()).getUTCHours() >= settledBy) {
    for (const binding of names) await compare(credits, binding, dayOf(now() - day));
  }
};

const byBinding = [['Environment', 'Binding']] as const;

interface Spent {
  readonly today: number;
  readonly month: number;
}

const spentBy = async ({ ledger, now }: Credits, binding: string): Promise<Spent> => {
  const today = dayOf(now());
  const days = await mapLimited(daysFrom(firstOfMonth(today), today), 5, date => ledger.spentOn(binding, date));
  return { today: days.at(-1)!, month: sum(days) };
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
      ExpressionAttributeNames: { '#key': table.partitionKey, '#part': table.sortKey },
      ExpressionAttributeValues: { ':settled': { S: settledOn(binding, date) } },
      ConsistentRead: true,
      ExclusiveStartKey: from,
    }));
    if (!Array.isArray(page?.Items)) throw new Error('malformed sessions answer');
    for (const item of page.Items) found.add(item[table.sortKey]?.S ?? '');
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return found;
};
