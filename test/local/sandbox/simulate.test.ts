// what `simulate` sends, against the real receiver in this process.
import { randomUUID } from 'node:crypto';
import { presets, type FlowEntry, type FlowsConfig } from '../../../lib/environment';
import { fleet } from '../../../bin/environments';
import { simulate, simulations, simulationTarget, type SimulationFlags } from '../../../lib/local/sandbox/simulate';
import { secretOf } from '../../lambda/support/world';
import { startEnvironment, type LocalEnvironment } from './environment';

const flow = randomUUID();
const subscription = 'sub_ours';

let environment: LocalEnvironment;

beforeAll(async () => { environment = await startEnvironment(); });
afterAll(() => environment.close());
beforeEach(() => environment.world.configure('self', { flowIds: [flow] }));

const bindings = { 'self': 'self', 'uae-kyc': 'uae' } as const;

const targetOf = (name: string, provider: 'self' | 'uae-kyc', flags: SimulationFlags = {}, to = 'staging') => simulationTarget(fleet, {}, to, name, {
  binding: provider, url: `${environment.url}/webhooks/${bindings[provider]}`, flow, subscription, ...flags,
});

test.each(simulations.map(({ provider, name }) => [provider, name] as const))('%s %s is answered as expected', async (provider, name) => {
  const stored = environment.world.aws.table.events().length;
  const result = await simulate(targetOf(name, provider), secretOf(bindings[provider]), Date.now);
  expect(result).toMatchObject({ verdict: 'as expected', environment: 'staging', binding: provider });
  const effects = /^(?:foreign-|unknown-|forged-signature|tampered-|stale)/.test(name) ? 0 : name === 'batch' ? 9 : 1;
  expect(environment.world.aws.table.events().length - stored).toBe(effects);
});

test('a wrong secret is not as expected, and an address where nobody answers is undecided', async () => {
  const target = targetOf('adult', 'self');
  expect((await simulate(target, secretOf('other'), Date.now)).verdict).toBe('not as expected');
  expect((await simulate({ ...target, url: 'http://127.0.0.1:9/' }, secretOf('self'), Date.now)).verdict).toBe('undecided');
});

test('the result quotes neither the secret nor the body', async () => {
  const text = JSON.stringify(await simulate(targetOf('adult', 'self'), secretOf('self'), Date.now));
  expect(text).not.toContain(secretOf('self'));
  expect(text).not.toContain('external_uuid');
});

describe('refused', () => {
  const thrown = (...given: Parameters<typeof targetOf>) => {
    try {
      targetOf(...given);
    } catch (error) {
      return error as { exitCode: number; message: string };
    }
    throw new Error('not refused');
  };

  test('a live environment, by its credentials or by its data', () => {
    expect(thrown('adult', 'self', {}, 'production')).toMatchObject({ exitCode: 1, message: expect.stringContaining('live') });
    const [staging] = fleet.environments;
    const mixed = { ...fleet, environments: [{ ...staging!, ...presets.production({}), credentials: 'test' as const }] };
    expect(() => simulationTarget(mixed, {}, 'staging', 'adult', { flow, url: 'http://127.0.0.1:9/' })).toThrow('live');
  });

  test.each(['https://webhooks.production.idv.example.com/webhooks/self', 'https://production.idv.example.com/', 'https://WEBHOOKS.production.idv.example.com:8443/x',
    'https://webhooks.production.idv.example.com./x', 'https://webhooks.production.idv.example%E3%80%82com%2e/x', 'https://staging.idv.example.com@webhooks.production.idv.example.com/'])(
    'the address %s of a live environment, whatever environment is named', (url) => {
      expect(thrown('adult', 'self', { url })).toMatchObject({ exitCode: 1, message: expect.stringContaining('\'production\'') });
    });

  test('of zones inside one another the inner one says whose the address is', () => {
    const zoned = (zones: Record<string, string>) => ({
      ...fleet, environments: fleet.environments.map(config => ({ ...config, domain: { ...config.domain, zone: zones[config.name] ?? config.domain.zone } })),
    });
    const target = (zones: Record<string, string>, host: string) => simulationTarget(zoned(zones), {}, 'staging', 'adult', { flow, url: `https://${host}/` });
    const outer = { production: 'idv.example.com' };
    expect(target(outer, 'webhooks.staging.idv.example.com').url).toBe('https://webhooks.staging.idv.example.com/');
    expect(() => target(outer, 'webhooks.idv.example.com')).toThrow('\'production\', which is live');
    expect(() => target({ staging: 'idv.example.com' }, 'webhooks.production.idv.example.com')).toThrow('\'production\', which is live');
  });

  test.each([
    ['an unknown environment', ['adult', 'self', {}, 'nowhere'], 'there is no environment'],
    ['an unknown scenario', ['nothing', 'self'], 'there is no scenario'],
    ['a scenario of the other provider', ['batch', 'self'], 'there is no scenario'],
    ['an unknown binding', ['adult', 'self', { binding: 'other' }], 'no binding'],
    ['a scenario of two bindings', ['duplicate', 'self', { binding: undefined }], 'give --binding'],
    ['a clear-text address', ['adult', 'self', { url: 'http://example.com/' }], 'must be an https address'],
    ['a pending flow', ['adult', 'self', { flow: undefined }], 'give --flow'],
    ['a pending subscription', ['batch', 'uae-kyc', { subscription: undefined }], 'give --subscription'],
    ['an environment whose host is not delegated yet', ['adult', 'self', { url: undefined }], 'give --url'],
  ] as [string, Parameters<typeof targetOf>, string][])('%s', (_, given, message) => {
    expect(thrown(...given)).toMatchObject({ exitCode: 3, message: expect.stringContaining(message) });
  });
});

test('the address and the flow are the configuration\'s, where it has them', () => {
  const environments = fleet.environments.map(config => ({ ...config, domain: { ...config.domain, delegated: true } }));
  const replaced: FlowEntry = { id: randomUUID(), replaced: { by: flow } };
  const flows: FlowsConfig = { staging: { self: [replaced, { id: flow, configuration: { version: 1, name: 'adults', product: 'pre_kyc', ruleSet: { minimumAge: 21 }, documents: [], settings: {} } }] } };
  expect(simulationTarget({ ...fleet, environments }, flows, 'staging', 'adult', {})).toMatchObject({
    binding: 'self', url: 'https://webhooks.staging.idv.example.com/webhooks/self', ingredients: { flow, class: 'test', ruleSet: { minimumAge: 21 } },
  });
});
