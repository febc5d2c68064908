import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EncryptedQueue } from './encrypted-queue';
import type { Inbox } from './inbox';
import type { WebhookStack } from './webhook-stack';
import { eventSource, type VerificationEvent } from '../../lambda/webhook/contract';
import type { SecretsStack } from '../secrets';

export interface VerificationSubscriptionProps {
  readonly webhook: WebhookStack;
  readonly secrets: SecretsStack;
  /**
   * Event types of the provider, such as `verification.completed`.
   * @default - every type
   */
  readonly types?: readonly VerificationEvent['type'][];
  /**
   * Bindings whose events are wanted.
   * @default - every binding
   */
  readonly bindings?: readonly string[];
}

/**
 * How a stack of the team's own receives the environment's verification events: a queue of its own with dead letters.
 *
 * Each message is an EventBridge event whose `detail` is a `VerificationEvent` (schema version 1). It may arrive more
 * than once and out of order: apply it only if `occurredAt`, then `rank`, is later than the state you hold. The body of
 * the event stays in the inbox, under the keys `verification` and `event`; `readBodyStatements` is the one grant for it.
 * Where `origin` is `reconciliation` the provider was asked instead, and the body is its answer until the webhook comes after all.
 */
export class VerificationSubscription extends Construct {
  readonly queue: EncryptedQueue;
  readonly deadLetters: EncryptedQueue;
  private readonly inbox: Inbox;

  constructor(scope: Construct, id: string, { webhook, secrets, types, bindings }: VerificationSubscriptionProps) {
    super(scope, id);
    this.inbox = webhook.inbox;
    const key = secrets.keys.sqs;
    this.deadLetters = new EncryptedQueue(this, 'DeadLetters', { key });
    this.queue = new EncryptedQueue(this, 'Queue', {
      key, deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 }, visibilityTimeout: Duration.minutes(1),
    });
    new Rule(this, 'Rule', {
      description: 'verification events for a consumer of this environment',
      eventBus: webhook.bus,
      eventPattern: {
        source: [eventSource],
        detailType: types && [...types],
        detail: { version: [1], ...bindings && { binding: [...bindings] } },
      },
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters })],
    });
  }

  /** What a consumer of the queue needs. */
  receiveStatements(): PolicyStatement[] {
    return this.queue.receiveStatements();
  }

  /** Reads the bodies of events: personal data, so grant it to the one role that needs it. */
  readBodyStatements(): PolicyStatement[] {
    return this.inbox.readStatements();
  }
}
