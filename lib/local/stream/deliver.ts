import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type { Outcome } from '../lambda/types';
import { sequenceNumber } from './record';

/** What an event source mapping says about the delivery of its batches. */
export interface DeliverySettings {
  readonly batchSize: number;
  /** Attempts after the first; -1 for as long as it takes. */
  readonly retries: number;
  /** Whether the function may name the records that failed. */
  readonly reportsFailures: boolean;
}

const RETRY_DELAY_MS = 200;

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Position of the first record that has to be sent again; the batch's length where all of it is done. */
const firstFailed = (batch: readonly DynamoDBRecord[], outcome: Outcome, reportsFailures: boolean): number => {
  if (outcome.kind === 'failed') return 0;
  const { batchItemFailures: failures = [] } = (outcome.payload ?? {}) as Partial<DynamoDBBatchResponse>;
  if (!reportsFailures || failures.length === 0) return batch.length;
  const positions = failures.map(({ itemIdentifier }) => batch.findIndex(record => sequenceNumber(record) === itemIdentifier));
  // an identifier that names no record of the batch makes all of it fail.
  return Math.max(0, Math.min(...positions));
};

/** Sends records in order, again from the first that failed, until all are done, given up, or the poller stops. */
export const deliver = async (
  records: readonly DynamoDBRecord[],
  settings: DeliverySettings,
  invoke: (event: { readonly Records: readonly DynamoDBRecord[] }) => Promise<Outcome>,
  stopped: () => boolean = () => false,
): Promise<void> => {
  let rest = records;
  let attempts = 0;
  while (rest.length > 0 && !stopped()) {
    const batch = rest.slice(0, settings.batchSize);
    const done = firstFailed(batch, await invoke({ Records: batch }), settings.reportsFailures);
    const complete = done === batch.length;
    attempts = complete || done > 0 ? 0 : attempts + 1;
    const givenUp = settings.retries >= 0 && attempts > settings.retries;
    if (givenUp) attempts = 0;
    rest = rest.slice(givenUp ? batch.length : done);
    if (!complete && !givenUp) await pause(RETRY_DELAY_MS);
  }
};
