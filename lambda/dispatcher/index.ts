// wires the clients of the deployed function.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { clientOptions } from '../webhook/aws';
import { writeToStdout } from '../webhook/log';
import { createDispatcher } from './handler';
import { prepareDispatch } from './prepare';

const dependencies = {
  variables: process.env,
  dynamodb: new DynamoDBClient(clientOptions),
  eventBridge: new EventBridgeClient(clientOptions),
  now: Date.now,
  write: writeToStdout,
};

export const handler = createDispatcher(() => prepareDispatch(dependencies));
