import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Write } from '../webhook/log';
import { readVariables } from '../webhook/settings';
import type { Dispatch } from './dispatch';
import { Outbox } from './outbox';

export interface DispatchDependencies {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly eventBridge: Pick<EventBridgeClient, 'send'>;
  readonly now: () => number;
  readonly write: Write;
}

/** What dispatcher and sweeper share, from the function's variables and clients. */
export const prepareDispatch = ({ variables, dynamodb, eventBridge, now, write }: DispatchDependencies): Dispatch => {
  const names = readVariables(variables, ['BULKHEAD_ENVIRONMENT', 'BULKHEAD_INBOX_TABLE', 'BULKHEAD_EVENT_BUS']);
  return {
    outbox: new Outbox(dynamodb, names.BULKHEAD_INBOX_TABLE),
    eventBridge,
    environment: names.BULKHEAD_ENVIRONMENT,
    bus: names.BULKHEAD_EVENT_BUS,
    now,
    write,
  };
};
