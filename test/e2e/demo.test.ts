import { join } from 'node:path';
import { backend } from '../../bin/backend';
import { fleet as shipped } from '../../bin/environments';
import flows from '../../bin/flows.json';
import { pending, type EnvironmentConfig } from '../../lib/environment';
import { endChildren } from '../../lib/local/child';
import { endEverything, onEnd } from '../../lib/local/ending';
import { playDemo, type DemoResult } from '../../lib/local/demo';
import type { CheckKind } from '../../lib/local/demo/journal';
import { silent } from '../../lib/local/demo/narrator';
import { runtimeNode } from '../../lib/local/runtime-node';
import { workDirectory } from '../../lib/local/work-directory';

const root = join(__dirname, '../..');

const [template] = shipped.environments as [EnvironmentConfig];

/** Added as a team would add it to bin/environments.ts, and nothing else changed. */
const fourth: EnvironmentConfig = {
  ...template,
  name: 'partner-tests',
  account: { create: { email: 'partner-tests@example.com' } },
  network: { ...template.network, cidr: '10.40.0.0/20' },
  domain: { ...template.domain, zone: 'partner-tests.idv.example.com', webhookHost: 'webhooks.partner-tests.idv.example.com' },
  ci: { repository: 'example/identity', environment: 'partner-tests' },
  // nothing but the delivery id tells the events of this one apart.
  providers: { ...template.providers, plain: { ...template.providers['self']!, provider: 'standard-webhooks' } },
};

const fleet = { ...shipped, environments: [...shipped.environments, fourth] };
const names = fleet.environments.map(({ name }) => name);
const pairs = names.flatMap(from => names.filter(to => to !== from).map(to => `${from} → ${to}`));

let result: DemoResult;

beforeAll(async () => {
  const work = workDirectory(root);
  onEnd(() => work.remove());
  onEnd(endChildren);
  result = await playDemo({
    root,
    work: work.path,
    node: runtimeNode(root),
    fleet,
    flows: { ...flows, 'partner-tests': { self: [{ id: pending('the dashboard') }] } },
    extend: backend,
  }, silent);
}, 280_000);

afterAll(endEverything, 20_000);

const of = (kind: CheckKind) => result.checks.filter(check => check.kind === kind);
const crossed = (kind: CheckKind) => [...new Set(of(kind).map(({ from, to }) => `${from} → ${to}`))].sort();

test('every check of the story holds', () => {
  expect(result.failure).toBeUndefined();
  expect(result.verdict).toBe('held');
  expect(result.checks.filter(({ passed }) => !passed)).toEqual([]);
});

test('what is deployed has been proven from its files, for every pair', () => {
  const accounts = names.length + 1;
  expect(result.audited).toMatchObject({ verdict: 'PROVEN', violated: 0, unknown: 0, pairs: accounts * (accounts - 1) / 2 });
  expect(Object.keys(result.audited?.reports ?? {})).toContain('audit.html');
});

test('the organization and all environments are deployed, and nothing of their templates is missing', () => {
  expect(result.environments.map(({ name }) => name)).toEqual(names);
  expect(result.stacks.length).toBeGreaterThan(4 * names.length);
  expect(result.inventory?.missing).toEqual([]);
  expect(result.inventory?.stacks).toBe(result.stacks.length);
});

test.each<CheckKind>(['fails-closed', 'secret-stored', 'accepted', 'repeated', 'hostile', 'own-secret'])('%s is checked in every environment and binding', kind => {
  const bindings = new Set(of(kind).map(({ to, binding }) => `${to}/${binding}`));
  expect(bindings).toEqual(new Set(result.environments.flatMap(({ name, bindings: own }) => own.map(binding => `${name}/${binding}`))));
});

test.each<CheckKind>(['foreign-signature', 'foreign-secret'])('%s is tried across every ordered pair', kind => {
  expect(crossed(kind)).toEqual([...pairs].sort());
});

test('foreign flows are tried between all environments that share a credential class', () => {
  const tests = ['staging', 'pre-production', 'partner-tests'];
  expect(crossed('foreign-flow')).toEqual(tests.flatMap(from => tests.filter(to => to !== from).map(to => `${from} → ${to}`)).sort());
});
