// each service's answers, as templates would say them.
import { awsError } from '../doctor/support/fake-world';
import { CallFailed } from '../../lib/doctor/read-only';
import { compareAspect } from '../../lib/verify/compare';
import { kinds, readers } from '../../lib/verify/kinds';
import type { Aws, Live } from '../../lib/verify/types';

const where = { account: '111111111111', region: 'me-central-1' };

type Answers = Readonly<Record<string, object | ((input: Record<string, string>) => object)>>;

/** An AWS that answers commands by their names, and everything else with nothing. */
const answering = (answers: Answers): Aws => new Proxy({}, {
  get: (_, service: string) => ({
    send: (command: { constructor: { name: string }; input: Record<string, string> }) => {
      const name = command.constructor.name.replace('Command', '');
      const answer = answers[name] ?? {};
      const given = typeof answer === 'function' ? (answer as (input: Record<string, string>) => object)(command.input) : answer;
      return given instanceof Error ? Promise.reject(new CallFailed(`${service}:${name}`, given)) : Promise.resolve(given);
    },
  }),
}) as Aws;

const read = async (type: string, answers: Answers): Promise<readonly Live[]> => {
  const reader = readers.find(({ kinds: own }) => own.some(kind => kind.type === type))!;
  return (await reader.read(answering(answers), where)).filter(live => live.type === type);
};

/** What differs between a resource and a template that says nothing of it. */
const differences = (live: Live) => Object.entries(kinds.get(live.type)!.aspects).flatMap(([property, aspect]) =>
  compareAspect({ property, aspect, live, said: [], names: new Map(), where })).map(({ property }) => property);

const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] };

test('roles come with their percent-encoded policies, page after page', async () => {
  const role = (RoleName: string, Path = '/') => ({ RoleName, Path, Arn: `arn:aws:iam::111111111111:role${Path}${RoleName}`, RoleId: `AROA${RoleName}`, AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(document)) });
  const roles = await read('AWS::IAM::Role', {
    GetAccountAuthorizationDetails: ({ Marker }) => (Marker === undefined
      ? { RoleDetailList: [{ ...role('one'), RolePolicyList: [{ PolicyName: 'p', PolicyDocument: encodeURIComponent(JSON.stringify(document)) }], AttachedManagedPolicies: [{ PolicyArn: 'arn:x' }] }], IsTruncated: true, Marker: 'next' }
      : { RoleDetailList: [role('AWSServiceRoleForSupport', '/aws-service-role/support.amazonaws.com/'), role('OrganizationAccountAccessRole'), role('AWSReservedSSO_Admin', '/aws-reserved/sso.amazonaws.com/')] }),
  });
  expect(roles.map(({ id, owner }) => [id, owner])).toEqual([
    ['one', undefined], ['AWSServiceRoleForSupport', expect.stringContaining('AWS')], ['OrganizationAccountAccessRole', expect.stringContaining('organization')],
    ['AWSReservedSSO_Admin', expect.stringContaining('Identity Center')],
  ]);
  expect(roles[0]!.properties).toEqual({ AssumeRolePolicyDocument: document, Policies: [{ PolicyName: 'p', PolicyDocument: document }], ManagedPolicyArns: ['arn:x'] });
});

test('grants that services make for their own resources are none of ours; those to roles are', async () => {
  const [key] = await read('AWS::KMS::Key', {
    ListKeys: { Keys: [{ KeyId: 'k' }] }, DescribeKey: { KeyMetadata: { KeyId: 'k', Arn: 'arn:k', KeyManager: 'CUSTOMER', KeyState: 'Enabled' } },
    GetKeyPolicy: { Policy: JSON.stringify(document) },
    ListGrants: {
      Grants: [
        { GranteePrincipal: 'dynamodb.me-central-1.amazonaws.com', IssuingAccount: 'arn:aws:iam::111111111111:root', Operations: ['Decrypt'] },
        { GranteePrincipal: 'dynamodb.me-central-1.amazonaws.com', IssuingAccount: 'arn:aws:iam::222222222222:root', Operations: ['Decrypt'] },
        { GranteePrincipal: 'arn:aws:iam::222222222222:role/r', IssuingAccount: 'arn:aws:iam::111111111111:root', Operations: ['Encrypt', 'Decrypt'] },
      ],
    },
  });
  expect(key!.properties.Grants).toEqual([
    { GranteePrincipal: 'dynamodb.me-central-1.amazonaws.com', Operations: ['Decrypt'] }, { GranteePrincipal: 'arn:aws:iam::222222222222:role/r', Operations: ['Decrypt', 'Encrypt'] },
  ]);
  const { admits } = kinds.get('AWS::KMS::Key')!.aspects.Grants!;
  expect(admits!({ GranteePrincipal: 'arn:r', Operations: ['Decrypt'], Constraints: { EncryptionContextSubset: { a: 'b' } } })).toEqual({
    into: 'KeyPolicy', statement: { Effect: 'Allow', Principal: { AWS: 'arn:r' }, Action: ['kms:Decrypt'], Resource: '*', Condition: { StringEquals: { 'kms:EncryptionContext:a': 'b' } } },
  });
});

test('a key of AWS\'s own is AWS\'s, and a key that is about to go is a difference', async () => {
  const key = async (metadata: object) => (await read('AWS::KMS::Key', { ListKeys: { Keys: [{ KeyId: 'k' }] }, DescribeKey: { KeyMetadata: { KeyId: 'k', ...metadata } }, GetKeyPolicy: { Policy: '{}' } }))[0]!;
  expect((await key({ KeyManager: 'AWS' })).owner).toContain('AWS');
  expect(differences(await key({ KeyManager: 'CUSTOMER', KeyState: 'PendingDeletion' }))).toContain('Enabled');
});

test('a bucket of which S3 knows nothing special has no policy and blocks nothing', async () => {
  const none = (name: string) => awsError(name);
  const [bucket] = await read('AWS::S3::Bucket', {
    ListBuckets: { Buckets: [{ Name: 'b' }] }, GetBucketPolicy: none('NoSuchBucketPolicy'), GetPublicAccessBlock: none('NoSuchPublicAccessBlockConfiguration'),
    GetBucketOwnershipControls: none('OwnershipControlsNotFoundError'), GetBucketEncryption: none('ServerSideEncryptionConfigurationNotFoundError'),
    GetBucketReplication: none('ReplicationConfigurationNotFoundError'), GetBucketAcl: { Owner: { ID: 'o' }, Grants: [{ Grantee: { ID: 'o' }, Permission: 'FULL_CONTROL' }] },
  });
  expect(bucket!.unread).toBeUndefined();
  // S3 blocks public access of every new bucket by itself.
  expect(differences(bucket!)).toEqual(['PublicAccessBlockConfiguration']);
});

test('a bucket that may not be read is unknown where it may not, and nowhere else', async () => {
  const [bucket] = await read('AWS::S3::Bucket', { ListBuckets: { Buckets: [{ Name: 'b' }] }, GetBucketPolicy: awsError('AccessDenied'), GetBucketAcl: { Owner: { ID: 'o' }, Grants: [] } });
  expect(Object.keys(bucket!.unread ?? {})).toEqual(['Policy']);
});

test('who is in an access control list beside the owner is told', async () => {
  const [bucket] = await read('AWS::S3::Bucket', { ListBuckets: { Buckets: [{ Name: 'b' }] }, GetBucketAcl: { Owner: { ID: 'o' }, Grants: [{ Grantee: { ID: 'foreign' }, Permission: 'READ' }] } });
  expect(bucket!.properties.AccessControlList).toEqual([{ Grantee: 'foreign', Permission: 'READ' }]);
});

test('a topic\'s own default is nothing that anybody said', async () => {
  const of = (SourceOwner: string) => ({
    ListTopics: { Topics: [{ TopicArn: 'arn:aws:sns:me-central-1:111111111111:t' }] },
    GetTopicAttributes: { Attributes: { Policy: JSON.stringify({ Statement: [{ Sid: '__default_statement_ID', Effect: 'Allow', Principal: { AWS: '*' }, Action: 'SNS:Publish', Condition: { StringEquals: { 'AWS:SourceOwner': SourceOwner } } }] }) } },
  });
  expect(differences((await read('AWS::SNS::Topic', of('111111111111')))[0]!)).toEqual([]);
  expect(differences((await read('AWS::SNS::Topic', of('222222222222')))[0]!)).toEqual(['Policy']);
});

test('a function\'s policy reads as the permissions that make it, and keeps what no permission says', async () => {
  const [live] = await read('AWS::Lambda::Function', {
    ListFunctions: { Functions: [{ FunctionName: 'f', FunctionArn: 'arn:f', Role: 'arn:r' }] },
    GetPolicy: {
      Policy: JSON.stringify({
        Statement: [
          { Sid: 'x', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'lambda:InvokeFunction', Condition: { ArnLike: { 'AWS:SourceArn': 'arn:rule' }, StringEquals: { 'AWS:SourceAccount': '111111111111' } } },
          { Sid: 'y', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::222222222222:root' }, Action: 'lambda:InvokeFunction', Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
        ],
      }),
    },
  });
  expect(live!.properties.Permissions).toEqual([
    { Principal: 'events.amazonaws.com', Action: 'lambda:InvokeFunction', SourceArn: 'arn:rule', SourceAccount: '111111111111' },
    { 'Principal': 'arn:aws:iam::222222222222:root', 'Action': 'lambda:InvokeFunction', 'IpAddress aws:SourceIp': '203.0.113.0/24' },
  ]);
});

test('an API\'s policy is unescaped, and its own ARN stands for execute-api', async () => {
  const [api] = await read('AWS::ApiGateway::RestApi', {
    GetRestApis: { items: [{ id: 'abc123', policy: '{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":\\"*\\",\\"Action\\":\\"execute-api:Invoke\\",\\"Resource\\":\\"arn:aws:execute-api:me-central-1:111111111111:abc123\\/*\\"}]}' }] },
  });
  expect(api!.properties.Policy).toMatchObject({ Statement: [{ Resource: 'execute-api:/*' }] });
});

test('every peer of a security group is a rule of its own, and local routes are nobody\'s', async () => {
  const [group] = await read('AWS::EC2::SecurityGroup', {
    DescribeSecurityGroups: {
      SecurityGroups: [{
        GroupId: 'sg-1', VpcId: 'vpc-1',
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }], UserIdGroupPairs: [{ GroupId: 'sg-2', UserId: '111111111111' }], PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
      }],
    },
  });
  expect(group!.properties.SecurityGroupIngress).toEqual([
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/8' }, { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: 'sg-2' },
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourcePrefixListId: 'pl-1' },
  ]);
  const [table] = await read('AWS::EC2::RouteTable', {
    DescribeRouteTables: {
      RouteTables: [{
        RouteTableId: 'rtb-1', VpcId: 'vpc-1', Routes: [
          { DestinationCidrBlock: '10.0.0.0/20', GatewayId: 'local', Origin: 'CreateRouteTable' }, { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-1', Origin: 'CreateRoute' },
          { DestinationCidrBlock: '10.30.0.0/20', VpcPeeringConnectionId: 'pcx-1', Origin: 'CreateRoute' },
        ],
      }],
    },
  });
  expect(table!.properties.Routes).toEqual([{ DestinationCidrBlock: '10.30.0.0/20', VpcPeeringConnectionId: 'pcx-1' }]);
});

test('a public snapshot lets everybody in, and a shared one its account', async () => {
  const snapshots = await read('AWS::EC2::Snapshot', {
    DescribeSnapshots: { Snapshots: [{ SnapshotId: 'a' }, { SnapshotId: 'b' }, { SnapshotId: 'c' }] },
    DescribeSnapshotAttribute: ({ SnapshotId }) => ({ CreateVolumePermissions: SnapshotId === 'a' ? [{ Group: 'all' }] : SnapshotId === 'b' ? [{ UserId: '222222222222' }] : [] }),
  });
  expect(snapshots.map(({ properties }) => properties.Policy)).toEqual([
    expect.objectContaining({ Statement: [expect.objectContaining({ Principal: { AWS: ['*'] } })] }), expect.objectContaining({ Statement: [expect.objectContaining({ Principal: { AWS: ['222222222222'] } })] }), undefined,
  ]);
});

test('a zone of another account that answers inside a network is told with its owner', async () => {
  const zones = await read('AWS::Route53::HostedZone', {
    ListHostedZones: { HostedZones: [{ Id: '/hostedzone/Z1', Name: 'own.', Config: { PrivateZone: false } }] }, DescribeVpcs: { Vpcs: [{ VpcId: 'vpc-1' }] },
    ListHostedZonesByVPC: { HostedZoneSummaries: [{ HostedZoneId: 'Z2', Name: 'theirs.', Owner: { OwningAccount: '222222222222' } }, { HostedZoneId: 'Z1', Name: 'own.', Owner: { OwningAccount: '111111111111' } }] },
  });
  expect(zones.map(({ id, properties }) => [id, properties.Owner])).toEqual([['Z1', undefined], ['Z2', '222222222222']]);
});

test('a share names whom it is with, and one of another account its owner', async () => {
  const shares = await read('AWS::RAM::ResourceShare', {
    GetResourceShares: ({ resourceOwner }) => ({ resourceShares: [{ resourceShareArn: resourceOwner === 'SELF' ? 'arn:own' : 'arn:theirs', name: 'n', owningAccountId: '333333333333' }] }),
    ListPrincipals: ({ resourceOwner }) => ({ principals: resourceOwner === 'SELF' ? [{ id: '222222222222', resourceShareArn: 'arn:own' }] : [] }),
  });
  expect(shares.map(({ properties }) => properties.Principals)).toEqual([['222222222222'], ['333333333333']]);
});

test('a type that a region does not have has no resources there; a denied one is no answer', async () => {
  expect(await read('AWS::ApiGatewayV2::Api', { ListResources: awsError('TypeNotFoundException') })).toEqual([]);
  await expect(read('AWS::ApiGatewayV2::Api', { ListResources: awsError('AccessDeniedException') })).rejects.toThrow();
});

test('what a policy says that is no JSON is no policy, and nobody takes it for none', async () => {
  const [queue] = await read('AWS::SQS::Queue', { ListQueues: { QueueUrls: ['https://sqs/1/q'] }, GetQueueAttributes: { Attributes: { Policy: 'not json' } } });
  expect(Object.keys(queue!.unread ?? {})).toEqual(['Policy']);
});
