import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { CloudFormationClient, CreateStackCommand, DescribeStackEventsCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, DescribeContinuousBackupsCommand, DescribeTimeToLiveCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { adoptAccounts, createOrganization, enforceIdentityPolicies, startEmbeddedAws, type EmbeddedAws } from '../../../lib/local/aws';

jest.setTimeout(180_000);

const root = join(__dirname, '../../..');
const STAGING = '111111111111';
const PRODUCTION = '222222222222';

let aws: EmbeddedAws;
beforeAll(async () => {
  aws = await startEmbeddedAws({ root });
});
afterAll(() => aws?.stop());

// an access key that is an account id acts in that account until policies are enforced.
const settings = (account: string) => ({
  endpoint: aws.endpoint,
  region: 'me-central-1',
  credentials: { accessKeyId: account, secretAccessKey: 'test' },
  maxAttempts: 1,
});

const deploy = async (name: string, template: object, account = STAGING) => {
  const cloudFormation = new CloudFormationClient(settings(account));
  await cloudFormation.send(new CreateStackCommand({ StackName: name, TemplateBody: JSON.stringify(template) }));
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
  const stack = Stacks![0]!;
  return {
    status: stack.StackStatus,
    reason: stack.StackStatusReason,
    outputs: Object.fromEntries((stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue!])),
  };
};

test('a type that nobody emulates fails the stack, and the event names it', async () => {
  const { status } = await deploy('Unknown', { Resources: { Mesh: { Type: 'AWS::AppMesh::Mesh' } } });
  const { StackEvents } = await new CloudFormationClient(settings(STAGING)).send(new DescribeStackEventsCommand({ StackName: 'Unknown' }));

  expect(status).toBe('ROLLBACK_COMPLETE');
  expect(StackEvents).toContainEqual(expect.objectContaining({
    LogicalResourceId: 'Mesh',
    ResourceStatus: 'CREATE_FAILED',
    ResourceStatusReason: 'AWS::AppMesh::Mesh is neither supported by moto nor by the embedded AWS',
  }));
});

test('a secret without a value exists, and reading it answers that there is none', async () => {
  const { outputs } = await deploy('Secret', {
    Resources: { Secret: { Type: 'AWS::SecretsManager::Secret' } },
    Outputs: { Arn: { Value: { Ref: 'Secret' } } },
  });
  const read = (account: string) => new SecretsManagerClient(settings(account)).send(new GetSecretValueCommand({ SecretId: outputs.Arn }));

  await expect(read(STAGING)).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: expect.stringContaining('AWSCURRENT') });
  await expect(read(PRODUCTION)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('an export is not visible in another account', async () => {
  const imports = {
    Resources: { Imported: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::ImportValue': 'exported' } } } },
  };
  await deploy('Exports', {
    Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] }, Export: { Name: 'exported' } } },
  });

  expect((await deploy('Imports', imports)).status).toBe('CREATE_COMPLETE');
  expect(await deploy('Imports', imports, PRODUCTION)).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining('exported') });
});

test('an event on a custom bus reaches the queue of its rule', async () => {
  const { outputs } = await deploy('Bus', {
    Resources: {
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'verifications' } },
      Queue: { Type: 'AWS::SQS::Queue' },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventBusName: { Ref: 'Bus' },
          EventPattern: { source: ['bulkhead'] },
          Targets: [{ Id: 'Queue', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }],
        },
      },
    },
    Outputs: { Url: { Value: { Ref: 'Queue' } } },
  });
  await new EventBridgeClient(settings(STAGING)).send(new PutEventsCommand({
    Entries: [{ EventBusName: 'verifications', Source: 'bulkhead', DetailType: 'verification', Detail: '{"id":"1"}' }],
  }));
  const { Messages } = await new SQSClient(settings(STAGING)).send(new ReceiveMessageCommand({ QueueUrl: outputs.Url }));

  expect(Messages!.map(message => JSON.parse(message.Body!).detail)).toEqual([{ id: '1' }]);
});

test('the stream of a table with expiry and recovery can be read', async () => {
  const { outputs } = await deploy('Inbox', {
    Resources: {
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName: 'inbox',
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
          TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      },
    },
    Outputs: { Stream: { Value: { 'Fn::GetAtt': ['Table', 'StreamArn'] } } },
  });
  const dynamoDb = new DynamoDBClient(settings(STAGING));
  const streams = new DynamoDBStreamsClient(settings(STAGING));
  await dynamoDb.send(new PutItemCommand({ TableName: 'inbox', Item: { pk: { S: 'a' }, body: { S: 'b' } } }));
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: outputs.Stream }));
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand({
    StreamArn: outputs.Stream,
    ShardId: StreamDescription!.Shards![0]!.ShardId,
    ShardIteratorType: 'TRIM_HORIZON',
  }));
  const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator }));

  expect(Records!.map(record => [record.eventName, record.dynamodb!.Keys])).toEqual([['INSERT', { pk: { S: 'a' } }]]);
  expect(await dynamoDb.send(new DescribeTimeToLiveCommand({ TableName: 'inbox' }))).toMatchObject({
    TimeToLiveDescription: { AttributeName: 'expires' },
  });
  expect(await dynamoDb.send(new DescribeContinuousBackupsCommand({ TableName: 'inbox' }))).toMatchObject({
    ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' } },
  });
});

test('accounts join the organization under the ids they have', async () => {
  const management = '999999999999';
  const { rootId } = await createOrganization(aws.endpoint, management);
  await adoptAccounts(aws.endpoint, management, [{ accountId: STAGING, email: 'staging@example.com', name: 'staging' }]);
  const found = await new OrganizationsClient(settings(management)).send(new DescribeAccountCommand({ AccountId: STAGING }));

  expect(rootId).toMatch(/^r-[0-9a-z]{4,32}$/);
  expect(found.Account).toMatchObject({ Id: STAGING, Name: 'staging', JoinedMethod: 'INVITED' });
});

test('once policies are enforced, the SDK understands a refusal', async () => {
  const other = await startEmbeddedAws({ root });
  try {
    await enforceIdentityPolicies(other.endpoint);
    const refused = new SecretsManagerClient({ ...settings(STAGING), endpoint: other.endpoint })
      .send(new GetSecretValueCommand({ SecretId: 'any' }));

    await expect(refused).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  } finally {
    await other.stop();
  }
});

test('a port that another program holds is no issue, for a free one is taken', async () => {
  const holder = createServer().listen(aws.port + 1, '127.0.0.1').on('error', () => undefined);
  const other = await startEmbeddedAws({ root });
  await other.stop();
  holder.close();

  expect(other.port).not.toBe(aws.port);
});

test('the server ends with its parent, however that is killed', async () => {
  const python = join(root, '.bulkhead/venv/bin/python');
  const script = `
    const { spawn } = require('node:child_process');
    const child = spawn(${JSON.stringify(python)}, ['-m', 'bulkhead_aws'], {
      stdio: ['pipe', 'pipe', 'ignore'], cwd: ${JSON.stringify(join(root, 'lib/local/aws'))},
    });
    child.stdout.once('data', line => console.log(JSON.stringify({ pid: child.pid, ...JSON.parse(line) })));
    setInterval(() => undefined, 1000);`;
  const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { pid } = await new Promise<{ pid: number }>(resolve => parent.stdout.once('data', line => resolve(JSON.parse(String(line)))));
  parent.kill('SIGKILL');

  await expect(ended(pid)).resolves.toBe(true);
});

const ended = async (pid: number): Promise<boolean> => {
  for (let tries = 0; tries < 100; tries++) {
    if (!isRunning(pid)) return true;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return false;
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // a container without an init process keeps what has ended as a zombie.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
