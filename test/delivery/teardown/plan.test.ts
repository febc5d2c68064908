import { backend } from '../../../bin/backend';
import { planFor } from '../../../lib/delivery/command';
import { planOf, planText, type TeardownPlan } from '../../../lib/delivery/teardown';
import { deletionOrder, type PlannedStack } from '../../../lib/delivery/teardown/stacks';
import { fleet, flows } from '../../fixtures/fleet';
import { synthesize, type Synthesized } from '../../fixtures/synthesize';
import { readParts } from '../../relation/assembly';

let assembly: Synthesized;
let plans: readonly TeardownPlan[];
beforeAll(() => {
  assembly = synthesize(fleet, flows, { extend: backend });
  plans = planFor(fleet, assembly.outdir);
});
afterAll(() => assembly.remove());

const plan = (name: string) => plans.find(({ environment }) => environment === name)!;
const commands = (name: string, title: string) => plan(name).steps.find(step => step.title.startsWith(title))?.commands ?? [];

const stack = (name: string, needs: readonly string[] = [], rest: Partial<PlannedStack> = {}): PlannedStack =>
  ({ name, needs, account: '333333333333', region: 'me-central-1', terminationProtection: false, resources: {}, ...rest });

test('environments go in the reverse order of their promotion', () => {
  expect(plans.map(({ environment }) => environment)).toEqual(['production', 'pre-production', 'staging']);
  expect(plans.map(({ live }) => live)).toEqual([true, false, false]);
});

test.each(['staging', 'pre-production', 'production'])('no stack of %s goes before one that needs it', (name) => {
  const order = plan(name).stacks.map(({ name: own }) => own.split('-').at(-1));
  expect(order.length).toBeGreaterThanOrEqual(6);
  for (const [later, earlier] of [['Network', 'Secrets'], ['Secrets', 'Webhook'], ['Webhook', 'Operations'], ['Webhook', 'Backend']]) {
    expect(order.indexOf(earlier)).toBeLessThan(order.indexOf(later));
  }
  expect(commands(name, 'Delete the stacks').filter(line => line.includes('delete-stack ')).map(line => /--stack-name \S+-(\w+)/.exec(line)?.[1])).toEqual(order);
});

test.each(['staging', 'pre-production', 'production'])('every resource of %s either goes or remains', (name) => {
  const part = readParts(assembly.outdir).find(({ stage }) => stage.toLowerCase() === name.replaceAll('-', ''))!;
  const all = part.templates.reduce((sum, { Resources = {} }) => sum + Object.keys(Resources).length, 0);
  const goes = plan(name).stacks.reduce((sum, { deletes }) => sum + Object.values(deletes).reduce((a, b) => a + b, 0), 0);
  expect(goes + plan(name).remains.length).toBe(all);
});

test('what holds data, keys, secrets and addresses remains, and every item has the command that removes it', () => {
  const types = new Set(plan('production').remains.map(({ type }) => type));
  for (const type of ['AWS::DynamoDB::Table', 'AWS::EC2::EIP', 'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::Route53::HostedZone', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret']) {
    expect(types).toContain(type);
  }
  expect(commands('production', 'Remove what was kept').filter(line => !line.includes('protection'))).toHaveLength(plan('production').remains.length);
  expect(plan('production').remains.filter(({ remove }) => !remove.startsWith('aws '))).toEqual([]);
});

test.each(['staging', 'pre-production', 'production'])('every command on something of %s names its region, where a shell still reads it', (name) => {
  const asked = plan(name).steps.flatMap(step => step.commands).filter(line => /^aws (?!sts |organizations )/.test(line));
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter(line => !/^[^#]* --region me-central-1(?: |$)/.test(line))).toEqual([]);
});

test('a secret or key that its template deletes remains for a while all the same', () => {
  const resources = { Key: { Type: 'AWS::KMS::Key' }, Secret: { Type: 'AWS::SecretsManager::Secret', DeletionPolicy: 'Delete' }, Queue: { Type: 'AWS::SQS::Queue' } };
  const made = planOf(fleet.environments[2]!, [stack('Production-Own', [], { resources })])!;
  expect(made.remains.map(({ id, why }) => [id, why])).toEqual([['Key', 'deleted after a waiting period'], ['Secret', 'deleted after a waiting period']]);
  expect(made.stacks).toEqual([{ name: 'Production-Own', deletes: { 'AWS::SQS::Queue': 1 } }]);
  // what waits to be deleted is not charged; the key of the assets is.
  expect(made.costs.lines).toEqual([expect.objectContaining({ thing: 'customer-key', count: 1 })]);
});

test('what protects is named with what lifts it, also in a team\'s own stacks', () => {
  expect(plan('production').protections).toContainEqual(expect.objectContaining({ what: 'AWS::DynamoDB::Table DeletionProtectionEnabled', stops: 'the removal' }));
  expect(plan('production').protections).toContainEqual(expect.objectContaining({ what: 'AWS::Route53Resolver::FirewallRuleGroupAssociation MutationProtection', stops: 'the stack' }));
  const removal = commands('production', 'Remove what was kept');
  const table = removal.findIndex(line => line.startsWith('aws dynamodb delete-table'));
  expect(removal[table - 1]).toMatch(/^aws dynamodb update-table .* --no-deletion-protection-enabled/);
  expect(plan('staging').protections.filter(({ what }) => what.includes('Table'))).toEqual([]);
  const resources = {
    Database: { Type: 'AWS::RDS::DBInstance', Properties: { DeletionProtection: true } },
    Other: { Type: 'AWS::RDS::DBInstance', Properties: { DeletionProtection: false } },
  };
  const made = planOf(fleet.environments[2]!, [stack('Production-Own', [], { resources, terminationProtection: true })])!;
  expect(made.protections.map(({ id, what }) => [id, what])).toEqual([[undefined, 'termination protection'], ['Database', 'AWS::RDS::DBInstance DeletionProtection']]);
  expect(made.steps.findIndex(({ title }) => title.startsWith('Lift'))).toBeLessThan(made.steps.findIndex(({ title }) => title.startsWith('Delete the stacks')));
});

test('load balancers of fixed addresses are protected by an attribute, and the addresses remain', () => {
  const attributes = (value: string) => ({ Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: value }] } });
  const made = planOf(fleet.environments[2]!, [stack('Production-Webhook', [], { resources: {
    Balancer: attributes('true'), Other: attributes('false'), Address: { Type: 'AWS::EC2::EIP', DeletionPolicy: 'Retain' },
  } })])!;
  expect(made.protections).toEqual([expect.objectContaining({
    id: 'Balancer', what: 'AWS::ElasticLoadBalancingV2::LoadBalancer deletion_protection.enabled', stops: 'the stack', lift: expect.stringMatching(/^aws elbv2 modify-load-balancer-attributes /) as unknown,
  })]);
  expect(made.remains.map(({ id }) => id)).toEqual(['Address']);
});

test('what goes on costing is what remains, to the cent', () => {
  const { costs: { lines, monthly }, remains } = plan('production');
  const count = (thing: string) => lines.find(line => line.thing === thing)?.count;
  const kept = (type: string) => remains.filter(remainder => remainder.type === type && remainder.why === 'kept').length;
  expect(count('public-ipv4')).toBe(kept('AWS::EC2::EIP'));
  expect(count('customer-key')).toBe(kept('AWS::KMS::Key') + 1);
  expect(count('nat-gateway')).toBeUndefined();
  expect(monthly).toBeCloseTo(lines.reduce((sum, line) => sum + line.monthly, 0));
});

test('a gated environment is taken down by the account\'s administration, which its gate does not bind', () => {
  const by = (name: string, title: string) => plan(name).steps.find(step => step.title.startsWith(title))?.by;
  expect(by('production', 'Delete the stacks')).toBe('OrganizationAccountAccessRole in 333333333333');
  expect(by('staging', 'Delete the stacks')).toBe('a person of 111111111111');
  expect(by('production', 'Remove what was kept')).toBe('OrganizationAccountAccessRole in 333333333333');
  const own = planFor({ ...fleet, organization: { ...fleet.organization, administrationRole: 'team/Administrators' } }, assembly.outdir, 'production')[0]!;
  expect(new Set(own.steps.map(step => step.by).filter(who => who.endsWith(' in 333333333333')))).toEqual(new Set(['team/Administrators in 333333333333']));
});

test('names nothing of another environment', () => {
  for (const { environment, account, ...rest } of plans) {
    const others = fleet.environments.filter(({ name }) => name !== environment).flatMap(({ account: other, domain }) => [other as string, domain.zone]);
    const found = others.filter(word => new RegExp(`(?<![\\w.-])${word}`).test(JSON.stringify(rest)));
    expect([environment, account, found]).toEqual([environment, account, []]);
  }
});

test('is read as a plan that deletes nothing, with order, protections, remainders, costs and steps', () => {
  const text = planText(plan('production'));
  expect(text).toMatch(/^Teardown of production \(333333333333, me-central-1\): LIVE, with data of real people\nA plan: this command deletes nothing/);
  for (const title of ['What goes, stack by stack', 'What stands in the way', 'What remains', 'What goes on costing', '1. Stop the traffic']) expect(text).toContain(title);
  expect(text).not.toContain('undefined');
});

test('stacks that need one another are told, not looped over', () => {
  expect(() => deletionOrder([stack('A', ['B']), stack('B', ['A'])])).toThrow('the stacks A, B need one another');
});

test.each<[string, () => unknown, RegExp]>([
  ['an environment that is not there', () => planFor(fleet, assembly.outdir, 'nowhere'), /there is no environment 'nowhere'/],
  ['a folder that is no assembly', () => planFor(fleet, '/nowhere', 'staging'), /is no cloud assembly/],
])('%s is unusable input', (_, call, message) => {
  expect(call).toThrow(expect.objectContaining({ exitCode: 3, message: expect.stringMatching(message) }));
});
