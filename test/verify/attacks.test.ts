// changes by hand, each to a resource of its own: what the audit finds through each of them, and what merely differs.
import { account, forget, look, region, sibling, standing, type Fake, type WritableLive } from './support/account';
import { isObject, type Json, type JsonObject } from '../../lib/audit/assembly/shape';
import type { Verification } from '../../lib/verify/conclude';
import type { Drift, Rank } from '../../lib/verify/types';

afterAll(forget);

const foreign = `arn:aws:iam::${sibling}:role/bulkhead-ci`;
const letIn = (Action: string, Resource = '*'): JsonObject => ({ Effect: 'Allow', Principal: { AWS: foreign }, Action, Resource });

/** The resource of a type whose logical id begins so. */
const of = ({ live, resources }: Fake, type: string, logical: RegExp): WritableLive => {
  const ids = resources.filter(each => each.type === type && logical.test(each.logicalId)).map(({ physicalId }) => physicalId);
  const found = live.find(each => each.type === type && ids.some(id => id === each.id || id.endsWith(`/${each.id}`)));
  if (!found) throw new Error(`no ${type} ${String(logical)}`);
  return found;
};

const statementsIn = (policy: Json | undefined): Json[] => (isObject(policy) && Array.isArray(policy.Statement) ? policy.Statement : []);

const addStatement = (live: WritableLive, property: string, statement: JsonObject): void => {
  live.properties[property] = { Version: '2012-10-17', Statement: [...statementsIn(live.properties[property]), statement] };
};

const addEntry = (live: WritableLive, property: string, entry: Json): void => {
  const before = live.properties[property];
  live.properties[property] = [...Array.isArray(before) ? before : [], entry];
};

const make = ({ live }: Fake, type: string, id: string, properties: JsonObject = {}, attributes = {}): void => { live.push({ type, id, properties, attributes }); };

const trusts = (principal: string): JsonObject => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }] });
const reads = (resource: string): JsonObject => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: resource }] });

interface Attack {
  readonly what: string;
  readonly rank: Rank;
  /** Physical id, or the end of it. */
  readonly on: (fake: Fake) => string;
  readonly property?: string;
  readonly change: (fake: Fake) => void;
}

const inTemplate = (what: string, rank: Rank, type: string, logical: RegExp, property: string, change: (live: WritableLive) => void): Attack =>
  ({ what, rank, property, on: fake => of(fake, type, logical).id, change: fake => change(of(fake, type, logical)) });

const beside = (what: string, rank: Rank, type: string, id: string, properties?: JsonObject): Attack =>
  ({ what, rank, on: () => id, change: fake => make(fake, type, id, properties) });

const attacks: readonly Attack[] = [
  inTemplate('a queue that lets a role of a sibling receive', 'opens a path', 'AWS::SQS::Queue', /DispatchDeadLetters/, 'Policy', live => addStatement(live, 'Policy', letIn('sqs:ReceiveMessage'))),
  inTemplate('a topic that a sibling may subscribe to', 'opens a path', 'AWS::SNS::Topic', /AlarmTopic/, 'Policy', live => addStatement(live, 'Policy', letIn('sns:Subscribe'))),
  inTemplate('a bucket whose policy lets a sibling read', 'opens a path', 'AWS::S3::Bucket', /ReleasesBucket/, 'Policy', live => addStatement(live, 'Policy', letIn('s3:GetObject'))),
  inTemplate('a bucket whose access control list lets everybody in', 'opens a path', 'AWS::S3::Bucket', /Bodies/, 'AccessControlList',
    live => addEntry(live, 'AccessControlList', { Grantee: 'http://acs.amazonaws.com/groups/global/AllUsers', Permission: 'READ' })),
  inTemplate('a bucket without its public access block', 'loosens', 'AWS::S3::Bucket', /Bodies/, 'PublicAccessBlockConfiguration', live => { live.properties.PublicAccessBlockConfiguration = {}; }),
  inTemplate('a bucket whose owner no longer owns what others put there', 'loosens', 'AWS::S3::Bucket', /Bodies/, 'OwnershipControls',
    live => { live.properties.OwnershipControls = { Rules: [{ ObjectOwnership: 'ObjectWriter' }] }; }),
  inTemplate('a secret that lets a sibling read its value', 'opens a path', 'AWS::SecretsManager::Secret', /SelfSigningSecret/, 'ResourcePolicy',
    live => addStatement(live, 'ResourcePolicy', letIn('secretsmanager:GetSecretValue'))),
  inTemplate('a secret without its denials', 'loosens', 'AWS::SecretsManager::Secret', /SelfApiKey/, 'ResourcePolicy', live => { delete live.properties.ResourcePolicy; }),
  inTemplate('a secret that is copied to another region', 'loosens', 'AWS::SecretsManager::Secret', /UaeKycSigningSecret/, 'ReplicaRegions', live => addEntry(live, 'ReplicaRegions', { Region: 'eu-west-1' })),
  inTemplate('a key whose policy lets a sibling decrypt', 'opens a path', 'AWS::KMS::Key', /InboxKey/, 'KeyPolicy', live => addStatement(live, 'KeyPolicy', letIn('kms:Decrypt'))),
  inTemplate('a grant on a key to a role of a sibling', 'opens a path', 'AWS::KMS::Key', /^(?!.*Inbox).*Key/, 'Grants', live => addEntry(live, 'Grants', { GranteePrincipal: foreign, Operations: ['Decrypt'] })),
  inTemplate('a table whose policy lets a sibling read', 'opens a path', 'AWS::DynamoDB::Table', /Inbox/, 'ResourcePolicy',
    live => { live.properties.ResourcePolicy = { PolicyDocument: { Version: '2012-10-17', Statement: [letIn('dynamodb:GetItem')] } }; }),
  inTemplate('a table with a replica elsewhere', 'loosens', 'AWS::DynamoDB::Table', /Sessions/, 'Replicas', live => addEntry(live, 'Replicas', { Region: 'eu-west-1' })),
  inTemplate('a function that a sibling may call', 'opens a path', 'AWS::Lambda::Function', /ReplayFunction/, 'Permissions',
    live => addEntry(live, 'Permissions', { Principal: sibling, Action: 'lambda:InvokeFunction' })),
  inTemplate('a function with an open address', 'opens a path', 'AWS::Lambda::Function', /ReceiverFunction/, 'Urls', live => addEntry(live, 'Urls', { AuthType: 'NONE' })),
  inTemplate('a function that runs as another role', 'loosens', 'AWS::Lambda::Function', /DispatchSweeper/, 'Role', live => { live.properties.Role = `arn:aws:iam::${account}:role/other`; }),
  inTemplate('a bus that takes events of a sibling', 'opens a path', 'AWS::Events::EventBus', /Bus/, 'Policy', live => addStatement(live, 'Policy', letIn('events:PutEvents'))),
  inTemplate('a rule that sends to a sibling\'s queue', 'opens a path', 'AWS::Events::Rule', /./, 'Targets', live => addEntry(live, 'Targets', { Arn: `arn:aws:sqs:${region}:${sibling}:taken` })),
  inTemplate('a log group that is copied to a sibling', 'opens a path', 'AWS::Logs::LogGroup', /./, 'Subscriptions',
    live => addEntry(live, 'Subscriptions', { DestinationArn: `arn:aws:logs:${region}:${sibling}:destination:taken` })),
  inTemplate('a role that trusts a sibling', 'opens a path', 'AWS::IAM::Role', /ReceiverRole/, 'AssumeRolePolicyDocument',
    live => addStatement(live, 'AssumeRolePolicyDocument', { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${sibling}:root` }, Action: 'sts:AssumeRole' })),
  inTemplate('a role with one more inline policy', 'opens a path', 'AWS::IAM::Role', /SessionsRole|CreateRole/, 'Policies/more',
    live => addEntry(live, 'Policies', { PolicyName: 'more', PolicyDocument: reads(`arn:aws:secretsmanager:${region}:${sibling}:secret:*`) })),
  inTemplate('a role without its boundary', 'loosens', 'AWS::IAM::Role', /Operator/, 'PermissionsBoundary', live => { delete live.properties.PermissionsBoundary; }),
  inTemplate('a role with AWS\'s policy for administrators', 'loosens', 'AWS::IAM::Role', /Verifier/, 'ManagedPolicyArns', live => addEntry(live, 'ManagedPolicyArns', 'arn:aws:iam::aws:policy/AdministratorAccess')),
  inTemplate('an endpoint for anybody', 'loosens', 'AWS::EC2::VPCEndpoint', /SecretsManager/, 'PolicyDocument',
    live => { live.properties.PolicyDocument = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] }; }),
  inTemplate('a security group that is open to the world', 'loosens', 'AWS::EC2::SecurityGroup', /Endpoints/, 'SecurityGroupIngress',
    live => addEntry(live, 'SecurityGroupIngress', { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' })),
  inTemplate('a route into a peering', 'opens a path', 'AWS::EC2::RouteTable', /PublicSubnet1/, 'Routes',
    live => addEntry(live, 'Routes', { DestinationCidrBlock: '10.30.0.0/20', VpcPeeringConnectionId: 'pcx-0123456789abcdef0' })),
  inTemplate('an API that shows its own address', 'loosens', 'AWS::ApiGateway::RestApi', /./, 'DisableExecuteApiEndpoint', live => { live.properties.DisableExecuteApiEndpoint = false; }),
  beside('a role of nobody\'s that a sibling may become', 'opens a path', 'AWS::IAM::Role', 'helper', { AssumeRolePolicyDocument: trusts(foreign) }),
  beside('a user', 'loosens', 'AWS::IAM::User', 'eve', { Policies: [] }),
  beside('a peering with a sibling', 'opens a path', 'AWS::EC2::VPCPeeringConnection', 'pcx-0fedcba9876543210', { VpcId: 'vpc-1', PeerVpcId: 'vpc-2', PeerOwnerId: sibling }),
  beside('a share with a sibling', 'opens a path', 'AWS::RAM::ResourceShare', `arn:aws:ram:${region}:${account}:resource-share/1`, { Name: 'share', Principals: [sibling], ResourceArns: [] }),
  beside('a snapshot for everybody', 'opens a path', 'AWS::EC2::Snapshot', 'snap-0123456789abcdef0',
    { Policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: ['*'] }, Action: 'ec2:CreateVolume', Resource: '*' }] } }),
  beside('a secret of nobody\'s, without a key of the environment', 'loosens', 'AWS::SecretsManager::Secret', `arn:aws:secretsmanager:${region}:${account}:secret:found-abcdef`),
  beside('an image of nobody\'s', 'differs', 'AWS::EC2::Image', 'ami-0123456789abcdef0'),
  beside('a log policy for a sibling', 'opens a path', 'AWS::Logs::ResourcePolicy', 'written-by-hand', { PolicyDocument: { Version: '2012-10-17', Statement: [letIn('logs:PutLogEvents')] } }),
];

test('a role that others answer for is told once it lets a sibling in', () => {
  const fake = standing();
  fake.live.push({ type: 'AWS::IAM::Role', id: 'OrganizationAccountAccessRole', owner: 'the organization: its way in', properties: { AssumeRolePolicyDocument: trusts(foreign) } });
  expect(look(fake).drifts).toEqual([expect.objectContaining({ rank: 'opens a path', id: 'OrganizationAccountAccessRole', property: 'AssumeRolePolicyDocument' })]);
});

let seen: Verification;
const places = new Map<Attack, string>();

beforeAll(() => {
  const fake = standing();
  for (const attack of attacks) {
    attack.change(fake);
    places.set(attack, attack.on(fake));
  }
  seen = look(fake);
}, 300_000);

const driftOf = (attack: Attack): Drift | undefined =>
  seen.drifts.find(({ id, property }) => id === places.get(attack) && property === attack.property);

test.each(attacks)('$what: $rank', attack => {
  expect(driftOf(attack)).toMatchObject({ rank: attack.rank, remedy: expect.stringContaining('CloudTrail') });
});

test('all of them are found, nothing else is, and the worst stand first', () => {
  const known = new Set(attacks.map(attack => driftOf(attack)));
  expect(seen.drifts.filter(drift => !known.has(drift))).toEqual([]);
  expect(seen.drifts).toHaveLength(attacks.length);
  const order: readonly Rank[] = ['opens a path', 'loosens', 'differs'];
  const ranks = seen.drifts.map(({ rank }) => order.indexOf(rank));
  expect(ranks).toEqual([...ranks].sort());
  expect(seen.exitCode).toBe(1);
});

test('what opens a path carries the chain of the audit, from one environment to the other', () => {
  const [queue] = attacks;
  const [path] = driftOf(queue!)?.paths ?? [];
  expect(path).toMatchObject({ verdict: 'VIOLATED', finding: expect.stringMatching(/^\w+\.[\w-]+-[0-9a-f]{12}/) });
  expect(path?.chain.join('\n')).toContain('[Staging] Staging-Webhook/');
});
