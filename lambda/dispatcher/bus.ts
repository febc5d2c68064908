import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { eventSource } from '../webhook/contract';
import type { VerificationEvent } from '../webhook/contract';

/** Most entries of one PutEvents call. */
export const largestBatch = 10;

/** Offers up to ten events to the bus; says of each whether the bus has it. */
export const putEvents = async (
  client: Pick<EventBridgeClient, 'send'>, bus: string, details: readonly VerificationEvent[],
): Promise<readonly boolean[]> => {
  const answer = await client.send(new PutEventsCommand({
    Entries: details.map(detail => ({
      EventBusName: bus,
      Source: eventSource,
      DetailType: detail.type,
      Time: new Date(detail.occurredAt),
      Detail: JSON.stringify(detail),
    })),
  }));
  // a call that succeeds may still have refused single entries; only an id proves that an entry was taken.
  return details.map((_, index) => typeof answer.Entries?.[index]?.EventId === 'string');
};
