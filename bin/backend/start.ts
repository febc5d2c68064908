// an example of how a team's backend starts: `bulkhead config <environment> --deployed` prints the variables that it takes.
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { assertAccount, assertEnvironment, WrongEnvironment } from 'bulkhead/backend';
import { consume, type Queue } from './consume';

const queueAt = (url: string, region: string): Queue => {
  const sqs = new SQSClient({ region });
  return {
    receive: async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }))).Messages ?? [],
    remove: async ({ ReceiptHandle }) => { await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle })); },
  };
};

const start = async (): Promise<void> => {
  // before the first call with anything that it was given: what belongs to another environment must not do any work here.
  const { environment, region, deployed } = assertEnvironment();
  await assertAccount();
  if (deployed?.eventsQueueUrl === undefined) throw new Error(`the queue of '${environment}' is not known; print the configuration with --deployed`);
  let stop = false;
  process.once('SIGTERM', () => { stop = true; });
  process.stdout.write(`${JSON.stringify({ started: environment })}\n`);
  await consume(queueAt(deployed.eventsQueueUrl, region), new Map(), environment, { say: line => process.stdout.write(`${line}\n`), stopped: () => stop });
};

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof WrongEnvironment ? error.message : `the backend stops: ${(error as Error).message}`}\n`);
  process.exitCode = 1;
});
