import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption, type DeadLetterQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ServiceKey } from '../secrets';

export interface EncryptedQueueProps {
  readonly key: ServiceKey;
  /** @default - none: the queue is itself where things end */
  readonly deadLetterQueue?: DeadLetterQueue;
  /** @default 30 seconds */
  readonly visibilityTimeout?: Duration;
}

/** A queue under the environment's key that refuses unencrypted transport and keeps messages as long as SQS can. */
export class EncryptedQueue extends Queue {
  private readonly key: ServiceKey;

  constructor(scope: Construct, id: string, { key, deadLetterQueue, visibilityTimeout }: EncryptedQueueProps) {
    super(scope, id, {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      deadLetterQueue,
      visibilityTimeout,
    });
    this.key = key;
  }

  sendStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queueArn] }),
      new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.key.keyArn] }),
    ];
  }

  receiveStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        resources: [this.queueArn],
      }),
      new PolicyStatement({ actions: ['kms:Decrypt'], resources: [this.key.keyArn] }),
    ];
  }
}
