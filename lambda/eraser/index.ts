// wires the clients of the deployed function.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { bodyClientOptions, clientOptions } from '../webhook/aws';
import { ping } from '../webhook/contract';
import { writeToStdout } from '../webhook/log';
import type { EraseAnswer } from './contract';
import { erase } from './erase';
import { readRequest } from './request';

/** Nobody waits for an answer within a second here, and whole tables are read. */
const patient = { maxAttempts: 6 };

const dynamodb = new DynamoDBClient({ ...clientOptions, ...patient, requestHandler: { ...clientOptions.requestHandler, requestTimeout: 20_000 } });
const s3 = new S3Client({ ...bodyClientOptions, ...patient });

const own = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`missing environment variable: ${name}`);
  return value;
};

const isPing = (event: unknown): boolean => (event as { bulkhead?: unknown } | null)?.bulkhead === ping.bulkhead;

export const handler = async (event: unknown): Promise<EraseAnswer | undefined> => {
  // the schedule keeps the function's network interfaces.
  if (isPing(event)) return undefined;
  return erase(readRequest(event), {
    dynamodb, s3,
    environment: own('BULKHEAD_ENVIRONMENT'),
    names: {
      inbox: own('BULKHEAD_INBOX_TABLE'), bucket: own('BULKHEAD_BODIES_BUCKET'), sessions: own('BULKHEAD_SESSIONS_TABLE'),
      credits: own('BULKHEAD_CREDITS_TABLE'), receipts: own('BULKHEAD_RECEIPTS_TABLE'),
    },
    now: Date.now,
    write: writeToStdout,
  });
};
