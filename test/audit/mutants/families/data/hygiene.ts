// stores without a key, logs without an end.
import { family } from '../../family';
import type { Mutant } from '../../types';

export const hygiene: Mutant[] = family(
  'data',
  'hygiene',
  { hygiene: true, names: 'own', expected: ['data.encrypted', 'data.retention', 'data.deletion'] },
  [
    {
      what: 'a queue without a key',
      plant: ({ lab, own }) => {
        delete lab.first(own, 'Backend', 'AWS::SQS::Queue').Properties.KmsMasterKeyId;
      },
    },
    {
      what: 'a table with the key of AWS',
      plant: ({ lab, own }) => {
        lab.first(own, 'Webhook', 'AWS::DynamoDB::Table').Properties.SSESpecification = { SSEEnabled: true };
      },
    },
    {
      what: 'a bucket with the key of AWS',
      plant: ({ lab, own }) => {
        lab.first(own, 'Webhook', 'AWS::S3::Bucket').Properties.BucketEncryption = {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        };
      },
    },
    {
      what: 'logs that are kept for ever',
      plant: ({ lab, own }) => {
        delete lab.first(own, 'Webhook', 'AWS::Logs::LogGroup').Properties.RetentionInDays;
      },
    },
  ],
);
