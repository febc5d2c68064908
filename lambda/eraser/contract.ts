// plain names and types that `bulkhead erase` and the function behind it share on purpose.
import type { ProviderName } from '../../lib/providers';

/** Environment variables of the function beside those of the tables that it erases from. */
export interface EraserVariables {
  /** Name of the table that keeps the receipts. */
  readonly BULKHEAD_RECEIPTS_TABLE: string;
}

/** One id of the subject at one registration: the provider's id of a verification, or the backend's own `externalUuid`. */
export interface SubjectId {
  readonly binding: string;
  readonly id: string;
}

/** Everything that is asked for with one request is taken for one person's. */
export interface EraseRequest {
  readonly version: 1;
  readonly ids: readonly SubjectId[];
  /** The environment's registrations and their providers. */
  readonly bindings: Readonly<Record<string, ProviderName>>;
  /** Looks and counts, changes nothing. */
  readonly dryRun: boolean;
  /** ARN of the person who asked, as the command was told it. */
  readonly askedBy: string;
}

/** Ids of one request: a person has few verifications, and every id is looked for in whole tables. */
export const mostIds = 50;

/** What there is of a subject, by place; numbers only. */
export interface Places {
  /** Events of the inbox. */
  readonly events: number;
  /** Deliveries that were set aside and tell of the subject. */
  readonly quarantined: number;
  /** Bodies in the bucket, each with all of its versions. */
  readonly bodies: number;
  /** Records of sessions. */
  readonly sessions: number;
  /** Notes that a session was charged. */
  readonly notes: number;
  /** Charges, whose amount is kept without the id. */
  readonly charges: number;
}

/** What an erasure leaves behind for whoever has to account for it: numbers, times and the asker; nothing about the subject. */
export interface Receipt {
  readonly schema: 'erasure/1';
  readonly erasure: string;
  /** `begun` where the run was interrupted: what it had erased is in the receipt of none, and the next run says how much was erased before it. */
  readonly state: 'begun' | 'done';
  readonly environment: string;
  readonly askedBy: string;
  readonly begunAt: string;
  readonly doneAt?: string;
  /** SHA-256 over the proof and the ids that were given, one to a line, sorted. */
  readonly subject: string;
  readonly erased: Places;
  /** Keys that were empty already, because an earlier run, or this one before it was interrupted, had erased their content. */
  readonly before: number;
  /** Until when repetitions of the erased events are recognised by their keys. */
  readonly keysUntil: string;
  /** What is still somewhere, and why. */
  readonly remains: readonly string[];
}

/**
 * `found`: a dry run has found something. `erased`: all of it is gone. `unfinished`: something arrived faster than it was erased; run it
 * again. `nothing`: no place knows the ids. `before`: it was erased already.
 */
export type EraseOutcome = 'found' | 'erased' | 'unfinished' | 'nothing' | 'before';

export interface EraseAnswer {
  readonly version: 1;
  readonly outcome: EraseOutcome;
  /** Verifications that the ids lead to. */
  readonly verifications: number;
  readonly places: Places;
  readonly before: number;
  readonly receipt?: Receipt;
  /** What the receipt's digest was salted with; kept nowhere, so that the digest tells whom it is of only to who has both. */
  readonly proof?: string;
}

/** Key of the table of receipts, and for how long one is kept. */
export const receiptsTable = { key: 'erasure', timeToLive: 'expiresOn' } as const;
export const receiptDays = 6 * 365;
