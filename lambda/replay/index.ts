// wires the clients of the deployed function.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { bodyClientOptions, clientOptions, readParameter } from '../webhook/aws';
import { bodyWriter } from '../webhook/bucket';
import { type ping } from '../webhook/contract';
import { Inbox } from '../webhook/inbox';
import { writeToStdout } from '../webhook/log';
import { readCredentials, readSettings, readVariables } from '../webhook/settings';
import type { ReplayAnswer, ReplayRequest } from './contract';
import type { GetBody } from './late';
import { replay } from './replay';

const dynamodb = new DynamoDBClient(clientOptions);
const ssm = new SSMClient(clientOptions);
const s3 = new S3Client(bodyClientOptions);

const getBody: GetBody = async (bucket, key) => {
  const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (body === undefined) throw new Error('malformed bucket answer');
  return Buffer.from(await body.transformToByteArray());
};

export const handler = async (event: ReplayRequest | typeof ping): Promise<ReplayAnswer | undefined> => {
  // the schedule keeps the function's network interfaces.
  if ('bulkhead' in event) return undefined;
  const variables = readVariables(process.env, [
    'BULKHEAD_ENVIRONMENT', 'BULKHEAD_CREDENTIALS', 'BULKHEAD_SETTINGS_PATH', 'BULKHEAD_INBOX_TABLE', 'BULKHEAD_BODIES_BUCKET',
  ]);
  const names = { table: variables.BULKHEAD_INBOX_TABLE, bucket: variables.BULKHEAD_BODIES_BUCKET };
  return replay(event, {
    dynamodb,
    getBody,
    inbox: new Inbox(dynamodb, bodyWriter(s3), names, Date.now),
    names,
    environment: variables.BULKHEAD_ENVIRONMENT,
    credentials: readCredentials(variables.BULKHEAD_CREDENTIALS),
    settings: async binding => readSettings(await readParameter(ssm, `${variables.BULKHEAD_SETTINGS_PATH}/${binding}`), binding),
    now: Date.now,
    write: writeToStdout,
  });
};
