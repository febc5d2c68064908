import {
  DescribeStreamCommand, DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { ClientSettings } from '../clients';
import type { LambdaHost } from '../lambda/host';
import { deliver } from './deliver';
import { passesFilters } from './filter';
import type { StreamMapping } from './mappings';
import { lambdaRecord } from './record';

/** Hands what is written to a table's stream to the function that the stream is mapped to, as Lambda's pollers do. */
export interface StreamPoller {
  /** Resolves when everything written before the call has been handed on. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Long enough to leave the embedded AWS, which does one thing at a time, to those who work; whoever waits is not kept waiting. */
const POLL_INTERVAL_MS = 200;

/** A pause that can be cut short. */
const createPause = () => {
  let wake: () => void = () => undefined;
  return {
    wait: (milliseconds: number) => new Promise<void>(resolve => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    }),
    end: () => wake(),
  };
};

const iteratorsOf = async (client: DynamoDBStreamsClient, streamArn: string): Promise<string[]> => {
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  const shards = StreamDescription?.Shards ?? [];
  const iterators = await Promise.all(shards.map(({ ShardId }) => client.send(
    new GetShardIteratorCommand({ StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  )));
  return iterators.flatMap(({ ShardIterator }) => ShardIterator ?? []);
};

/** Starts polling one mapping; an error of the embedded AWS ends it and comes out of `settled`. */
export const startStreamPoller = (
  mapping: StreamMapping, settings: ClientSettings, host: Pick<LambdaHost, 'invoke'>,
): StreamPoller => {
  const client = new DynamoDBStreamsClient(settings);
  const waiting = new Set<{ readonly resolve: () => void; readonly reject: (error: Error) => void }>();
  const pause = createPause();
  let stopping = false;
  let failure: Error | undefined;

  const poll = async (iterator: string): Promise<{ next: string | undefined; found: number }> => {
    const { Records = [], NextShardIterator: next } = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
    const records = Records.map(record => lambdaRecord(record, mapping.streamArn)).filter(record => passesFilters(mapping.patterns, record));
    await deliver(records, mapping, event => host.invoke(mapping.functionArn, event), () => stopping);
    return { next, found: Records.length };
  };

  const run = async () => {
    let iterators = await iteratorsOf(client, mapping.streamArn);
    while (!stopping) {
      const asking = [...waiting];
      const polls = await Promise.all(iterators.map(poll));
      iterators = polls.flatMap(({ next }) => next ?? []);
      if (polls.every(({ found }) => found === 0)) {
        for (const one of asking) {
          waiting.delete(one);
          one.resolve();
        }
        // somebody may have begun to wait meanwhile.
        if (waiting.size === 0) await pause.wait(POLL_INTERVAL_MS);
      }
    }
  };

  const running = run().catch((error: unknown) => {
    failure = error as Error;
  }).finally(() => {
    failure ??= new Error('the stream poller was stopped');
    for (const one of waiting) one.reject(failure);
    client.destroy();
  });

  return {
    settled: () => new Promise((resolve, reject) => {
      if (failure) reject(failure);
      else {
        waiting.add({ resolve, reject });
        pause.end();
      }
    }),
    stop: async () => {
      stopping = true;
      pause.end();
      await running;
    },
  };
};
