import { fixedCost } from '../../lib/cost';
import { costOfZone } from '../../lib/cost/monthly';
import prices from '../../lib/cost/prices.json';
import { pricedTypes } from '../../lib/cost/priced';

const template = (resources: Record<string, [string, Record<string, unknown>?]>) =>
  Object.fromEntries(Object.entries(resources).map(([id, [Type, Properties]]) => [id, { Type, Properties }]));

const endpoint = (type: string, subnets: number) => ({ VpcEndpointType: type, SubnetIds: Array.from({ length: subnets }, (_, index) => `subnet-${index}`) });

describe('the fixed cost of an environment', () => {
  test('is counted over all its templates', () => {
    const { lines, total } = fixedCost([template({ A: ['AWS::KMS::Key'], B: ['AWS::EC2::NatGateway'] }), template({ A: ['AWS::KMS::Key'] })]);
    expect(lines).toEqual([
      { thing: 'nat-gateway', what: 'NAT gateway', count: 1, each: 32.85, monthly: 32.85 },
      { thing: 'customer-key', what: 'customer key', count: 2, each: 1, monthly: 2 },
    ]);
    expect(total).toBe(34.85);
  });

  test('has an interface endpoint once for each zone and a gateway endpoint for nothing', () => {
    const { total } = fixedCost([template({ A: ['AWS::EC2::VPCEndpoint', endpoint('Interface', 2)], B: ['AWS::EC2::VPCEndpoint', endpoint('Gateway', 0)] })]);
    expect(total).toBe(14.6);
  });

  test('has each rule of a web ACL beside the ACL', () => {
    expect(fixedCost([template({ A: ['AWS::WAFv2::WebACL', { Rules: [{}, {}, {}] }] })]).total).toBe(8);
  });

  test('has an alarm once for each metric of its expression', () => {
    const Metrics = [{ Expression: 'a+b' }, { MetricStat: {} }, { MetricStat: {} }];
    expect(fixedCost([template({ A: ['AWS::CloudWatch::Alarm', { Metrics }], B: ['AWS::CloudWatch::Alarm', { MetricName: 'x' }] })]).total).toBe(0.3);
  });

  test('has the fourth dashboard, not the first three', () => {
    const dashboards = (count: number) => template(Object.fromEntries(Array.from({ length: count }, (_, index) => [`D${index}`, ['AWS::CloudWatch::Dashboard']])));
    expect([fixedCost([dashboards(3)]).total, fixedCost([dashboards(4)]).total]).toEqual([0, 3]);
  });

  test('has instances that are always warm by their memory', () => {
    const { total } = fixedCost([template({
      F: ['AWS::Lambda::Function', { MemorySize: 512 }],
      A: ['AWS::Lambda::Alias', { FunctionName: { Ref: 'F' }, ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 4 } }],
    })]);
    expect(total).toBeCloseTo(2 * 0.0150001 * 730, 1);
  });

  test('says what a zone makes of it', () => {
    const cost = fixedCost([template({
      A: ['AWS::EC2::NatGateway'], B: ['AWS::EC2::NatGateway'], C: ['AWS::EC2::VPCEndpoint', endpoint('Interface', 2)], D: ['AWS::KMS::Key'],
    })]);
    expect(costOfZone(cost, 2)).toBe(40.15);
  });
});

test('every price names the page it comes from, and is used', () => {
  const used = new Set(Object.values(pricedTypes).flatMap(price => price(
    { VpcEndpointType: 'Interface', SubnetIds: ['a'], Rules: [{}], FunctionName: { Ref: 'F' }, ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 } },
    { F: { Type: 'AWS::Lambda::Function' } },
  ).map(({ thing }) => thing)));
  expect([...used].sort()).toEqual(Object.keys(prices.prices).sort());
  expect(Object.values(prices.prices).every(({ source }) => source.startsWith('https://aws.amazon.com/'))).toBe(true);
});
