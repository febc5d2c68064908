import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { LiveKeyRefused, startTestProvider, type TestProviderOptions } from 'bulkhead/testing';
import { Webhook } from 'svix';
import { startReceiver } from '../local/sandbox/support';

const names = ['SELF_API_KEY', 'SELF_FLOW_ID', 'SELF_WEBHOOK_SECRET'] as const;
const before = Object.fromEntries(names.map(name => [name, process.env[name]]));

const clear = () => names.forEach(name => delete process.env[name]);

beforeEach(clear);
afterAll(() => {
  clear();
  for (const name of names) if (before[name] !== undefined) process.env[name] = before[name];
});

const started = async <T>(options: TestProviderOptions, use: (provider: Awaited<ReturnType<typeof startTestProvider>>) => Promise<T>): Promise<T> => {
  const provider = await startTestProvider(options);
  try {
    return await use(provider);
  } finally {
    await provider.close();
  }
};

const own = {
  SELF_API_KEY: `sk_test_${'a1'.repeat(20)}`, SELF_FLOW_ID: '9c0b4f1c-1d6c-4f1b-a8c4-9f0fa0a8d9e2', SELF_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 9).toString('base64')}`,
};

test('from nothing to an asserted webhook takes less than two seconds', async () => {
  const began = performance.now();
  const receiver = await startReceiver();
  await started({ webhookUrl: receiver.url }, async provider => {
    const session = await provider.createSession({ metadata: { order: 7 } });
    expect(await provider.complete(session, 'adult')).toBe('valid');
    await provider.assertDelivered(session, { status: 'valid', external_uuid: session.externalUuid, flow_id: provider.settings.SELF_FLOW_ID });
    expect(receiver.received).toHaveLength(1);
  });
  await receiver.close();
  expect(performance.now() - began).toBeLessThan(2_000);
});

describe('the settings', () => {
  const inUse = (options: TestProviderOptions) => started(options, async ({ settings, createSession }) => {
    await createSession();
    return settings;
  });

  test('are the process\'s where it has them', async () => {
    Object.assign(process.env, own);
    expect(await inUse({})).toEqual(own);
  });

  test('are the project\'s own where they are given, and invented where there are none', async () => {
    process.env.SELF_FLOW_ID = own.SELF_FLOW_ID;
    const settings = await inUse({ settings: { SELF_API_KEY: own.SELF_API_KEY } });
    expect(settings).toEqual({ ...own, SELF_WEBHOOK_SECRET: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{32}$/) });
  });

  test('sign what the handler is sent', async () => {
    const receiver = await startReceiver();
    await started({ webhookUrl: receiver.url, settings: own }, async provider => {
      await provider.complete(await provider.createSession(), 'minor');
    });
    const [{ headers, body }] = receiver.received as [typeof receiver.received[0]];
    expect(new Webhook(own.SELF_WEBHOOK_SECRET).verify(body, headers as Record<string, string>)).toMatchObject({ status: 'invalid' });
    await receiver.close();
  });
});

describe('a live key', () => {
  test.each(['sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'SK_LIVE_4eC39HqLyjWDarjtT1zdp7dc', ' sk_live_x', 'something-else'])('%p is refused, wherever it stands, and not quoted', async (key) => {
    await expect(startTestProvider({ settings: { SELF_API_KEY: key } })).rejects.toThrow(LiveKeyRefused);
    process.env.SELF_API_KEY = key;
    await expect(startTestProvider()).rejects.toThrow(LiveKeyRefused);
    // not even where another one would be used.
    const refusal = await startTestProvider({ settings: own }).catch((error: Error) => error.message);
    expect(refusal).toContain('SELF_API_KEY');
    expect(refusal).not.toContain(key.trim());
  });

  test('is not accepted by the provider either', async () => {
    await started({}, async ({ url }) => {
      const response = await fetch(`${url}/v1/sessions`, { method: 'POST', headers: { authorization: 'Bearer sk_live_4eC39HqLyjWDarjtT1zdp7dc' }, body: '{}' });
      expect(response.status).toBe(401);
    });
  });
});

describe('assertDelivered', () => {
  const refusal = async (options: TestProviderOptions, expected: Record<string, unknown>, how = 'adult') => started(options, async provider => {
    const session = await provider.createSession();
    await provider.complete(session, how);
    return provider.assertDelivered(session, expected).then(() => 'nothing', (error: Error) => `${error.name}: ${error.message}`);
  });

  test('says where the payload differs', async () => {
    const receiver = await startReceiver();
    expect(await refusal({ webhookUrl: receiver.url }, { status: 'valid', proof_attributes: { ofac_clear: false } })).toBe('AssertionError: payload.proof_attributes.ofac_clear is true, expected false');
    expect(await refusal({ webhookUrl: receiver.url }, { status: 'valid' }, 'minor')).toContain('payload.status is "invalid"');
    await receiver.close();
  });

  test('fails when the handler refuses, fails, or is not there', async () => {
    const receiver = await startReceiver(401);
    expect(await refusal({ webhookUrl: receiver.url }, {})).toContain('the handler answered 401');
    receiver.answer = () => 500;
    expect(await refusal({ webhookUrl: receiver.url }, {})).toContain('the handler answered 500');
    await receiver.close();
    expect(await refusal({ webhookUrl: receiver.url }, {})).toContain('the handler answered unreachable');
    expect(await refusal({}, {})).toContain('no webhook was sent');
  });
});

test('a provider that cannot be prepared leaves nothing running', async () => {
  await expect(startTestProvider({ webhookUrl: 'http://example.com/' })).rejects.toThrow('url must be an https address');
});

test('it loads no package, and is there within a blink', () => {
  const folder = mkdtempSync(join(tmpdir(), 'testing-'));
  const outfile = join(folder, 'testing.cjs');
  const { metafile } = buildSync({ entryPoints: [join(__dirname, '../../lib/testing.ts')], outfile, bundle: true, platform: 'node', format: 'cjs', metafile: true, logLevel: 'error' });
  expect(Object.keys(metafile.inputs).filter(input => input.includes('node_modules'))).toEqual([]);
  const script = `const began = performance.now(); require(${JSON.stringify(outfile)}).startTestProvider().then(async provider => { process.stdout.write(String(performance.now() - began)); await provider.close(); });`;
  const times = [1, 2, 3].map(() => Number(spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout));
  expect(Math.min(...times)).toBeGreaterThan(0);
  // the best of three on a busy machine; alone it takes about a tenth.
  expect(Math.min(...times)).toBeLessThan(500);
  rmSync(folder, { recursive: true });
});
