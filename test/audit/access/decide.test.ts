import { accounts } from '../support/assembly';
import { auditTemplates, control, document, managed, role, wayOf, type Templates } from './world';

const any = { Effect: 'Allow', Action: '*', Resource: '*' };
const trustOfStaging = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accounts.staging}:root` }, Action: 'sts:AssumeRole' };
const queuePolicy = (...statements: unknown[]) => ({
  Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
  QueuePolicy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: document(...statements) } },
});
const openToStaging = { Effect: 'Allow', Principal: { AWS: accounts.staging }, Action: 'sqs:*', Resource: '*' };

const [worker, queue, account] = ['staging-App/Worker', 'production-App/Queue', `account ${accounts.staging}: its root and principals that no template shows`];

const decisionOf = (templates: Templates, principal = worker, resource = queue): string => {
  const way = wayOf(auditTemplates(templates), principal, resource);
  return way ? way.refusal ?? way.decision : 'closed';
};

test('a resource without a policy of its own is closed to everybody outside, and counted', () => {
  const { access, accessWays, resources } = auditTemplates({ staging: { Worker: role([any]) }, production: { Queue: { Type: 'AWS::SQS::Queue' } } });
  expect(accessWays).toEqual([]);
  expect(resources).toContainEqual({ environment: 'production', name: queue, type: 'AWS::SQS::Queue', posture: 'no-policy', policies: 0 });
  const into = access.find(({ to }) => to === 'production')!;
  expect(into.counts['no-policy']).toBe(into.principals);
});

describe('a queue that is open to another account', () => {
  test.each<[string, unknown, string]>([
    ['is reached by a role whose own policy allows it', role([{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }]), 'allowed'],
    ['is not reached by a role without a word about it', role([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]), 'unreached'],
    ['is not reached by a role that names another queue', role([{ Effect: 'Allow', Action: 'sqs:*', Resource: `arn:aws:sqs:eu-central-1:${accounts.preproduction}:*` }]), 'unreached'],
    ['is not reached by a role that is denied it', role([any, { Effect: 'Deny', Action: 'sqs:*', Resource: '*' }]), 'explicit'],
    ['is reached past a denial whose condition is not known', role([any, { Effect: 'Deny', Action: 'sqs:*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }]), 'allowed'],
    ['is reached by a role with a policy of AWS that nobody vouches for', role([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess'] }), 'allowed'],
    ['is not reached by a role that only writes logs', role([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] }), 'unreached'],
    ['is reached by a role with a policy that is not in the input', role([], { ManagedPolicyArns: [`arn:aws:iam::${accounts.staging}:policy/elsewhere`] }), 'allowed'],
    ['is kept from a role whose boundary does not allow it', role([any], { PermissionsBoundary: { Ref: 'Boundary' } }), 'boundary'],
    ['is reached by a role whose boundary is not in the input', role([any], { PermissionsBoundary: `arn:aws:iam::${accounts.staging}:policy/elsewhere` }), 'allowed'],
  ])('%s', (_, of, expected) => {
    expect(decisionOf({ staging: { Worker: of, Boundary: managed({ Effect: 'Allow', Action: 's3:*', Resource: '*' }) }, production: queuePolicy(openToStaging) })).toBe(expected);
  });

  test('is reached by principals that no template shows', () => {
    expect(decisionOf({ staging: {}, production: queuePolicy(openToStaging) }, account)).toBe('allowed');
  });

  test('is denied to whom its own policy denies it for certain', () => {
    const denial = { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': accounts.production } } };
    expect(decisionOf({ staging: { Worker: role([any]) }, production: queuePolicy(openToStaging, denial) })).toBe('closed');
    expect(decisionOf({ staging: { Worker: role([any]) }, production: queuePolicy(openToStaging, { ...denial, Principal: { AWS: `arn:aws:iam::${accounts.staging}:root` } }) })).toBe('explicit');
  });

  test('shows the chain with every place, its property path and its line', () => {
    const { chain } = wayOf(auditTemplates({ staging: { Worker: role([any]) }, production: queuePolicy(openToStaging) }), worker, queue)!;
    expect(chain.map(({ logicalId, propertyPath }) => `${logicalId} ${propertyPath ?? ''}`)).toEqual([
      'Worker ', 'Worker Properties.Policies.0.PolicyDocument.Statement.0', 'QueuePolicy Properties.PolicyDocument.Statement.0', 'Queue ',
    ]);
    expect(chain.every(({ line, file }) => line !== undefined && file.endsWith('.json'))).toBe(true);
  });
});

describe('a role that another account may take', () => {
  const production = { Admin: role([{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }], {}, [trustOfStaging]), Table: { Type: 'AWS::DynamoDB::Table' }, Secret: { Type: 'AWS::SecretsManager::Secret' } };
  const staging = { Worker: role([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }]) };

  test('opens what it reaches in its own account, and nothing else', () => {
    const templates = { staging, production };
    expect(decisionOf(templates, worker, 'production-App/Admin')).toBe('allowed');
    expect(decisionOf(templates, worker, 'production-App/Table')).toBe('allowed');
    expect(decisionOf(templates, worker, 'production-App/Secret')).toBe('closed');
  });

  test('is reached through roles that lead to it', () => {
    const first = { First: role([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: { 'Fn::GetAtt': ['Worker', 'Arn'] } }]), Worker: role([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }], {}, [{ Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': ['First', 'Arn'] } }, Action: 'sts:AssumeRole' }]) };
    const way = wayOf(auditTemplates({ staging: first, production }), 'staging-App/First', 'production-App/Table');
    expect(way?.decision).toBe('allowed');
    expect(way?.chain.map(({ logicalId }) => logicalId)).toEqual(['First', 'First', 'Worker', 'Worker', 'Worker', 'Admin', 'Admin', 'Admin', 'Table']);
  });

  test('is not reached by a role that cannot take the role in between', () => {
    const first = { First: role([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]), ...staging };
    expect(decisionOf({ staging: first, production }, 'staging-App/First', 'production-App/Table')).toBe('closed');
  });

  test('leads on to a third environment', () => {
    const templates = {
      staging,
      preproduction: { Bridge: role([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }], {}, [trustOfStaging]) },
      production: { ...production, Admin: role([any], {}, [{ ...trustOfStaging, Principal: { AWS: accounts.preproduction } }]) },
    };
    expect(decisionOf(templates, worker, 'production-App/Secret')).toBe('allowed');
  });
});

describe('policies of the organization in the input', () => {
  const templates = (...controls: unknown[]): Templates => ({
    staging: { Worker: role([any]) }, production: queuePolicy(openToStaging),
    organization: Object.fromEntries(controls.map((each, index) => [`Policy${index}`, each])),
  });
  const ownResources = { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:ResourceAccount': accounts.staging } } };
  const ownPrincipals = { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': accounts.production }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } };
  const unit = { Type: 'AWS::Organizations::OrganizationalUnit', Properties: { Name: 'staging', ParentId: 'r-ab12' } };

  test.each<[string, unknown[], string]>([
    ['one for the principal\'s account', [control('SERVICE_CONTROL_POLICY', [accounts.staging], ownResources)], 'organization'],
    ['one for the resource\'s account', [control('RESOURCE_CONTROL_POLICY', [accounts.production], ownPrincipals)], 'organization'],
    ['one for the root', [control('RESOURCE_CONTROL_POLICY', ['r-ab12'], ownPrincipals)], 'organization'],
    ['one for another account', [control('SERVICE_CONTROL_POLICY', [accounts.production], ownResources)], 'allowed'],
    ['one for a unit, whose accounts nobody tells', [unit, control('SERVICE_CONTROL_POLICY', [{ 'Fn::GetAtt': ['Policy0', 'Id'] }], ownResources)], 'allowed'],
    ['one that exempts whoever may be the caller', [control('SERVICE_CONTROL_POLICY', [accounts.staging], { ...ownResources, Condition: { ...ownResources.Condition, ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*Worker*' } } })], 'allowed'],
    ['one for one action of many', [control('SERVICE_CONTROL_POLICY', [accounts.staging], { ...ownResources, Action: 'sqs:SendMessage' })], 'allowed'],
    ['one for everything but the service', [control('SERVICE_CONTROL_POLICY', [accounts.staging], { ...ownResources, Action: undefined, NotAction: ['sqs:*'] })], 'allowed'],
    ['one for every resource but that account\'s', [control('SERVICE_CONTROL_POLICY', [accounts.staging], { ...ownResources, Resource: undefined, NotResource: `arn:aws:sqs:*:${accounts.production}:*` })], 'allowed'],
    ['one with a condition that is not known', [control('SERVICE_CONTROL_POLICY', [accounts.staging], { ...ownResources, Condition: { ...ownResources.Condition, BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })], 'allowed'],
    ['one by the organization\'s id, which no template tells', [control('RESOURCE_CONTROL_POLICY', [accounts.production], { ...ownPrincipals, Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } })], 'allowed'],
    ['one that a condition may leave out', [{ ...control('SERVICE_CONTROL_POLICY', [accounts.staging], ownResources), Condition: 'Sometimes' }], 'allowed'],
    ['one whose target a condition decides', [control('SERVICE_CONTROL_POLICY', [{ 'Fn::If': ['Sometimes', accounts.staging, accounts.preproduction] }], ownResources)], 'allowed'],
    ['one that is attached to the account it stands in', [control('SERVICE_CONTROL_POLICY', ['999999999999'], { ...ownResources, Condition: undefined })], 'allowed'],
    ['one of another kind', [{ ...control('SERVICE_CONTROL_POLICY', [accounts.staging], ownResources), Properties: { ...control('SERVICE_CONTROL_POLICY', [accounts.staging], ownResources).Properties, Type: 'TAG_POLICY' } }], 'allowed'],
    ['one that allows and denies nothing', [control('SERVICE_CONTROL_POLICY', [accounts.staging], { Effect: 'Allow', Action: 's3:*', Resource: '*' })], 'allowed'],
  ])('%s', (_, controls, expected) => {
    expect(decisionOf(templates(...controls))).toBe(expected);
  });

  test('stop nothing that the verdict counts: the finding says what would stop it, and stays', () => {
    const { findings, verdict, controlPolicies, access } = auditTemplates(templates(control('RESOURCE_CONTROL_POLICY', [accounts.production], ownPrincipals)));
    const [finding] = findings.filter(({ invariant }) => invariant === 'identities.resource-policy');
    expect(finding).toMatchObject({ status: 'open', verdict: 'VIOLATED', stoppedBy: ['guard'] });
    expect(verdict).toBe('VIOLATED');
    expect(controlPolicies).toMatchObject([{ kind: 'RCP', environments: ['production'], denials: 1, open: [] }]);
    expect(access.find(({ to }) => to === 'production')).toMatchObject({ allowed: true, counts: { allowed: 0, organization: 2 } });
  });

  test('are not said to stop what they stop in part', () => {
    const { findings } = auditTemplates({ ...templates(control('SERVICE_CONTROL_POLICY', [accounts.staging], ownResources)), production: queuePolicy({ ...openToStaging, Principal: '*' }) });
    expect(findings.find(({ invariant }) => invariant === 'identities.resource-policy')?.stoppedBy).toBeUndefined();
  });

  test('with a target that nobody tells are named on the report', () => {
    expect(auditTemplates(templates(unit, control('SERVICE_CONTROL_POLICY', [{ 'Fn::GetAtt': ['Policy0', 'Id'] }], ownResources))).controlPolicies[0]?.open).toEqual(['organization-App/Policy0, whose accounts are not in the input']);
  });
});

test('the counts of a pair add up to its principals times its resources', () => {
  const { access } = auditTemplates({ staging: { Worker: role([any]) }, preproduction: queuePolicy({ ...openToStaging, Principal: '*' }), production: { ...queuePolicy(openToStaging), Admin: role([any], {}, [trustOfStaging]) } });
  for (const { counts, principals, resources } of access) expect(Object.values(counts).reduce((sum, number) => sum + number, 0)).toBe(principals * resources);
});
