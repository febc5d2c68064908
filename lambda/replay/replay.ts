import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { nameOf } from '../webhook/aws';
import { inbox } from '../webhook/contract';
import { mapLimited } from '../webhook/limit';
import { record } from '../webhook/log';
import type { Write } from '../webhook/log';
import { replayedAtAttribute } from './contract';
import type { ReplayAnswer, ReplayedItem, ReplayOutcome, ReplayRequest } from './contract';
import { admitLate } from './late';
import type { LateDependencies } from './late';
import { Marks, pauseStart } from './mark';
import type { Place } from './mark';
import { readPage } from './pages';
import type { Item } from './pages';

export interface ReplayDependencies extends LateDependencies {
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly environment: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly write: Write;
}

/** Items that are changed at once. */
const parallelItems = 10;

/** Replays one page of what is asked for and says by ids what became of each item. */
export const replay = async (request: ReplayRequest, dependencies: ReplayDependencies): Promise<ReplayAnswer> => {
  const { dynamodb, names, environment, write, now } = dependencies;
  const page = await readPage(dynamodb, names.table, request);
  const alive = page.items.filter(item => Number(item[inbox.timeToLive]?.N ?? 0) * 1000 > now());
  const items = await mapLimited(alive, parallelItems, item => replayItem(item, request, dependencies));
  const replayed = items.filter(({ outcome }) => outcome === 'replayed').length;
  record(write, now(), {
    level: 'info', Environment: environment, source: request.source, dryRun: String(request.dryRun), found: items.length, replayed,
  }, []);
  return { version: 1, items, cursor: page.cursor };
};

const replayItem = async (item: Item, request: ReplayRequest, dependencies: ReplayDependencies): Promise<ReplayedItem> => {
  const place = {
    verification: item[inbox.partitionKey]?.S ?? '', event: item[inbox.sortKey]?.S ?? '', receivedAt: item[inbox.receivedAt]?.S ?? '',
  };
  try {
    return { ...place, outcome: await settle(item, place, request, dependencies) };
  } catch (error) {
    const { environment, write, now } = dependencies;
    record(write, now(), { level: 'error', Environment: environment, ...place, reason: nameOf(error) }, []);
    return { ...place, outcome: 'failed' };
  }
};

const settle = async (
  item: Item, place: Place, { source, dryRun }: ReplayRequest, dependencies: ReplayDependencies,
): Promise<ReplayOutcome> => {
  const marks = new Marks(dependencies.dynamodb, dependencies.names.table, dependencies.now);
  const replayedAt = item[replayedAtAttribute]?.S;
  const waits = source !== 'late' && item[inbox.undispatched.attribute] !== undefined;
  if (waits || (replayedAt !== undefined && replayedAt >= pauseStart(dependencies.now()))) return 'unchanged';
  if (dryRun) return 'replayed';
  if (source !== 'late') return await marks.undispatch(place) ? 'replayed' : 'unchanged';
  const outcome = await admitLate(place, dependencies);
  // marked last: a crash in between repeats the admission, which finds the event there and changes nothing.
  if (outcome === 'replayed' || outcome === 'duplicate') await marks.settle(place);
  return outcome;
};
