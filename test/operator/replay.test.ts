import { InvokeCommand } from '@aws-sdk/client-lambda';
import { fleet } from '../fixtures/fleet';
import { replayEvents, replayRequest, readTime, type ReplayOptions } from '../../lib/operator/replay';
import { environmentTarget } from '../../lib/operator/target';
import type { Access } from '../../lib/operator/access';
import type { ReplayAnswer, ReplayedItem } from '../../lambda/replay/contract';

const now = Date.parse('2026-04-02T10:00:00.000Z');
const staging = environmentTarget(fleet, 'staging');
const options = (changes: Partial<ReplayOptions> = {}): ReplayOptions => ({ dryRun: false, yes: false, ...changes });

test('asks for the inbox by time, in the inbox\'s own spelling', () => {
  expect(replayRequest(staging, options({ since: '24h', until: '2026-04-02T11:00:00+04:00' }), now)).toEqual({
    version: 1, source: 'inbox', bindings: ['self', 'uae-kyc'], since: '2026-04-01T10:00:00.000Z', until: '2026-04-02T07:00:00.000Z',
    id: undefined, dryRun: false,
  });
});

test.each<[string, Partial<ReplayOptions>, number, RegExp]>([
  ['the whole inbox', {}, 1, /say what is meant with --since, --id or --reason/],
  ['what is unreadable', { reason: 'unreadable', yes: true }, 1, /never sent again: nothing can be read from it/],
  ['what is in conflict', { reason: 'conflict', yes: true }, 1, /a person has to say which one is true/],
  ['what contradicts', { reason: 'contradiction', yes: true }, 1, /belongs to another environment/],
  ['what came too late, unconfirmed', { reason: 'late' }, 1, /look with --dry-run, then confirm with --yes/],
  ['an unknown reason', { reason: 'constructor' }, 3, /give one of dead, late/],
  ['a time that is none', { since: 'yesterday' }, 3, /--since 'yesterday' is no time/],
  ['a local time', { since: '2026-04-01T10:00:00' }, 3, /is no time/],
  ['times the wrong way round', { since: '1h', until: '2h' }, 3, /--since lies after --until/],
])('%s is not replayed', (_, changes, exitCode, says) => {
  const attempt = () => replayRequest(staging, options(changes), now);
  expect(attempt).toThrow(says);
  expect(attempt).toThrow(expect.objectContaining({ exitCode }));
});

test('what came too late may be looked at, and sent when confirmed', () => {
  expect(replayRequest(staging, options({ reason: 'late', dryRun: true }), now)).toMatchObject({ source: 'late', dryRun: true });
  expect(replayRequest(staging, options({ reason: 'late', yes: true }), now)).toMatchObject({ source: 'late', dryRun: false });
});

test('a time may be how long ago it was', () => {
  expect(readTime('since', '90m', now)).toBe('2026-04-02T08:30:00.000Z');
  expect(readTime('since', '7d', now)).toBe('2026-03-26T10:00:00.000Z');
  expect(readTime('since', undefined, now)).toBeUndefined();
});

const item = (verification: string, outcome: ReplayedItem['outcome']): ReplayedItem => ({ verification, event: 'e', receivedAt: 'r', outcome });

const accessTo = (...answers: (ReplayAnswer | { fails: true } | { odd: true })[]) => {
  const asked: object[] = [];
  const client = {
    send: async (command: unknown) => {
      await Promise.resolve();
      if (!(command instanceof InvokeCommand)) return { Parameter: { Value: 'arn:aws:lambda:r:1:function:replay' } };
      asked.push(JSON.parse(Buffer.from(command.input.Payload as Uint8Array).toString()) as object);
      const answer = answers.shift()!;
      return 'fails' in answer ? { FunctionError: 'Unhandled', Payload: Buffer.from('CANARY') } : { Payload: Buffer.from(JSON.stringify(answer)) };
    },
  } as never;
  const access: Access = {
    operator: () => Promise.resolve({ secretsManager: client, ssm: client, lambda: client, cloudwatch: client }),
    fingerprints: () => Promise.resolve({ kms: client, dynamodb: client }),
  };
  return { access, asked };
};

test('every page is asked for, and the outcomes are counted', async () => {
  const { access, asked } = accessTo(
    { version: 1, items: [item('a', 'replayed')], cursor: 'next' }, { version: 1, items: [], cursor: 'last' }, { version: 1, items: [item('b', 'unchanged'), item('c', 'failed')] });
  const seen: string[] = [];
  expect(await replayEvents(staging, access, options({ since: '1h' }), ({ verification }) => seen.push(verification), () => now))
    .toEqual({ replayed: 1, unchanged: 1, duplicate: 0, refused: 0, failed: 1 });
  expect(seen).toEqual(['a', 'b', 'c']);
  expect(asked.map(request => (request as { cursor?: string }).cursor)).toEqual([undefined, 'next', 'last']);
});

test('a function that fails leaves the rest undecided, without its message', async () => {
  await expect(replayEvents(staging, accessTo({ fails: true }).access, options({ since: '1h' }), () => {}, () => now)).rejects.toMatchObject({
    exitCode: 2, message: expect.not.stringContaining('CANARY'),
  });
});

test('an answer of another version is none', async () => {
  await expect(replayEvents(staging, accessTo({ odd: true }).access, options({ since: '1h' }), () => {}, () => now)).rejects.toMatchObject({ exitCode: 2 });
});
