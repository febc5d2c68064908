// wires the clients of the deployed function; everything that decides is in the modules beside this one.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientOptions } from '../webhook/aws';
import { writeToStdout } from '../webhook/log';
import { createCredits } from './credits';

export const handler = createCredits({
  variables: process.env,
  dynamodb: new DynamoDBClient(clientOptions),
  now: Date.now,
  write: writeToStdout,
});
