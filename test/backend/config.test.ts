import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { fleet, flows } from '../fixtures/fleet';
import { backendConfig } from '../../lib/backend/config';
import type { BackendConfig } from '../../lib/backend/contract';
import { readDeployed } from '../../lib/backend/deployed';
import { envText } from '../../lib/backend/env-text';
import { readExpected } from '../../lib/backend/expected';

const [staging, , production] = fleet.environments;
const { config } = backendConfig(staging!, flows);

test('it names the environment, its bus and what each binding needs, and no secret', () => {
  expect(config).toEqual({
    version: 1,
    environment: 'staging',
    owner: 'identity-platform',
    account: '111111111111',
    region: 'me-central-1',
    credentials: 'test',
    data: 'sandbox',
    eventBusArn: 'arn:aws:events:me-central-1:111111111111:event-bus/bulkhead',
    bindings: {
      'self': {
        provider: 'self',
        providerEnvironment: 'test',
        apiKeyPrefixes: { test: 'sk_test_', live: 'sk_live_' },
        apiDomain: 'api.self-staging.example.net',
        flows: [{ id: 'flow-staging' }],
        acceptedFlowIds: ['flow-staging'],
        webhookUrl: 'https://webhooks.staging.example.com/webhooks/self',
        parameters: { settings: '/bulkhead/webhook/bindings/self', sessions: '/bulkhead/sessions/bindings/self', apiKey: '/bulkhead/secrets/self/api-key' },
      },
      'uae-kyc': expect.objectContaining({ provider: 'uae-kyc', providerEnvironment: 'staging', flows: [{ id: 'journey-staging' }] }),
    },
  });
  expect(backendConfig(production!, flows).config.bindings['uae-kyc']?.providerEnvironment).toBe('production');
});

test('what onboarding owes is named, and left out of the variables', () => {
  const open = {
    ...staging!,
    domain: { ...staging!.domain, delegated: false },
    providers: { self: { ...staging!.providers['self']!, apiDomain: { pending: 'Self, during onboarding' } } },
  };
  const { config: partial, pending } = backendConfig(open, { staging: { self: [{ id: { pending: 'the dashboard' } }] } });
  expect(pending).toEqual([
    'self: the API domain (Self, during onboarding)',
    'self: the flow\'s id (the dashboard)',
    'self: the webhook address (delegate staging.example.com, then set delegated)',
  ]);
  expect(envText(partial)).not.toMatch(/SELF_(?:API_DOMAIN|FLOW_ID|WEBHOOK_URL)/);
});

test('a replaced flow creates no session, and its events are still accepted', () => {
  const { bindings } = backendConfig(staging!, { staging: { self: [{ id: 'new' }, { id: 'old', replaced: { by: 'new' } }] } }).config;
  expect(bindings['self']).toMatchObject({ flows: [{ id: 'new' }], acceptedFlowIds: ['new', 'old'] });
});

test('an environment whose account nobody knows has no configuration', () => {
  expect(() => backendConfig({ ...staging!, account: { create: { email: 'a@example.com' } } }, flows)).toThrow(/the account of 'staging' is not known yet/);
});

/** What a shell makes of the text. */
const sourced = (text: string): Record<string, string> => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-env-'));
  try {
    writeFileSync(join(folder, 'env'), text);
    const { stdout, stderr, status } = spawnSync('sh', ['-euc', 'set -a; . ./env; set +a; exec env -0'], { cwd: folder, env: { PATH: process.env['PATH'] }, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    return Object.fromEntries(stdout.split('\0').filter(Boolean).map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

test('a shell reads the variables as they are meant', () => {
  const variables = sourced(envText({ ...config, deployed: { sessionsFunctionArn: 'arn:aws:lambda:me-central-1:111111111111:function:Staging-Sessions' } }));
  expect(variables).toMatchObject({
    BULKHEAD_ENVIRONMENT: 'staging',
    BULKHEAD_ACCOUNT: '111111111111',
    BULKHEAD_EVENT_BUS_ARN: config.eventBusArn,
    BULKHEAD_SESSIONS_FUNCTION_ARN: 'arn:aws:lambda:me-central-1:111111111111:function:Staging-Sessions',
    SELF_API_DOMAIN: 'api.self-staging.example.net',
    SELF_FLOW_ID: 'flow-staging',
    UAE_KYC_PROVIDER_ENVIRONMENT: 'staging',
  });
  expect(readExpected(variables['BULKHEAD_CONFIG'], {})).toMatchObject({ environment: 'staging' });
});

test('what has no quotes reads the same in an env file', () => {
  expect(envText(config)).not.toMatch(/['"$`\\]/);
});

const withFlow = (id: string): BackendConfig => ({ ...config, bindings: { self: { ...config.bindings['self']!, flows: [{ id }] } } });

test.each(['$(touch hacked)', '`id`', 'a b; rm -rf /', '\'; env #', '"$HOME"', '\\', '~', '*', '#x', '-n', '!!', '${IFS}', 'ü'])('the id %s stays what it is in a shell', id => {
  expect(sourced(envText(withFlow(id)))).toMatchObject({ SELF_FLOW_ID: id });
});

test('whatever an id holds, a shell gets that id or nobody gets anything', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), id => {
    let text: string;
    try {
      text = envText(withFlow(id));
    } catch (error) {
      expect((error as Error).message).toContain('has control characters');
      return;
    }
    expect(sourced(text)['SELF_FLOW_ID']).toBe(id);
  }), { numRuns: 60 });
});

test.each(['a\nPATH=/evil', 'a\rb', 'a\u0000b', 'a\u2028b'])('a value with another line in it is refused: %j', id => {
  expect(() => envText(withFlow(id))).toThrow(/the value of SELF_FLOW_ID has control characters/);
});

test('two settings that would be one variable are refused', () => {
  const self = config.bindings['self']!;
  expect(() => envText({ ...config, bindings: { 'a-b': self, 'a--b': self } })).toThrow(/two settings would be the variable A_B_PROVIDER/);
  const flowsOf = (...names: string[]) => ({ ...config, bindings: { self: { ...self, flows: names.map(name => ({ id: name, name })) } } });
  expect(() => envText(flowsOf('age check', 'age-check'))).toThrow(/SELF_FLOW_ID_AGE_CHECK/);
  expect(envText(flowsOf('age check', 'renewal'))).toContain('SELF_FLOW_ID_RENEWAL=renewal');
  expect(() => envText({ ...config, bindings: { bulkhead: self, config: self } })).not.toThrow();
});

describe('what was deployed', () => {
  const outputs: Record<string, Record<string, string>> = {
    'Staging-Sessions': { SessionsFunctionArn: 'arn:sessions' }, 'Staging-Webhook': { InboxTableName: 'inbox', Other: 'x' }, 'Staging-Backend': { EventsQueueUrl: 'https://queue' },
  };
  const client = (stacks: typeof outputs) => ({
    send: ({ input: { StackName: name } }: { input: { StackName: string } }) => {
      const stack = stacks[name];
      if (!stack) return Promise.reject(Object.assign(new Error('Stack does not exist'), { name: 'ValidationError' }));
      return Promise.resolve({ Stacks: [{ Outputs: Object.entries(stack).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })) }] });
    },
  }) as never;

  test('is read from the outputs of the environment\'s own stacks', async () => {
    expect(await readDeployed(config, undefined, client(outputs))).toEqual({ sessionsFunctionArn: 'arn:sessions', inboxTableName: 'inbox', eventsQueueUrl: 'https://queue' });
  });

  test('may lack the backend\'s own stack', async () => {
    const { 'Staging-Backend': _, ...without } = outputs;
    expect(await readDeployed(config, undefined, client(without))).toEqual({ sessionsFunctionArn: 'arn:sessions', inboxTableName: 'inbox' });
  });

  test('is undecided before the deploy', async () => {
    await expect(readDeployed(config, undefined, client({}))).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('deploy \'staging\' first') });
  });
});
