import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { Write } from '../webhook/log';
import { readVariables } from '../webhook/settings';
import { countEvents } from './count';
import { Ledger } from './ledger';
import { readCreditsSettings } from './settings';
import { summarize } from './summary';
import type { CreditsSettings, CreditsVariables } from './contract';

export interface CreditsDependencies {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly write: Write;
}

/** What counting and summing up share. */
export interface Credits {
  readonly settings: CreditsSettings;
  readonly ledger: Ledger;
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly inboxTable: string;
  readonly sessionsTable: string;
  readonly environment: string;
  readonly now: () => number;
  readonly write: Write;
}

/** Counts what the inbox's stream brings, and sums up when the schedule asks. */
export const createCredits = (dependencies: CreditsDependencies) => {
  let prepared: Credits | undefined;
  return async (event: DynamoDBStreamEvent | object): Promise<DynamoDBBatchResponse | undefined> => {
    const credits = prepared ??= prepare(dependencies);
    if ('Records' in event) return countEvents(credits, event.Records);
    await summarize(credits);
    return undefined;
  };
};

const own = (variables: CreditsDependencies['variables'], name: keyof CreditsVariables | 'BULKHEAD_SESSIONS_TABLE'): string => {
  const value = variables[name];
  if (!value) throw new Error(`missing environment variable: ${name}`);
  return value;
};

const prepare = ({ variables, dynamodb, now, write }: CreditsDependencies): Credits => {
  const names = readVariables(variables, ['BULKHEAD_ENVIRONMENT', 'BULKHEAD_INBOX_TABLE']);
  return {
    settings: readCreditsSettings(own(variables, 'BULKHEAD_CREDITS_SETTINGS')),
    ledger: new Ledger(dynamodb, own(variables, 'BULKHEAD_CREDITS_TABLE'), now),
    sessionsTable: own(variables, 'BULKHEAD_SESSIONS_TABLE'),
    inboxTable: names.BULKHEAD_INBOX_TABLE,
    environment: names.BULKHEAD_ENVIRONMENT,
    dynamodb, now, write,
  };
};
