// read from the templates a second time and without the plan's own words: what outlives a stack is in the plan, with what it costs.
import { backend } from '../../../bin/backend';
import { planFor } from '../../../lib/delivery/command';
import type { TeardownPlan } from '../../../lib/delivery/teardown';
import prices from '../../../lib/cost/prices.json';
import { flows, withStaticFront } from '../../fixtures/fleet';
import { synthesize, type Synthesized } from '../../fixtures/synthesize';
import { readParts } from '../../relation/assembly';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

const fleet = withStaticFront('pre-production', 'production');

let assembly: Synthesized;
let plans: readonly TeardownPlan[];
beforeAll(() => {
  assembly = synthesize(fleet, flows, { extend: backend });
  plans = planFor(fleet, assembly.outdir);
});
afterAll(() => assembly.remove());

const plan = (name: string) => plans.find(({ environment }) => environment === name)!;

const resourcesOf = (name: string): [string, Resource][] => readParts(assembly.outdir).find(({ stage }) => stage.toLowerCase() === name.replaceAll('-', ''))!
  .templates.flatMap(({ Resources = {} }) => Object.entries(Resources as unknown as Readonly<Record<string, Resource>>));

const names = fleet.environments.map(({ name }) => name);

test.each(names)('everything that a template of %s keeps when its stack goes is in the plan, and nothing else', (name) => {
  const kept = resourcesOf(name).filter(([, { DeletionPolicy }]) => /Retain|Snapshot/.test(DeletionPolicy ?? ''));
  expect(kept.length).toBeGreaterThan(20);
  expect(plan(name).remains.filter(({ why }) => why === 'kept').map(({ id, type }) => `${id} ${type}`).sort()).toEqual(kept.map(([id, { Type }]) => `${id} ${Type}`).sort());
});

test.each(names)('every key and secret of %s is in it, kept or waiting: neither goes at once', (name) => {
  const waiting = resourcesOf(name).filter(([, { Type }]) => /^AWS::(?:KMS::(?:Key|ReplicaKey)|SecretsManager::Secret)$/.test(Type)).map(([id]) => id);
  expect(plan(name).remains.map(({ id }) => id)).toEqual(expect.arrayContaining(waiting));
});

test.each(names)('every address of %s is in it, those of its front door among them', (name) => {
  const config = fleet.environments.find(environment => environment.name === name)!;
  const { availabilityZones, ingressAddresses = [] } = config.network;
  expect(plan(name).remains.filter(({ type }) => type === 'AWS::EC2::EIP')).toHaveLength(availabilityZones.length + ingressAddresses.length);
});

test.each(names)('whatever of %s says that it is protected is told with what lifts it', (name) => {
  const says = (value: unknown): boolean => (Array.isArray(value) ? value.some(says) : typeof value === 'object' && value !== null
    ? Object.entries(value).some(([key, inner]) => (/protection/i.test(key) && [true, 'true', 'ENABLED'].includes(inner as never)) || says(inner))
      || (/protection/i.test(String((value as { Key?: unknown }).Key)) && [true, 'true'].includes((value as { Value?: unknown }).Value as never))
    : false);
  const told = resourcesOf(name).filter(([, { Properties }]) => says(Properties)).map(([id]) => id).sort();
  expect(plan(name).protections.flatMap(({ id }) => id ?? []).sort()).toEqual(told);
  expect(plan(name).protections.filter(({ lift }) => !lift.startsWith('aws '))).toEqual([]);
});

test('a live front door is protected, and its stack waits for that to be lifted', () => {
  const own = plan('production').protections.filter(({ what }) => what.startsWith('AWS::ElasticLoadBalancingV2::LoadBalancer'));
  expect(own).toHaveLength(2);
  expect(own.every(({ stops }) => stops === 'the stack')).toBe(true);
  expect(plan('pre-production').protections.filter(({ what }) => what.includes('LoadBalancer'))).toEqual([]);
});

test.each(names)('what remains of %s goes on costing what its kind costs', (name) => {
  const price: Readonly<Record<string, number>> = {
    'AWS::EC2::EIP': prices.prices['public-ipv4'].hourly * prices.hoursPerMonth, 'AWS::KMS::Key': 1, 'AWS::SecretsManager::Secret': 0.4, 'AWS::Route53::HostedZone': 0.5,
  };
  const { remains, costs } = plan(name);
  const kept = remains.filter(({ why }) => why === 'kept').reduce((sum, { type }) => sum + (price[type] ?? 0), 0);
  // the key of the assets is the bootstrap's.
  expect(costs.monthly).toBeCloseTo(kept + 1);
});
