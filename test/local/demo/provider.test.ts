import { fleet as shipped } from '../../../bin/environments';
import flows from '../../../bin/flows.json';
import { onboard } from '../../../lib/local/demo/onboard';
import { openProviders, routesOf, type ProviderSide } from '../../../lib/local/demo/provider/side';
import { promoteFlows } from '../../../lib/local/demo/release/promote-flows';
import { createJournal } from '../../../lib/local/demo/journal';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const onboarded = onboard(shipped, flows, 'r-ab12');
const folder = mkdtempSync(join(tmpdir(), 'providers '));
let providers: ProviderSide;

beforeAll(async () => {
  providers = await openProviders(onboarded);
});

afterAll(async () => {
  await providers.sandbox.close();
  rmSync(folder, { recursive: true });
});

test('every environment is a customer of its own, in the environment of the provider that its class or its data asks for', () => {
  const accounts = [...providers.accounts].map(([name, list]) => [name, list.map(({ binding, environment }) => `${binding} ${environment}`)]);
  expect(accounts).toEqual([
    ['staging', ['self test', 'uae-kyc staging']],
    ['pre-production', ['self test', 'uae-kyc pre-production']],
    ['production', ['self live', 'uae-kyc production']],
  ]);
  const organizations = [...providers.accounts.values()].flatMap(list => list.map(({ organization }) => organization.id));
  expect(new Set(organizations).size).toBe(6);
});

test('functions find the hosts of their own environment and no other\'s', () => {
  expect(Object.keys(routesOf(providers, 'staging'))).toEqual(['api.self.staging.example', 'api.uae-kyc.staging.example']);
  expect(Object.values(routesOf(providers, 'staging')).every(url => url.startsWith('http://127.0.0.1:'))).toBe(true);
  expect(routesOf(providers, 'nowhere')).toEqual({});
});

test('a flow goes from the first environment to the last, one after another, and the old one stays until it is retired', async () => {
  const journal = createJournal();
  const after = await promoteFlows({ onboarded, providers, route: ['staging', 'pre-production', 'production'], folder, journal }, () => undefined);
  expect(journal.checks.every(({ passed }) => passed)).toBe(true);
  expect(journal.checks.filter(({ observed }) => observed.startsWith('refused'))).toHaveLength(3);
  const [fresh, old] = after['production']?.['self'] ?? [];
  expect(fresh?.configuration?.ruleSet['minimumAge']).toBe(21);
  expect(fresh?.promoted?.from).toBe('pre-production');
  expect(old?.replaced?.by).toBe(fresh?.id);
});
