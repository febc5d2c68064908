// wires the clients of the deployed function.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Context } from 'aws-lambda';
import { prepareDispatch } from '../dispatcher/prepare';
import { clientOptions } from '../webhook/aws';
import { countQuarantine } from '../webhook/contract';
import { writeToStdout } from '../webhook/log';
import { readVariables } from '../webhook/settings';
import { countSetAside } from './quarantine';
import { sweep } from './sweep';

const dependencies = {
  variables: process.env,
  dynamodb: new DynamoDBClient(clientOptions),
  eventBridge: new EventBridgeClient(clientOptions),
  now: Date.now,
  write: writeToStdout,
};

/** Every minute it sweeps, and every hour it counts: two schedules, so that a failure of one leaves the other alone. */
export const handler = async (event: { readonly bulkhead?: unknown } | undefined, context: Context): Promise<void> => {
  if (event?.bulkhead !== countQuarantine.bulkhead) return sweep(prepareDispatch(dependencies), () => context.getRemainingTimeInMillis());
  const variables = readVariables(process.env, ['BULKHEAD_ENVIRONMENT', 'BULKHEAD_INBOX_TABLE', 'BULKHEAD_BINDINGS']);
  return countSetAside({
    ...dependencies, table: variables.BULKHEAD_INBOX_TABLE, bindings: variables.BULKHEAD_BINDINGS.split(','), environment: variables.BULKHEAD_ENVIRONMENT,
  });
};
