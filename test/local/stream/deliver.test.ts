import type { DynamoDBRecord } from 'aws-lambda';
import type { Outcome } from '../../../lib/local/lambda/types';
import { deliver } from '../../../lib/local/stream/deliver';

const records = (...numbers: string[]): DynamoDBRecord[] => numbers.map(SequenceNumber => ({ dynamodb: { SequenceNumber } }));
const done: Outcome = { kind: 'answered', payload: { batchItemFailures: [] } };
const failedAt = (...identifiers: string[]): Outcome =>
  ({ kind: 'answered', payload: { batchItemFailures: identifiers.map(itemIdentifier => ({ itemIdentifier })) } });

/** Delivers to a function with prepared outcomes; tells the batches that it was given. */
const run = async (sent: DynamoDBRecord[], outcomes: Outcome[], changes: { batchSize?: number; retries?: number; reportsFailures?: boolean } = {}) => {
  const batches: (string | undefined)[][] = [];
  await deliver(sent, { batchSize: 10, retries: -1, reportsFailures: true, ...changes }, ({ Records }) => {
    batches.push(Records.map(({ dynamodb }) => dynamodb?.SequenceNumber));
    return Promise.resolve(outcomes.shift() ?? done);
  });
  return batches;
};

test('sends in order and in batches of the mapping\'s size', async () => {
  expect(await run(records('1', '2', '3'), [], { batchSize: 2 })).toEqual([['1', '2'], ['3']]);
});

test('sends again from the first record that failed', async () => {
  expect(await run(records('1', '2', '3'), [failedAt('3', '2')])).toEqual([['1', '2', '3'], ['2', '3']]);
});

test('sends everything again when the function fails, or names a record that it was not given', async () => {
  expect(await run(records('1', '2'), [{ kind: 'failed', reason: 'error', payload: null }])).toEqual([['1', '2'], ['1', '2']]);
  expect(await run(records('1', '2'), [failedAt('9')])).toEqual([['1', '2'], ['1', '2']]);
});

test('ignores named failures where the mapping does not ask for them', async () => {
  expect(await run(records('1', '2'), [failedAt('1')], { reportsFailures: false })).toEqual([['1', '2']]);
});

test('gives a batch up after the last retry and goes on with the next', async () => {
  const failed: Outcome = { kind: 'failed', reason: 'error', payload: null };
  expect(await run(records('1', '2'), [failed, failed], { batchSize: 1, retries: 1 })).toEqual([['1'], ['1'], ['2']]);
});
