import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { createHash } from 'node:crypto';
import { sessionsTable } from './contract';
import type { SessionHandle } from './contract';

export type Item = Record<string, AttributeValue>;

/** Which session of which person at which registration. */
export interface SessionKey {
  readonly binding: string;
  readonly externalUuid: string;
  readonly attempt: number;
}

/** A session that the provider has given. */
export interface Given {
  readonly id: string;
  readonly token: string;
  readonly url?: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

interface Claimed {
  /** Who works on it or has made it; a new one with every claim, so that it also tells two states of a record apart. */
  readonly owner: string;
  readonly digest: string;
}

/** Somebody is asking the provider; after the lease nobody knows what came of it. */
export interface PendingRecord extends Claimed {
  readonly state: 'pending';
  /** Milliseconds since the epoch. */
  readonly leaseUntil: number;
}

/** The provider has made a session. */
export interface MadeRecord extends Claimed {
  readonly state: 'open' | 'settled';
  readonly given: Pick<SessionHandle, 'id' | 'expiresAt' | 'token' | 'url'>;
  /** How it ended; `null` while it is open. */
  readonly status: string | null;
}

/** What is remembered of one request for a session. */
export type SessionRecord = PendingRecord | MadeRecord;

export const keyOf = ({ binding, externalUuid, attempt }: SessionKey): Item => ({
  [sessionsTable.partitionKey]: { S: `${binding}#${externalUuid}` },
  [sessionsTable.sortKey]: { S: `session#${String(attempt).padStart(4, '0')}` },
});

/** The key that an index entry names; undefined where it names none. */
export const readSessionKey = (item: Item | undefined): SessionKey | undefined => {
  const [binding, externalUuid] = (item?.[sessionsTable.partitionKey]?.S ?? '').split('#');
  const attempt = /^session#(\d{4})$/.exec(item?.[sessionsTable.sortKey]?.S ?? '')?.[1];
  return binding && externalUuid && attempt ? { binding, externalUuid, attempt: Number(attempt) } : undefined;
};

/** The record of an item; throws where the item is none of ours. */
export const readRecord = (item: Item): SessionRecord => {
  const text = (name: string): string | undefined => item[name]?.S;
  const [owner, digest, state] = [text('owner'), text('digest'), text('state')];
  if (!owner || !digest) throw new Error('malformed session record');
  if (state === 'pending') {
    const leaseUntil = Number(item['leaseUntil']?.N ?? NaN);
    if (Number.isNaN(leaseUntil)) throw new Error('malformed session record');
    return { owner, digest, state, leaseUntil };
  }
  const [id, expiresAt] = [text('verification'), text('endsAt')];
  if ((state !== 'open' && state !== 'settled') || !id || !expiresAt) throw new Error('malformed session record');
  return { owner, digest, state, given: { id, expiresAt, token: text('token'), url: text('url') }, status: text('status') ?? null };
};

export const handleOf = (key: SessionKey, record: MadeRecord): SessionHandle => ({
  id: record.given.id,
  externalUuid: key.externalUuid,
  attempt: key.attempt,
  ...(record.given.token === undefined ? {} : { token: record.given.token }),
  ...(record.given.url === undefined ? {} : { url: record.given.url }),
  expiresAt: record.given.expiresAt,
  status: record.status,
});

/** One text for equal parameters, whatever the order of their members. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
};

/** Tells the same request from another one without keeping what is in it. */
export const digestOf = (body: Readonly<Record<string, unknown>>): string => createHash('sha256').update(canonical(body)).digest('hex');
