import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SessionApi } from '../../lib/providers';
import { askForStanding } from '../sessions/ask';
import type { Line, Standing } from '../sessions/ask';
import { nextLook } from '../sessions/look';
import { RefusedError } from '../sessions/refusals';
import { inbox as inboxNames } from '../webhook/contract';
import { singleEntry } from '../webhook/entry';
import type { Entry } from '../webhook/entry';
import type { Inbox } from '../webhook/inbox';
import type { OpenSession, OpenSessions } from './open-sessions';
import { readEnded } from './state';
import type { Ended } from './state';

const minute = 60_000;
const hour = 60 * minute;
/** After a session's expiry, how long the provider's word that it is still open is believed. */
const benefit = 24 * hour;
/** Before a provider that has never heard of a session is believed. */
const unheard = 10 * minute;
/** Until the next look after one that failed. */
export const recovery = 5 * minute;

/** What a look at a session came to: its event was there, was taken in from the provider's answer, or nothing has ended. */
export type Look = 'delivered' | 'reconciled' | 'waiting';

export interface Settlement {
  readonly sessions: OpenSessions;
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly inboxTable: string;
  readonly inbox: Inbox;
  readonly credentials: 'test' | 'live';
  readonly now: () => number;
}

/** Looks at one open session and brings it to its end if there is one; every step may be repeated. */
export const look = async (session: OpenSession, line: Line, settlement: Settlement): Promise<Look> => {
  const { api } = line.binding;
  const { dynamodb, inboxTable, now } = settlement;
  const event = { verification: `${session.key.binding}#${session.id}`, event: api.settled.event };
  const delivered = await readEnded(dynamodb, inboxTable, event, now());
  if (delivered !== undefined) {
    await end(session, delivered, line, settlement);
    return 'delivered';
  }
  const standing = await standingOf(session, line, now());
  if (!standing.means.settled) {
    await settlement.sessions.postpone(session, nextLook(session.expiresAt, session.looks + 1, now()), true);
    return 'waiting';
  }
  const entry = entryOf(session, standing, line, now());
  const stored = await settlement.inbox.put(entry);
  if (stored === 'erased') {
    // whoever was verified had it erased meanwhile; the session leaves the list without a note of it.
    await settlement.sessions.settle(session, standing.status, now());
    return 'delivered';
  }
  if (stored === 'new') {
    await end(session, { status: standing.status, occurredAt: entry.attributes['occurredAt']!.S! }, line, settlement);
    return 'reconciled';
  }
  // the webhook, or another run, was faster: what stands in the inbox counts.
  const first = await readEnded(dynamodb, inboxTable, event, now());
  if (first === undefined) throw new Error('malformed inbox answer');
  await end(session, first, line, settlement);
  return 'delivered';
};

/** How the session stands, or that it has expired where the provider does not say so any more. */
const standingOf = async (session: OpenSession, line: Line, now: number): Promise<Standing> => {
  const { api } = line.binding;
  const expired = (bytes: Buffer): Standing =>
    ({ status: api.expired, means: api.statuses[api.expired]!, completedAt: session.expiresAt, bytes });
  try {
    const standing = await askForStanding(line, session.id);
    return !standing.means.settled && now > session.expiresAt + benefit ? expired(standing.bytes) : standing;
  } catch (error) {
    if (error instanceof RefusedError && isForgotten(error.code, session.expiresAt, api, now)) return expired(Buffer.from('{}'));
    throw error;
  }
};

/** Whether the refusal says that the provider knows nothing of the session any more, and not that we may not ask. */
const isForgotten = (code: RefusedError['code'], expiresAt: number, { get: { kept = Infinity } }: SessionApi, now: number): boolean =>
  (code === 'not-found' && now > expiresAt + unheard) || (['forbidden', 'invalid'].includes(code) && now > expiresAt + kept);

/** The event that the webhook would have been, under the keys it would have had, marked as what it is. */
const entryOf = (
  { key, id, expiresAt, flow }: OpenSession, { status, means, completedAt, bytes }: Standing, { binding: { api, settings } }: Line, now: number,
): Entry => {
  const { event, type } = api.settled;
  const occurredAt = new Date(completedAt ?? Math.min(now, expiresAt)).toISOString();
  const origin = { binding: key.binding, provider: settings.provider, deliveryId: 'reconciliation', secretVersion: 'none', receivedAt: now };
  const members = { members: new Map(), text: '' };
  const entry = singleEntry(origin, { verification: id, event, type, status, rank: means.rank, occurredAt, flow, value: members }, bytes);
  const { attribute, value } = inboxNames.reconciled;
  return { ...entry, attributes: { ...entry.attributes, [attribute]: { S: value } } };
};

const end = async (
  session: OpenSession, { status, occurredAt }: Pick<Ended, 'status' | 'occurredAt'>, { binding: { api } }: Line, settlement: Settlement,
): Promise<void> => {
  const { sessions, credentials, now } = settlement;
  const charged = status !== undefined && Object.hasOwn(api.statuses, status) && api.statuses[status]!.charged;
  // noted before the session leaves the list: whoever stops in between is repeated.
  if (charged && credentials === 'live') await sessions.noteCharged(session, occurredAt);
  await sessions.settle(session, status ?? api.expired, now());
};
