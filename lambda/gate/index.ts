// wires the clients of the deployed function.
import { tmpdir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { GateAnswer, GateRequest } from './contract';
import { gate } from './gate';
import { report } from './report';
import { readGateSettings } from './settings';
import { nameOf } from '../webhook/aws';
import { writeToStdout } from '../webhook/log';

const clientOptions = { maxAttempts: 5, requestHandler: { connectionTimeout: 2_000, requestTimeout: 30_000, throwOnRequestTimeout: true } } as const;

const clients = {
  cloudformation: new CloudFormationClient(clientOptions),
  dynamodb: new DynamoDBClient(clientOptions),
  s3: new S3Client({ ...clientOptions, forcePathStyle: true }),
};

export const handler = async (request: GateRequest, context: { getRemainingTimeInMillis(): number }): Promise<GateAnswer> => {
  const settings = readGateSettings(process.env);
  let answer: GateAnswer;
  try {
    answer = await gate(request, {
      clients, settings, now: Date.now, scratch: tmpdir(), pace: { left: () => context.getRemainingTimeInMillis(), wait: async milliseconds => { await wait(milliseconds); } },
    });
  } catch (error) {
    // fail closed: the class of the error and nothing that it may quote.
    answer = { version: 1, release: '', outcome: 'refused', reasons: [{ code: 'internal', message: `a call failed (${nameOf(error)}); call the gate again` }], stacks: [] };
  }
  report(writeToStdout, Date.now(), settings.target, answer, request.check === true);
  return answer;
};
