// plain names and types that `bulkhead replay` and the function behind it share on purpose.

/** What is sent again: any event of the inbox, only those that were given up, or what came too late and was set aside. */
export type ReplaySource = 'inbox' | 'dead' | 'late';

export interface ReplayRequest {
  readonly version: 1;
  readonly source: ReplaySource;
  /** Bindings of the environment; what is quarantined lies in a partition of each. */
  readonly bindings: readonly string[];
  /** Time of receipt, ISO 8601 in UTC, both ends included. */
  readonly since?: string;
  readonly until?: string;
  /** The provider's verification id, or the delivery id of what came too late. */
  readonly id?: string;
  /** Looks and tells, changes nothing. */
  readonly dryRun: boolean;
  /** Where the page before ended. */
  readonly cursor?: string;
}

/** What became of one item. */
export type ReplayOutcome =
  /** It will be sent: the sweeper or the dispatcher takes it from here. */
  | 'replayed'
  /** It waits for the bus already, or was replayed within the hour. */
  | 'unchanged'
  /** Too late, but the event has come another way since. */
  | 'duplicate'
  /** It was not sent: the payload is not this environment's, or contradicts what the inbox has. */
  | 'refused'
  /** An AWS call failed; run the command again. */
  | 'failed';

/** Ids only. */
export interface ReplayedItem {
  readonly verification: string;
  readonly event: string;
  readonly receivedAt: string;
  readonly outcome: ReplayOutcome;
}

export interface ReplayAnswer {
  readonly version: 1;
  readonly items: readonly ReplayedItem[];
  /** Present while there is more. */
  readonly cursor?: string;
}

/** Marks what was replayed, so that the same command twice sends once. */
export const replayedAtAttribute = 'replayedAt';

/** Time after which the same item may be replayed again. */
export const replayPauseMinutes = 60;
