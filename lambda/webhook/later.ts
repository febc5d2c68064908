// the consumer's half of the contract: the bus repeats events and delivers them out of order, a backend applies only what is later.
import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { VerificationEvent } from './contract';

/** What decides which of two states of a verification is the later one. */
export type Moment = Pick<VerificationEvent, 'occurredAt' | 'rank'>;

/** Whether a state is later than the one that is held; of equal times the higher rank is, and equal states are not. */
export const isLater = (state: Moment, held: Moment | undefined): boolean => {
  if (held === undefined) return true;
  const difference = Date.parse(state.occurredAt) - Date.parse(held.occurredAt);
  return difference > 0 || (difference === 0 && state.rank > held.rank);
};

/**
 * The same as the condition of a DynamoDB write, so that two consumers at once cannot undo one another: the item is expected to
 * hold `occurredAt` (text) and `rank` (number) as its event gave them, or not to exist.
 */
export const laterThanHeld = ({ occurredAt, rank }: Moment): Pick<
  UpdateItemCommandInput, 'ConditionExpression' | 'ExpressionAttributeNames'
> & { readonly ExpressionAttributeValues: Record<string, AttributeValue> } => ({
  ConditionExpression: 'attribute_not_exists(#occurredAt) OR #occurredAt < :occurredAt OR (#occurredAt = :occurredAt AND #rank < :rank)',
  ExpressionAttributeNames: { '#occurredAt': 'occurredAt', '#rank': 'rank' },
  ExpressionAttributeValues: { ':occurredAt': { S: occurredAt }, ':rank': { N: String(rank) } },
});
