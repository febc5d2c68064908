// the example backend as a process, against the embedded AWS: it works on its environment's queue, or does not start.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { backendConfig } from '../../lib/backend/config';
import { envText } from '../../lib/backend/env-text';
import { startEmbeddedAws, type EmbeddedAws } from '../../lib/local/aws';
import { fleet, flows } from '../fixtures/fleet';
import { settingsOf } from '../operator/support/embedded-account';

jest.setTimeout(120_000);

const root = resolve(__dirname, '../..');
const [staging, , production] = fleet.environments;
let aws: EmbeddedAws;
let sqs: SQSClient;
let queue: string;

beforeAll(async () => {
  expect(spawnSync(process.execPath, [resolve(root, 'bin/run.mjs'), 'bulkhead', '--help']).status).toBe(0);
  aws = await startEmbeddedAws({ root });
  sqs = new SQSClient(settingsOf(aws.endpoint, '111111111111', 'me-central-1'));
  queue = (await sqs.send(new CreateQueueCommand({ QueueName: 'events' }))).QueueUrl!;
});

afterAll(() => aws?.stop());

/** The variables as `bulkhead config --deployed` prints them. */
const variables = (environment = staging!): Record<string, string> => Object.fromEntries(
  envText({ ...backendConfig(environment, flows).config, deployed: { eventsQueueUrl: queue } })
    .split('\n').map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));

const start = (given: Record<string, string>): { child: ChildProcess; lines: string[]; ended: Promise<number | null> } => {
  const child = spawn(process.execPath, [resolve(root, 'dist/bin/backend/start.js')], {
    cwd: root,
    env: {
      NODE_NO_WARNINGS: '1', PATH: process.env['PATH'], AWS_ENDPOINT_URL: aws.endpoint, AWS_ACCESS_KEY_ID: '111111111111', AWS_SECRET_ACCESS_KEY: 'local',
      AWS_EC2_METADATA_DISABLED: 'true', ...given,
    },
  });
  const lines: string[] = [];
  const keep = (chunk: Buffer) => lines.push(...chunk.toString().split('\n').filter(Boolean));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return { child, lines, ended: once(child, 'close').then(([code]) => code as number | null) };
};

const event = (environment: string, status: string, second: number) => JSON.stringify({
  'source': 'bulkhead.webhook', 'detail-type': 'verification.completed',
  'detail': {
    version: 1, environment, binding: 'self', provider: 'self', verification: 'self#ver_1', event: 'verification.completed', type: 'verification.completed',
    status, occurredAt: `2026-11-20T12:00:0${second}Z`, rank: 3, receivedAt: '2026-11-20T12:00:09Z', deliveryId: 'msg_1',
  },
});

const waitFor = async (until: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 20_000;
  while (!await until()) {
    if (Date.now() > deadline) throw new Error('it did not happen');
    await new Promise(done => setTimeout(done, 50));
  }
};

test('it applies what is later, leaves what is earlier or another environment\'s, and empties its queue', async () => {
  const { child, lines, ended } = start({ ...variables(), SELF_API_KEY: `sk_test_${'c0a1'.repeat(8)}` });
  await waitFor(() => lines.length > 0);
  expect(lines).toEqual([JSON.stringify({ started: 'staging' })]);
  const effects = () => lines.slice(1).map(line => (JSON.parse(line) as { effect: string }).effect);
  for (const [index, body] of [event('staging', 'valid', 2), event('staging', 'valid', 2), event('staging', 'expired', 1), event('production', 'valid', 3), 'no event'].entries()) {
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: body }));
    await waitFor(() => effects().length === index + 1);
  }
  expect(effects()).toEqual(['applied', 'earlier', 'earlier', 'foreign', 'foreign']);
  await waitFor(async () => {
    const { Attributes: left } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['All'] }));
    return left?.['ApproximateNumberOfMessages'] === '0' && left['ApproximateNumberOfMessagesNotVisible'] === '0';
  });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test.each<[string, () => Record<string, string>, RegExp]>([
  ['a live key', () => ({ ...variables(), SELF_API_KEY: `sk_live_${'c0a1'.repeat(8)}` }), /self: the API key is a live key, but 'staging' takes test keys/],
  ['another environment\'s flow', () => ({ ...variables(), SELF_FLOW_ID: 'flow-production' }), /the flow flow-production is none that 'staging' creates sessions with/],
  ['another environment\'s address', () => ({ ...variables(), SELF_API_URL: 'https://api.self-production.example.net' }), /'staging' calls api\.self-staging/],
  ['credentials of another account', () => ({ ...variables(production), SELF_API_KEY: `sk_live_${'c0a1'.repeat(8)}` }), /this runs in account 111111111111, but 'production' is account 333333333333/],
  ['no configuration', () => ({}), /the environment's configuration is missing/],
])('with %s it does not start, and never shows a key', async (_, given, says) => {
  const { lines, ended } = start(given());
  expect(await ended).toBe(1);
  expect(lines.join('\n')).toMatch(says);
  expect(lines.join('\n')).not.toContain('c0a1c0a1');
});
