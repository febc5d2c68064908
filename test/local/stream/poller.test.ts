import {
  DescribeStreamCommand, DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { readStreamMappings, startStreamPoller } from '../../../lib/local/stream';

const settings = {
  endpoint: 'http://127.0.0.1:9', region: 'me-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' },
};
const streamArn = 'arn:aws:dynamodb:me-central-1:111111111111:table/inbox/stream/1';
const functionArn = 'arn:aws:lambda:me-central-1:111111111111:function:dispatcher';
const mapping = { streamArn, functionArn, batchSize: 10, retries: 10, reportsFailures: true, patterns: ['{"eventName":["INSERT"]}'] };

const streams = mockClient(DynamoDBStreamsClient);
const invoke = jest.fn().mockResolvedValue({ kind: 'answered', payload: {} });

beforeEach(() => {
  streams.reset();
  streams.on(DescribeStreamCommand).resolves({ StreamDescription: { Shards: [{ ShardId: 'one' }] } });
  streams.on(GetShardIteratorCommand).resolves({ ShardIterator: 'first' });
  streams.on(GetRecordsCommand).resolves({ Records: [], NextShardIterator: 'rest' });
});

test('hands on what passes the filter, as Lambda writes it, and settles when nothing is left', async () => {
  streams.on(GetRecordsCommand, { ShardIterator: 'first' }).resolves({ NextShardIterator: 'rest', Records: [
    { eventName: 'INSERT', dynamodb: { SequenceNumber: '1', ApproximateCreationDateTime: new Date(5_000), Keys: { k: { B: new Uint8Array([1]) } } } },
    { eventName: 'REMOVE', dynamodb: { SequenceNumber: '2' } },
  ] });
  const poller = startStreamPoller(mapping, settings, { invoke });
  await poller.settled();
  await poller.stop();
  expect(invoke).toHaveBeenCalledTimes(1);
  expect(invoke).toHaveBeenCalledWith(functionArn, { Records: [expect.objectContaining({
    eventName: 'INSERT', eventSource: 'aws:dynamodb', awsRegion: 'me-central-1', eventSourceARN: streamArn,
    dynamodb: { SequenceNumber: '1', ApproximateCreationDateTime: 5, Keys: { k: { B: 'AQ==' } } },
  })] });
});

test('an error of the stream comes out where somebody waits', async () => {
  streams.on(GetRecordsCommand).rejects(new Error('no such stream'));
  const poller = startStreamPoller(mapping, settings, { invoke });
  await expect(poller.settled()).rejects.toThrow('no such stream');
  await expect(poller.settled()).rejects.toThrow('no such stream');
  await poller.stop();
});

test('nobody waits for a poller that was stopped', async () => {
  const poller = startStreamPoller(mapping, settings, { invoke });
  await poller.stop();
  await expect(poller.settled()).rejects.toThrow('the stream poller was stopped');
});

test('mappings of streams are read as deployed; queues and disabled ones are left out', async () => {
  mockClient(LambdaClient).on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings: [
    {
      EventSourceArn: streamArn, FunctionArn: functionArn, BatchSize: 10, MaximumRetryAttempts: 10, State: 'Enabled',
      FunctionResponseTypes: ['ReportBatchItemFailures'], FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
    },
    { EventSourceArn: 'arn:aws:sqs:me-central-1:111111111111:queue', FunctionArn: functionArn },
    { EventSourceArn: streamArn, FunctionArn: functionArn, State: 'Disabled' },
  ] });
  expect(await readStreamMappings(settings)).toEqual([mapping]);
});
