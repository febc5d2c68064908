import { assembly, removeFolders, template } from './support';
import { costsOf, costTable, fixedCost } from '../../lib/cost';
import { costsForAudit } from '../../lib/cost/for-audit';
import { pricedTypes } from '../../lib/cost/priced';
import { costsNothingIdle } from '../../lib/cost/unpriced';
import { typeActions } from '../../lib/delivery/bootstrap/execution-actions';
import { fleet, flows } from '../fixtures/fleet';
import { synthesize } from '../fixtures/synthesize';
import { backend } from '../../bin/backend';

afterAll(removeFolders);

test('what has no price is told, never taken for nothing', () => {
  const cost = fixedCost([template({ A: ['AWS::RDS::DBInstance'], B: ['AWS::RDS::DBInstance'], Key: ['AWS::KMS::Key'], C: ['constructor'] })]);
  expect(cost).toMatchObject({ total: 1, unpriced: { 'AWS::RDS::DBInstance': 2, 'constructor': 1 } });
  const table = costTable([{ environment: 'staging', zones: 1, perZone: 0, saved: 0, ...cost }]);
  expect(table).toContain('staging has 2 × AWS::RDS::DBInstance, which the table of prices does not know: it costs more than this');
});

test.each([
  ['a table with provisioned capacity', 'AWS::DynamoDB::Table', { ProvisionedThroughput: {} }], ['an analyzer of unused access', 'AWS::AccessAnalyzer::Analyzer', { Type: 'ACCOUNT_UNUSED_ACCESS' }],
  ['an advanced parameter', 'AWS::SSM::Parameter', { Tier: 'Advanced' }],
])('%s has no known price', (_, type, properties) => {
  expect(fixedCost([template({ A: [type, properties] })]).unpriced).toEqual({ [type]: 1 });
});

test('a balancer that faces the internet has an address in each subnet, one with addresses of its own has them counted by themselves', () => {
  const of = (properties: Record<string, unknown>) => fixedCost([template({ A: ['AWS::ElasticLoadBalancingV2::LoadBalancer', properties] })]).lines.find(({ thing }) => thing === 'public-ipv4')?.count;
  expect(of({ Subnets: ['a', 'b'] })).toBe(2);
  expect(of({ Scheme: 'internal', Subnets: ['a', 'b'] })).toBeUndefined();
  expect(of({ Scheme: 'internet-facing', SubnetMappings: [{ AllocationId: 'a' }] })).toBeUndefined();
});

test('every type that Bulkhead deploys is priced, or known to cost an idle account nothing', () => {
  const usual: Readonly<Record<string, Record<string, unknown>>> = { 'AWS::DynamoDB::Table': { BillingMode: 'PAY_PER_REQUEST' } };
  expect(Object.keys(typeActions).filter(type => !Object.hasOwn(pricedTypes, type) && !costsNothingIdle(type, usual[type] ?? {}))).toEqual([]);
  expect(Object.keys(pricedTypes).filter(type => costsNothingIdle(type, {}))).toEqual([]);
});

describe('of the app itself', () => {
  const made = synthesize(fleet, flows, { extend: backend });
  afterAll(() => made.remove());
  const costs = costsOf(fleet, made.outdir);

  test('nothing is without a price', () => {
    expect(costs.map(({ environment, unpriced }) => [environment, unpriced])).toEqual([['staging', {}], ['pre-production', {}], ['production', {}]]);
  });

  test('the economy of a single zone says what it saves', () => {
    const [staging, preProduction] = costs;
    expect(staging!.saved).toBe(staging!.perZone);
    expect(staging!.saved).toBeCloseTo(preProduction!.perZone);
    expect(costTable(costs)).toMatch(new RegExp(`saved by fewer zones +${staging!.saved.toFixed(2)}`));
  });

  test('the audit\'s column has the same figures', () => {
    const environments = fleet.environments.map(({ name, account }) => ({ name, accounts: [account as string], regions: [], stacks: [], resources: 0 }));
    expect(costsForAudit(environments, [{ kind: 'assembly', path: made.outdir }]).environments).toEqual(
      costs.map(({ environment, total, unpriced }) => ({ name: environment, monthly: total, unpriced })));
  });
});

test('the audit\'s column reads plain templates by the account of their mapping, and says which it cannot read', async () => {
  const { writeFileSync } = await import('node:fs');
  const { join } = await import('node:path');
  const path = assembly({});
  writeFileSync(join(path, 'one.json'), JSON.stringify({ Resources: template({ Key: ['AWS::KMS::Key'] }) }));
  const mapping = { templates: { 'one.json': { environment: 'staging', account: '111111111111', region: 'r' }, 'two.yaml': { environment: 'staging', account: '111111111111', region: 'r' } } };
  const environments = [{ name: 'staging', accounts: ['111111111111'], regions: [], stacks: [], resources: 0 }];
  expect(costsForAudit(environments, [{ kind: 'templates', path, mapping }]).environments).toEqual([{ name: 'staging', monthly: 1, unpriced: { 'two.yaml': 1 } }]);
});
