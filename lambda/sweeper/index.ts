// wires the clients of the deployed function.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Context } from 'aws-lambda';
import { prepareDispatch } from '../dispatcher/prepare';
import { clientOptions } from '../webhook/aws';
import { writeToStdout } from '../webhook/log';
import { sweep } from './sweep';

const dependencies = {
  variables: process.env,
  dynamodb: new DynamoDBClient(clientOptions),
  eventBridge: new EventBridgeClient(clientOptions),
  now: Date.now,
  write: writeToStdout,
};

export const handler = (_event: unknown, context: Context): Promise<void> =>
  sweep(prepareDispatch(dependencies), () => context.getRemainingTimeInMillis());
