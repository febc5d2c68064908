// control policies as the management account has them.
import { awsError } from '../doctor/support/fake-world';
import { forget, look, proof, standing } from './support/account';
import { isObject, type Json, type JsonObject } from '../../lib/audit/assembly/shape';
import { Resolver } from '../../lib/audit/resolve/resolver';
import { buildWorld } from '../../lib/audit/world/build';
import { CallFailed } from '../../lib/doctor/read-only';
import { deployed } from '../../lib/verify/expected';
import { organizationPart, type OrganizationAws } from '../../lib/verify/organization';

afterAll(forget);

interface Policy {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  content: JsonObject;
  targets: string[];
}

const rootId = 'r-ab12';

/** The policies of the Organization stack as they stand after its deployment. */
const standingPolicies = (): Policy[] => {
  const world = buildWorld({ ...proof.loaded, stacks: proof.loaded.stacks.map(stack => (stack.name === 'Organization' ? { ...stack, parameters: { OrganizationRootId: rootId } } : stack)) });
  const resolver = new Resolver(world);
  const stack = world.stacks.find(({ name }) => name === 'Organization')!;
  const say = (node: Json | undefined): Json => deployed(resolver, stack, node ?? [], ({ logicalId }) => `id-${logicalId}`);
  return [...stack.resources.values()].filter(({ type }) => type === 'AWS::Organizations::Policy').map(({ logicalId, properties }) => ({
    id: `id-${logicalId}`, name: logicalId, type: String(properties.Type as string), content: say(properties.Content) as JsonObject, targets: say(properties.TargetIds) as string[],
  }));
};

const resources = () => [...proof.loaded.stacks.find(({ name }) => name === 'Organization')!.resources.keys()].map(id => ({ LogicalResourceId: id, PhysicalResourceId: `id-${id}` }));

const speaking = (policies: readonly Policy[], failing?: string): OrganizationAws => {
  const send = (command: { constructor: { name: string }; input: Record<string, string> }) => {
    const name = command.constructor.name.replace('Command', '');
    const { Filter, PolicyId } = command.input;
    if (name === failing) return Promise.reject(new CallFailed(`organizations:${name}`, awsError('AccessDeniedException')));
    switch (name) {
      case 'ListPolicies': return Promise.resolve({ Policies: [{ Id: 'p-FullAWSAccess', Name: 'FullAWSAccess', AwsManaged: true }, ...policies.filter(({ type }) => type === Filter).map(policy => ({ Id: policy.id, Name: policy.name }))] });
      case 'DescribePolicy': return Promise.resolve({ Policy: { Content: JSON.stringify(policies.find(({ id }) => id === PolicyId)?.content) } });
      case 'ListTargetsForPolicy': return Promise.resolve({ Targets: policies.find(({ id }) => id === PolicyId)?.targets.map(TargetId => ({ TargetId })) });
      case 'DescribeStacks': return Promise.resolve({ Stacks: [{ Parameters: [{ ParameterKey: 'OrganizationRootId', ParameterValue: rootId }] }] });
      default: return Promise.resolve({ StackResourceSummaries: resources() });
    }
  };
  return { organizations: { send }, cloudformation: { send } };
};

const control = ({ type }: Policy): boolean => type === 'SERVICE_CONTROL_POLICY' || type === 'RESOURCE_CONTROL_POLICY';

test('policies as they were synthesized are equal, every one of both kinds', async () => {
  const policies = standingPolicies();
  const part = await organizationPart(speaking(policies), proof.loaded);
  expect(part).toEqual({ drafts: [], unread: [], compared: policies.filter(control).length });
  expect(part.compared).toBeGreaterThan(6);
  expect(look(standing(), part)).toMatchObject({ exitCode: 0, controlPolicies: part.compared });
});

test.each<[string, (policies: Policy[]) => void, string, RegExp]>([
  ['lost a denial', ([first]) => { (first!.content.Statement as Json[]).pop(); }, 'loosens', /synthesized, not live: Deny/],
  ['allows more than it did', ([first]) => { first!.content = { ...first!.content, Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }; }, 'loosens', /live, not synthesized: Allow \* on \*/],
  ['exempts somebody', ([first]) => {
    const [statement, ...rest] = first!.content.Statement as JsonObject[];
    first!.content = { ...first!.content, Statement: [{ ...statement, Condition: { ...isObject(statement!.Condition) && statement!.Condition, ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/eve' } } }, ...rest] };
  }, 'loosens', /arn:aws:iam::222222222222:role\/eve/],
  ['is not attached any more', ([first]) => { first!.targets = []; }, 'loosens', /^not attached to /],
  ['is attached to more', ([first]) => { first!.targets.push('ou-ab12-elsewhere'); }, 'differs', /^attached to ou-ab12-elsewhere/],
  ['was deleted', policies => { policies.shift(); }, 'loosens', /not in the organization/],
  ['was made by hand', policies => { policies.push({ id: 'p-hand', name: 'by-hand', type: 'SERVICE_CONTROL_POLICY', content: { Statement: [] }, targets: [] }); }, 'differs', /'by-hand' is of no template/],
])('a policy that %s is found', async (_, change, rank, says) => {
  const policies = standingPolicies().filter(control);
  change(policies);
  const { drafts } = await organizationPart(speaking(policies), proof.loaded);
  expect(drafts.map(({ drift }) => drift)).toEqual([expect.objectContaining({ rank })]);
  expect(drafts[0]!.drift.says.join('\n')).toMatch(says);
});

test('without the management account they are undecided, and without them they are left out', async () => {
  const part = await organizationPart(undefined, proof.loaded);
  expect(part).toMatchObject({ drafts: [], unread: [{ what: 'control policies of the organization', remedy: expect.stringContaining('--organization-profile') }] });
  expect(look(standing(), part).exitCode).toBe(2);
});

test('one that may not be read is undecided', async () => {
  const part = await organizationPart(speaking(standingPolicies(), 'DescribePolicy'), proof.loaded);
  expect(part).toMatchObject({ drafts: [], unread: [{ reason: 'organizations:DescribePolicy is denied (AccessDeniedException)' }] });
});
