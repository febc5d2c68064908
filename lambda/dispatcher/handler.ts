import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { dispatch } from './dispatch';
import type { Dispatch } from './dispatch';
import { readKey } from './stored-event';
import type { Item } from './stored-event';

/** The stream's handler: events go out in the order received, and the stream comes back from the first that failed. */
export const createDispatcher = (prepare: () => Dispatch) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const context = prepare();
    const records = (event.Records ?? []).flatMap(({ eventName, dynamodb }) => {
      const key = eventName === 'REMOVE' ? undefined : readKey(dynamodb?.Keys as Item | undefined);
      return key === undefined ? [] : [{ key, sequence: dynamodb?.SequenceNumber ?? '' }];
    });
    const outcomes = await dispatch(context, records.map(({ key }) => key));
    return {
      batchItemFailures: records
        // an item that nothing can be made of stays so: it is the sweeper's to give up, and must not hold the stream.
        .filter((_, index) => {
          const outcome = outcomes[index]!;
          return outcome.kind === 'held' || (outcome.kind === 'failed' && outcome.reason !== 'malformed');
        })
        .map(({ sequence }) => ({ itemIdentifier: sequence })),
    };
  };
