// changes that would look like no difference at all: another spelling, another place, an answer that leaves something out.
import { CallFailed } from '../../lib/doctor/read-only';
import { progressOn } from '../../lib/doctor/progress';
import { isObject, type Json, type JsonObject } from '../../lib/audit/assembly/shape';
import { compareAspect } from '../../lib/verify/compare';
import { document, page } from '../../lib/verify/page';
import { kinds, readers } from '../../lib/verify/kinds';
import { pages } from '../../lib/verify/kinds/gather';
import { readAccount } from '../../lib/verify/account';
import { comparePolicies } from '../../lib/verify/policy/compare';
import { statementsOf } from '../../lib/verify/policy/statements';
import type { Aws, Live } from '../../lib/verify/types';
import { awsError } from '../doctor/support/fake-world';
import { account, environment, forget, look, region, sibling, standing, type Fake, type WritableLive } from './support/account';

afterAll(forget);

type Answers = Readonly<Record<string, object | ((input: Record<string, string>) => object)>>;

const where = { account, region };

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

const foreign = `arn:aws:iam::${sibling}:role/bulkhead-ci`;
const letIn = (Action: string, more: JsonObject = {}): JsonObject => ({ Effect: 'Allow', Principal: { AWS: foreign }, Action, Resource: '*', ...more });
const policy = (...Statement: Json[]): JsonObject => ({ Version: '2012-10-17', Statement });

/** The first resource of a type that fits. */
const first = ({ live, resources }: Fake, type: string, logical = /./): WritableLive => {
  const ids = resources.filter(each => each.type === type && logical.test(each.logicalId)).map(({ physicalId }) => physicalId);
  return live.find(each => each.type === type && ids.some(id => id === each.id || id.endsWith(`/${each.id}`)))!;
};

describe('another spelling', () => {
  const deny = (value: string): JsonObject => policy({ Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalArn': value } } });
  const names = new Map([['AROAONE', 'arn:aws:iam::111111111111:role/one']]);

  test('an id in the place of a name is no name in a condition, for AWS writes none there', () => {
    const [arn, id] = ['arn:aws:iam::111111111111:role/one', 'AROAONE'].map(value => statementsOf(deny(value), names));
    expect(comparePolicies(arn!, id!)).toMatchObject({ loosens: true, added: [expect.anything()] });
  });

  test('a letter that merely folds to another one is none of the alphabet', () => {
    const of = (Action: string) => statementsOf(policy({ Effect: 'Deny', Principal: '*', Action, Resource: '*' }));
    expect(comparePolicies(of('kms:Decrypt'), of('\u212ams:Decrypt'))).toMatchObject({ loosens: true });
  });

  test.each([
    ['AWS::SQS::Queue', 'KmsMasterKeyId', `arn:aws:kms:${region}:${sibling}:alias/taken`, 'alias/taken'],
    ['AWS::SecretsManager::Secret', 'KmsKeyId', `arn:aws:kms:${region}:${sibling}:alias/aws/secretsmanager`, undefined],
    ['AWS::SecretsManager::Secret', 'KmsKeyId', `arn:aws:kms:eu-west-1:${account}:key/mrk-1`, 'mrk-1'],
  ])('a key of another account or region is not that of the same name: %s %s %s', (type, property, live, expected) => {
    const aspect = kinds.get(type)!.aspects[property]!;
    const said = expected === undefined ? [] : [{ resource: {} as never, path: [], node: expected, value: expected }];
    const differences = (value: string) => compareAspect({ property, aspect, live: { type, id: 'x', properties: { [property]: value } }, said, names: new Map(), where });
    expect(differences(live)).toHaveLength(1);
    expect(differences(live.replace(sibling, account).replace('eu-west-1', region))).toEqual([]);
  });

  test('a statement for a service and for somebody else is not one for the service', async () => {
    const [live] = await read('AWS::Lambda::Function', {
      ListFunctions: { Functions: [{ FunctionName: 'f' }] },
      GetPolicy: { Policy: JSON.stringify(policy({ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com', AWS: '*' }, Action: 'lambda:InvokeFunction' })) },
    });
    expect(live!.properties.Permissions).toEqual([{ Principal: { Service: 'events.amazonaws.com', AWS: '*' }, Action: 'lambda:InvokeFunction' }]);
  });

  test('a member that a template would resolve is taken for no policy', async () => {
    const hostile = policy(letIn('sqs:ReceiveMessage', { Condition: { StringNotEquals: { Ref: 'AWS::AccountId' } } }));
    const [queue] = await read('AWS::SQS::Queue', { ListQueues: { QueueUrls: ['https://sqs/1/q'] }, GetQueueAttributes: { Attributes: { Policy: JSON.stringify(hostile) } } });
    expect(Object.keys(queue!.unread ?? {})).toEqual(['Policy']);
  });
});

describe('another place', () => {
  test('the policies of versions and aliases are read, and open a path', async () => {
    const [live] = await read('AWS::Lambda::Function', {
      ListFunctions: { Functions: [{ FunctionName: 'f' }] }, ListAliases: { Aliases: [{ Name: 'old' }] }, ListVersionsByFunction: { Versions: [{ Version: '$LATEST' }, { Version: '1' }] },
      GetPolicy: ({ Qualifier }) => (Qualifier === undefined ? awsError('ResourceNotFoundException')
        : { Policy: JSON.stringify(policy({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${sibling}:root` }, Action: 'lambda:InvokeFunction' })) }),
    });
    const entry = { Principal: `arn:aws:iam::${sibling}:root`, Action: 'lambda:InvokeFunction' };
    expect(live!.properties.Permissions).toEqual([{ ...entry, Qualifier: 'old' }, { ...entry, Qualifier: '1' }]);
    const fake = standing();
    const receiver = first(fake, 'AWS::Lambda::Function', /ReceiverFunction/);
    receiver.properties.Permissions = [...receiver.properties.Permissions as Json[], ...live!.properties.Permissions as Json[]];
    expect(look(fake).drifts).toEqual([expect.objectContaining({ rank: 'opens a path', property: 'Permissions' })]);
  }, 300_000);

  test('a permission of the template is not there where only a version has it', () => {
    const fake = standing();
    const live = first(fake, 'AWS::Lambda::Function', /DispatchSweeper/);
    live.properties.Permissions = (live.properties.Permissions as JsonObject[]).map(entry => ({ ...entry, Qualifier: '1' }));
    expect(look(fake).exitCode).toBe(1);
  }, 300_000);

  test('the policy of a table\'s stream opens a path', async () => {
    const answers: Answers = {
      ListTables: { TableNames: ['t'] }, DescribeTable: { Table: { LatestStreamArn: 'arn:t/stream/1' } },
      GetResourcePolicy: ({ ResourceArn }) => (ResourceArn === 'arn:t/stream/1' ? { Policy: JSON.stringify(policy(letIn('dynamodb:GetRecords'))) } : awsError('PolicyNotFoundException')),
    };
    const [table] = await read('AWS::DynamoDB::Table', answers);
    expect(table!.properties.StreamPolicy).toEqual({ PolicyDocument: policy(letIn('dynamodb:GetRecords')) });
    const fake = standing();
    first(fake, 'AWS::DynamoDB::Table', /Inbox/).properties.StreamPolicy = table!.properties.StreamPolicy!;
    expect(look(fake).drifts).toEqual([expect.objectContaining({ rank: 'opens a path', property: 'StreamPolicy' })]);
  }, 300_000);

  test('an image that is shared with a sibling opens a path', async () => {
    const [image] = await read('AWS::EC2::Image', { DescribeImages: { Images: [{ ImageId: 'ami-1' }] }, DescribeImageAttribute: { LaunchPermissions: [{ UserId: sibling }] } });
    const fake = standing();
    fake.live.push(image!);
    expect(look(fake).drifts).toEqual([expect.objectContaining({ rank: 'opens a path', id: 'ami-1' })]);
  }, 300_000);

  test('a subscription of the whole account is told, and where it leads to', async () => {
    const PolicyDocument = { DestinationArn: `arn:aws:logs:${region}:${sibling}:destination:taken`, FilterPattern: '' };
    const [all] = await read('AWS::Logs::AccountPolicy', { DescribeAccountPolicies: { accountPolicies: [{ policyName: 'all', policyDocument: JSON.stringify(PolicyDocument) }] } });
    const fake = standing();
    fake.live.push(all!);
    expect(look(fake).drifts).toEqual([expect.objectContaining({ rank: 'opens a path', type: 'AWS::Logs::AccountPolicy', id: 'all' })]);
  }, 300_000);

  test.each([
    ['a log policy that is merely named like AWS\'s', 'AWS::Logs::ResourcePolicy', { DescribeResourcePolicies: { resourcePolicies: [{ policyName: 'AWSLogDeliveryWrite', policyDocument: JSON.stringify(policy(letIn('logs:PutLogEvents'))) }] } }],
    ['a group of a service that is sent on', 'AWS::Logs::LogGroup', {
      DescribeLogGroups: { logGroups: [{ logGroupName: '/aws/lambda/x', kmsKeyId: 'k' }] }, DescribeSubscriptionFilters: { subscriptionFilters: [{ destinationArn: `arn:aws:logs:${region}:${sibling}:destination:taken` }] },
    }],
    ['a secret of a service that lets somebody in', 'AWS::SecretsManager::Secret', {
      ListSecrets: { SecretList: [{ ARN: `arn:aws:secretsmanager:${region}:${account}:secret:s-abcdef`, OwningService: 'rds' }] }, GetResourcePolicy: { ResourcePolicy: JSON.stringify(policy(letIn('secretsmanager:GetSecretValue'))) },
    }],
  ])('%s is not left to the service', async (_, type, answers: Answers) => {
    const fake = standing();
    fake.live.push(...await read(type, answers));
    expect(look(fake)).toMatchObject({ elsewhere: [], drifts: [expect.objectContaining({ rank: 'opens a path', type })] });
  }, 300_000);

  test('what services write for themselves is theirs', async () => {
    const own = { Effect: 'Allow', Principal: { Service: 'delivery.logs.amazonaws.com' }, Action: 'logs:PutLogEvents', Resource: '*', Condition: { StringEquals: { 'aws:SourceAccount': [account] } } };
    const owners = await Promise.all([
      read('AWS::Logs::ResourcePolicy', { DescribeResourcePolicies: { resourcePolicies: [{ policyName: 'AWSLogDeliveryWrite20150319', policyDocument: JSON.stringify(policy(own)) }] } }),
      read('AWS::Logs::LogGroup', { DescribeLogGroups: { logGroups: [{ logGroupName: '/aws/lambda/x' }] } }),
      read('AWS::SecretsManager::Secret', { ListSecrets: { SecretList: [{ ARN: 'arn:s', OwningService: 'rds' }] } }),
    ]);
    expect(owners.flat().map(({ owner }) => owner)).toEqual([expect.stringContaining('AWS'), expect.stringContaining('AWS'), expect.stringContaining('AWS')]);
  });

  test('a subnet of another table, and a route to somebody\'s load balancer', async () => {
    const [table] = await read('AWS::EC2::RouteTable', {
      DescribeRouteTables: { RouteTables: [{ RouteTableId: 'rtb-1', VpcId: 'vpc-1', Associations: [{ SubnetId: 'subnet-1' }], Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'vpce-1', Origin: 'CreateRoute' }] }] },
    });
    expect(table!.properties).toMatchObject({ Subnets: [{ SubnetId: 'subnet-1' }], Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'vpce-1' }] });
    const fake = standing();
    const [isolated, open] = [first(fake, 'AWS::EC2::RouteTable', /IsolatedSubnet1/), first(fake, 'AWS::EC2::RouteTable', /PublicSubnet1/)];
    open.properties.Subnets = [...open.properties.Subnets as Json[], ...isolated.properties.Subnets as Json[]];
    isolated.properties.Subnets = [];
    expect(look(fake).drifts.map(({ rank, property }) => `${rank}: ${property}`)).toEqual(['loosens: Subnets', 'loosens: Subnets']);
  }, 300_000);
});

describe('a function', () => {
  const variablesOf = ({ properties: { Environment } }: WritableLive): JsonObject => (isObject(Environment) ? Environment : {});

  test('whose variables or entry were changed is told, by name and without a value', () => {
    const fake = standing();
    const live = first(fake, 'AWS::Lambda::Function', /ReceiverFunction/);
    const { BULKHEAD_CREDENTIALS: _, ...others } = variablesOf(live);
    live.properties.Environment = { ...others, BULKHEAD_INBOX_TABLE: 'seen-by-nobody', TOKEN: `sk-not-to-be-seen-arn:aws:sqs:${region}:${sibling}:x` };
    live.properties.Handler = 'other.handler';
    const seen = look(fake);
    expect(seen.drifts.map(({ rank, property, says }) => [rank, property, says])).toEqual([
      ['loosens', 'Environment', ['BULKHEAD_CREDENTIALS: synthesized, not live', 'BULKHEAD_INBOX_TABLE: has another value', 'TOKEN: live, not synthesized']],
      ['loosens', 'Handler', ['live: other.handler; synthesized: index.handler']],
    ]);
    expect(JSON.stringify(seen)).not.toMatch(/not-to-be-seen|seen-by-nobody/);
  }, 300_000);

  test('of nobody\'s does not tell its variables either', () => {
    const fake = standing();
    fake.live.push({ type: 'AWS::Lambda::Function', id: 'by-hand', properties: { Role: foreign, Environment: { TOKEN: `sk-not-to-be-seen-arn:aws:sqs:${region}:${sibling}:x` } } });
    expect(JSON.stringify(look(fake))).toMatch(/^(?!.*not-to-be-seen).*by-hand/);
  }, 300_000);

  test('whose variables may not be decrypted is undecided', async () => {
    const [live] = await read('AWS::Lambda::Function', { ListFunctions: { Functions: [{ FunctionName: 'f', Environment: { Error: { ErrorCode: 'AccessDeniedException' } } }] } });
    expect(Object.keys(live!.unread ?? {})).toEqual(['Environment']);
  });
});

describe('an answer', () => {
  test('that names itself as its next page has an end, and no answer is made of it', async () => {
    await expect(pages(token => Promise.resolve({ items: [token ?? ''], next: 'again' }))).rejects.toThrow('names itself');
  });

  test('that is cut off without saying where it goes on is no answer', async () => {
    await expect(read('AWS::IAM::Role', { GetAccountAuthorizationDetails: { RoleDetailList: [], IsTruncated: true } })).rejects.toThrow('which one is next');
  });

  test('that lists no stacks because nobody may list them says of none that it is gone', async () => {
    const { unknown } = await readAccount(answering({ DescribeStacks: awsError('AccessDenied') }), where);
    expect(unknown).toContain('AWS::CloudFormation::Stack');
    const fake = standing();
    const { drifts, exitCode } = look({ ...fake, stacks: new Map(), templates: new Map(), resources: [], listed: false, unknown, unread: [{ what: 'stacks', reason: 'r', remedy: 's' }] });
    expect({ drifts, exitCode }).toEqual({ drifts: [], exitCode: 2 });
  });

  test('that is unknown of what others answer for is undecided as well', () => {
    const fake = standing();
    fake.live.push({ type: 'AWS::Logs::LogGroup', id: '/aws/x', properties: {}, owner: 'AWS: log group that a service made', unread: { Subscriptions: new CallFailed('logs:DescribeSubscriptionFilters', awsError('AccessDenied')) } });
    expect(look(fake)).toMatchObject({ exitCode: 2, drifts: [], unread: [{ what: 'Subscriptions of /aws/x' }] });
  });
});

test('a policy that is no longer attached may have denied: the audit is asked without it', () => {
  const aspect = kinds.get('AWS::IAM::Role')!.aspects.ManagedPolicyArns!;
  const resource = { type: 'AWS::IAM::Role', properties: { ManagedPolicyArns: ['arn:denies'] } } as never;
  const said = { resource, path: ['ManagedPolicyArns', '0'], node: 'arn:denies', value: 'arn:denies' };
  const [difference] = compareAspect({ property: 'ManagedPolicyArns', aspect, live: { type: 'AWS::IAM::Role', id: 'r', properties: { ManagedPolicyArns: [] } }, said: [said], names: new Map(), where });
  expect(difference).toMatchObject({ loosens: true, grafts: [{ as: 'gone', said }] });
});

test('names with marks that turn, hide or begin a line show on no terminal as what they are not', () => {
  const hostile = 'a\u001b[2K\u009b2J\u202egnihton\u2066\u200b\u2028b\ud83d\ude00';
  const fake = standing();
  fake.live.push({ type: 'AWS::IAM::User', id: hostile, properties: {} });
  const seen = look(fake);
  const hidden = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/u;
  expect(page(environment, seen)).not.toMatch(hidden);
  const text = document(environment, seen, 'arn', 0);
  expect(text).not.toMatch(hidden);
  expect((JSON.parse(text) as { drifts: { id: string }[] }).drifts[0]!.id).toBe(hostile);
  const written: string[] = [];
  progressOn({ isTTY: true, write: line => written.push(line) })([`template of ${hostile}`]);
  expect(written.join('').replace('\r\u001b[2K', '')).not.toMatch(hidden);
});
