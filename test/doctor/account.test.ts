// the checks of the account and of this machine: clock, region, quotas.
import { awsError, look, now } from './support/fake-world';
import { clockCheck } from '../../lib/doctor/checks/clock';
import { quotasCheck } from '../../lib/doctor/checks/quotas';
import { regionCheck } from '../../lib/doctor/checks/region';
import type { PlannedStack } from '../../lib/delivery/teardown/stacks';

test.each([
  [0, 'ok', 'within a second of AWS'],
  [45, 'ok', '45 s ahead of AWS'],
  [-61, 'wrong', '61 s behind AWS'],
  [400, 'wrong', '400 s ahead of AWS'],
])('a clock that is %i s off is %s', async (seconds, verdict, says) => {
  expect(await look(clockCheck, { clock: { theirs: now, ours: now + seconds * 1000 } })).toMatchObject({ verdict, text: expect.stringContaining(says) });
});

test('an answer without a time is no clock', async () => {
  expect((await look(clockCheck)).verdict).toBe('unknown');
});

test.each([
  ['ENABLED', 'ok'], ['ENABLED_BY_DEFAULT', 'ok'], ['ENABLING', 'not yet'], ['DISABLED', 'wrong'], ['DISABLING', 'wrong'], [undefined, 'unknown'],
])('a region that is %s is %s', async (RegionOptStatus, verdict) => {
  expect((await look(regionCheck, { answers: { GetRegionOptStatus: { RegionOptStatus } } })).verdict).toBe(verdict);
});

const thing = (Type: string, Properties = {}) => ({ Type, Properties });
const stack = (resources: PlannedStack['resources']): PlannedStack => ({ name: 'Staging-X', account: '111111111111', region: 'me-central-1', terminationProtection: false, needs: [], resources });

const planned = [
  stack({
    vpc: thing('AWS::EC2::VPC'), a: thing('AWS::EC2::EIP'), b: thing('AWS::EC2::EIP'), nat: thing('AWS::EC2::NatGateway'),
    ssm: thing('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface' }), s3: thing('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' }),
  }),
  stack({
    receiver: thing('AWS::Lambda::Function'), other: thing('AWS::Lambda::Function', { ReservedConcurrentExecutions: 5 }), key: thing('AWS::KMS::Key'),
    api: thing('AWS::ApiGateway::Stage', { MethodSettings: [{ ThrottlingBurstLimit: 200 }] }),
    alias: thing('AWS::Lambda::Alias', { ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 3 } }),
  }),
];
const balancing = stack({
  addresses: thing('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network' }), balancer: thing('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'application' }),
});
const quota = (values: Readonly<Record<string, number>>, otherwise = 1000) => ({ QuotaCode }: { QuotaCode: string }) => ({ Quota: { Value: values[QuotaCode] ?? otherwise } });

test('what the stacks take is counted in their templates', async () => {
  const { verdict, findings } = await look(quotasCheck, { planned, answers: { GetServiceQuota: quota({}) as never } });
  expect(verdict).toBe('ok');
  expect(findings.map(({ evidence }) => evidence)).toEqual([
    'VPCs, with the default one: 2 of 1000', 'elastic addresses: 2 of 1000', 'NAT gateways in one zone: 1 of 1000', 'interface endpoints in the VPC: 1 of 1000',
    'gateway endpoints: 1 of 1000', 'Lambda executions at once: 206 of 1000', 'customer keys: 2 of 1000',
  ]);
});

test('load balancers are counted where an environment has fixed addresses, and asked for nowhere else', async () => {
  const told = async (ingress: 'regional' | 'static') => {
    const { findings } = await look(quotasCheck, { config: { ingress }, planned: [...planned, balancing], answers: { GetServiceQuota: quota({}) as never } });
    return findings.map(({ evidence }) => evidence).filter(evidence => evidence.includes('balancer'));
  };
  expect(await told('static')).toEqual(['network load balancers: 1 of 1000', 'application load balancers: 1 of 1000']);
  expect(await told('regional')).toEqual([]);
});

test('a new account with ten executions is told before anything is deployed, with the call that asks for more', async () => {
  const { verdict, findings } = await look(quotasCheck, { planned, answers: { GetServiceQuota: quota({ 'L-B99A9384': 10 }) as never } });
  expect(verdict).toBe('wrong');
  expect(findings.filter(finding => finding.verdict === 'wrong')).toEqual([{
    verdict: 'wrong', evidence: 'Lambda executions at once: the stacks take 206, the account has 10',
    remedy: expect.stringContaining('request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 206 --region me-central-1'),
  }]);
});

test('where the account never had a value of its own, AWS\'s default counts', async () => {
  const { text } = await look(quotasCheck, { planned, answers: { GetServiceQuota: awsError('NoSuchResourceException'), GetAWSDefaultServiceQuota: { Quota: { Value: 1 } } } });
  expect(text).toContain('elastic addresses: the stacks take 2, the account has 1');
});

test('one quota that may not be read keeps no other from being told', async () => {
  const answer = ({ QuotaCode }: { QuotaCode: string }) => {
    if (QuotaCode === 'L-C2F1777E') throw awsError('AccessDenied');
    return { Quota: { Value: 5000 } };
  };
  const { findings } = await look(quotasCheck, { planned, answers: { GetServiceQuota: answer as never } });
  expect(findings.map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'unknown']);
  expect(findings[6]!.evidence).toContain('customer keys: ');
});

test('without an assembly nothing can be counted, and it says what makes one', async () => {
  await expect(look(quotasCheck)).rejects.toThrow('\'/nonexistent\' is no cloud assembly; run npx cdk synth --quiet first');
});
