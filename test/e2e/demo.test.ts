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
import { scenariosOf } from '../../lib/local/sandbox';
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
}, 400_000);

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
  expect(result.audited?.reports['audit.html']).toContain('a month, idle');
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

test.each<CheckKind>(['foreign-signature', 'foreign-secret', 'foreign-session'])('%s is tried across every ordered pair', kind => {
  expect(crossed(kind)).toEqual([...pairs].sort());
});

test.each<CheckKind>(['verified', 'charged'])('%s from beginning to end in every environment and binding whose provider is played', kind => {
  const bindings = new Set(of(kind).map(({ to, binding }) => `${to}/${binding}`));
  expect(bindings).toEqual(new Set(names.flatMap(name => [`${name}/self`, `${name}/uae-kyc`])));
});

test('live verifications take credits, by both counts, and test ones none', () => {
  const taken = of('charged').filter(({ binding }) => binding === 'self').map(({ to, observed }) => [to, observed]);
  expect(Object.fromEntries(taken)).toEqual({
    'staging': '0 and 0 credits', 'pre-production': '0 and 0 credits', 'partner-tests': '0 and 0 credits', 'production': '10 and 10 credits',
  });
});

test('keys, documents and flows of the other class are refused everywhere, and the wrong key before anybody is called', () => {
  const said = of('wrong-class').map(({ what }) => what);
  expect(said).toContain('a session of production/self with a test key that is labelled live, against a live flow');
  expect(said).toContain('a mock passport against a live flow of production/self: its signature is nobody\'s there');
  expect(said).toContain('the provider asked directly for a session on the live flow of production/self with a test key');
  expect(said).toHaveLength(names.length * 4 + pairs.length);
  expect(of('wrong-class').filter(({ what }) => what.includes('labelled')).every(({ observed }) => observed === 'refused: no-key, 0 calls to the provider')).toBe(true);
});

test('a flow is promoted along the route, never past an environment and never unreviewed', () => {
  const outcomes = of('flow-promoted').map(({ from, to, observed }) => `${from} → ${to}: ${observed}`);
  expect(outcomes).toEqual([
    'staging → production: refused with exit code 1',
    ...['staging → pre-production', 'pre-production → production'].flatMap(step =>
      ['refused with exit code 1', '1 promoted', '0 promoted', 'no difference'].map(outcome => `${step}: ${outcome}`)),
  ]);
});

test('pre-production accepts every scenario of its providers on the very assembly that is released', () => {
  const [acceptance, load] = result.runs;
  expect(acceptance).toMatchObject({ kind: 'acceptance', environment: 'pre-production' });
  expect(load).toMatchObject({ kind: 'load', environment: 'pre-production', assemblyDigest: acceptance?.assemblyDigest });
  const scenarios = [...scenariosOf('self', 'test'), ...scenariosOf('uae-kyc', 'test')];
  const told = acceptance?.cases.map(({ name }) => name.split(': ')[1]) ?? [];
  expect(scenarios.map(({ name }) => name).filter(name => !told.includes(name))).toEqual([]);
  expect([...acceptance?.cases ?? [], ...load?.cases ?? []].filter(({ passed }) => !passed)).toEqual([]);
});

test('the integration executes nothing where a gate stands, and signs for no person anywhere', () => {
  expect(new Set(of('guarded').map(({ to }) => to))).toEqual(new Set(names));
  const deploys = of('guarded').filter(({ what }) => what.includes('deploy role')).map(({ to, observed }) => [to, observed]);
  expect(Object.fromEntries(deploys)).toEqual({
    'staging': 'ChangeSetNotFoundException', 'partner-tests': 'ChangeSetNotFoundException', 'pre-production': 'AccessDenied', 'production': 'AccessDenied',
  });
});

test('every environment looks at its ways from inside, and one that its provider does not know is told so', () => {
  expect(crossed('routes')).toEqual(names.map(name => `${name} → ${name}`).sort());
  for (const name of names) {
    expect(of('routes').filter(({ to }) => to === name).map(({ observed }) => observed)).toEqual(['exit code 1, allow-list uae-kyc fails: not-allowed', 'exit code 0']);
  }
  const looked = result.runs.find(({ kind }) => kind === 'connectivity');
  expect(looked).toMatchObject({ environment: 'pre-production', assemblyDigest: result.runs.find(({ kind }) => kind === 'acceptance')?.assemblyDigest });
  expect(looked?.cases.map(({ name }) => name)).toEqual(expect.arrayContaining(['allow-list uae-kyc', 'static-addresses gateways', 'foreign-name production/uae-kyc', 'foreign-address staging/self']));
});

test('the release is refused until everything is in place, and then executed once', () => {
  expect(of('release-refused').map(({ observed }) => observed)).toEqual([
    'refused with exit code 2', 'refused: evidence-missing', 'refused: sign-off-missing', 'refused: asset-differs',
  ]);
  expect(of('released').map(({ observed }) => observed)).toEqual([
    'refused: unknown-flow', 'done', 'Production-Operations, Production-Secrets, Production-Sessions', 'done, nothing changed', 'created',
  ]);
});

test('foreign flows are tried between all environments that share a credential class', () => {
  const tests = ['staging', 'pre-production', 'partner-tests'];
  expect(crossed('foreign-flow')).toEqual(tests.flatMap(from => tests.filter(to => to !== from).map(to => `${from} → ${to}`)).sort());
});
