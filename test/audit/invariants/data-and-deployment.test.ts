import { assembly, auditOf, clean, lines, policy, res, run, write, type Part } from '../support/assembly';

afterAll(clean);

const one = (Type: string, Properties: object): Part => res({ R: { Type, Properties } });
const BETWEEN = 'production+staging';
const arn = (service: string, rest: string) => `arn:aws:${service}:eu-central-1:333333333333:${rest}`;

test.each<[string, Part, Part, string[]]>([
  ['a subscription of another\'s queue', one('AWS::SNS::Subscription', { TopicArn: { Ref: 'Marker' }, Protocol: 'sqs', Endpoint: arn('sqs', 'q') }), res({}), [`VIOLATED data.flow ${BETWEEN}`]],
  ['a subscription to another\'s topic', one('AWS::SNS::Subscription', { TopicArn: arn('sns', 't'), Protocol: 'email', Endpoint: 'a@b.c' }), res({}), [`VIOLATED data.flow ${BETWEEN}`]],
  ['events to another\'s bus', one('AWS::Events::Rule', { Targets: [{ Id: 'x', Arn: { 'Fn::Sub': 'arn:${AWS::Partition}:events:${AWS::Region}:333333333333:event-bus/x' } }] }), res({}), [`VIOLATED data.flow ${BETWEEN}`]],
  ['events from another\'s stream', one('AWS::Lambda::EventSourceMapping', { EventSourceArn: arn('kinesis', 'stream/x') }), res({}), [`VIOLATED data.flow ${BETWEEN}`]],
  ['events from an open stream', { ...one('AWS::Lambda::EventSourceMapping', { EventSourceArn: { Ref: 'S' } }), Parameters: { S: { Type: 'String' } } }, res({}), ['UNKNOWN data.flow staging']],
  ['logs to another\'s destination', one('AWS::Logs::SubscriptionFilter', { DestinationArn: arn('logs', 'destination:x') }), res({}), [`VIOLATED data.flow ${BETWEEN}`]],
  ['copies of backups', one('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [{ CopyActions: [{ DestinationBackupVaultArn: arn('backup', 'backup-vault:x') }] }] } }), res({}), [`VIOLATED data.flow ${BETWEEN}`]],
  ['a replicated bucket by account', one('AWS::S3::Bucket', { ReplicationConfiguration: { Rules: [{ Destination: { Bucket: 'arn:aws:s3:::x', Account: '333333333333' } }] } }), res({}), [`VIOLATED data.flow ${BETWEEN}`]],
  ['a replicated bucket by name', one('AWS::S3::Bucket', { ReplicationConfiguration: { Rules: [{ Destination: { Bucket: 'arn:aws:s3:::acme-production' } }] } }), one('AWS::S3::Bucket', { BucketName: 'acme-production' }), [`VIOLATED data.store ${BETWEEN}`]],
  ['a variable that names another\'s queue', one('AWS::Lambda::Function', { Environment: { Variables: { X: { 'Fn::Sub': 'arn:aws:sqs:eu-central-1:333333333333:q' } } } }), res({}), [`VIOLATED accounts.foreign ${BETWEEN}`]],
  ['an identity that names another\'s bucket', one('AWS::IAM::ManagedPolicy', { PolicyDocument: policy({ Effect: 'Allow', Action: 's3:*', Resource: ['arn:aws:s3:::acme-production/*'] }) }), one('AWS::S3::Bucket', { BucketName: 'acme-production' }), [`VIOLATED data.store ${BETWEEN}`]],
  ['images replicated to another registry', one('AWS::ECR::ReplicationConfiguration', { ReplicationConfiguration: { Rules: [{ Destinations: [{ RegistryId: '333333333333', Region: 'eu-central-1' }] }] } }), res({}), [`VIOLATED data.flow ${BETWEEN}`]],
  ['one snapshot', one('AWS::RDS::DBInstance', { DBSnapshotIdentifier: arn('rds', 'snapshot:x') }), res({}), [`VIOLATED data.flow ${BETWEEN}`]],
  ['one snapshot by its id', one('AWS::EC2::Volume', { SnapshotId: 'snap-0123456789abcdef0' }), one('AWS::EC2::Volume', { SnapshotId: 'snap-0123456789abcdef0' }), [`VIOLATED data.flow ${BETWEEN}`]],
  ['another\'s key', one('AWS::DynamoDB::Table', { SSESpecification: { KMSMasterKeyId: arn('kms', 'alias/x') } }), res({}), [`VIOLATED data.own-key ${BETWEEN}`]],
  ['an open key', { ...one('AWS::S3::Bucket', { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { KMSMasterKeyID: { Ref: 'K' } } }] } }), Parameters: { K: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/k' } } }, res({}), ['UNKNOWN data.own-key staging']],
  ['one key by its id', one('AWS::SQS::Queue', { KmsMasterKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }), one('AWS::SQS::Queue', { KmsMasterKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }), [`VIOLATED data.own-key ${BETWEEN}`]],
  ['keys of one alias, an alias in each account', one('AWS::SQS::Queue', { KmsMasterKeyId: 'alias/aws/sqs' }), one('AWS::SQS::Queue', { KmsMasterKeyId: 'alias/aws/sqs' }), []],
  ['one explicit bucket name', one('AWS::S3::Bucket', { BucketName: 'acme-data' }), one('AWS::S3::Bucket', { BucketName: 'acme-data' }), [`VIOLATED data.store ${BETWEEN}`]],
  ['stack sets into another account', one('AWS::CloudFormation::StackSet', { StackInstancesGroup: [{ DeploymentTargets: { Accounts: ['333333333333'] } }] }), res({}), [`VIOLATED accounts.foreign ${BETWEEN}`]],
  ['a description that names another account', { Description: 'like 333333333333', ...res({}) }, res({}), [`VIOLATED accounts.foreign ${BETWEEN}`]],
  ['an account in a variable', one('AWS::Lambda::Function', { Environment: { Variables: { PEER: '333333333333' } } }), res({}), [`VIOLATED accounts.foreign ${BETWEEN}`]],
  ['an account in base64', one('AWS::EC2::Instance', { UserData: Buffer.from('aws s3 ls; # in account 333333333333 of the others').toString('base64') }), res({}), [`VIOLATED accounts.foreign ${BETWEEN}`]],
  ['an account in metadata', res({ R: { Type: 'AWS::SQS::Queue', Metadata: { note: 'of 333333333333' } } }), res({}), [`VIOLATED accounts.foreign ${BETWEEN}`]],
  ['an organization path', one('AWS::SSM::Parameter', { Type: 'String', Value: 'arn:aws:organizations::765432109876:ou/o-abc/ou-x' }), res({}), ['VIOLATED accounts.foreign staging']],
])('%s', (_, staging, production, expected) => {
  expect(lines(auditOf({ staging, production }))).toEqual(expected);
});

describe('a stack', () => {
  const replaced = (change: (manifest: string) => string): string[] => {
    const folder = assembly({ staging: res({}), production: res({}) });
    const artifact = { type: 'aws:cloudformation:stack', environment: 'aws://111111111111/eu-central-1', properties: { templateFile: 'App.template.json', assumeRoleArn: 'arn:${AWS::Partition}:iam::111111111111:role/deploy' } };
    write(folder, { 'assembly-staging/manifest.json': change(JSON.stringify({ artifacts: { App: artifact } })) });
    return lines(run(folder));
  };

  test('deployed by a role of another account is found', () => {
    expect(replaced(text => text.replace('iam::111111111111', 'iam::333333333333'))).toEqual([`VIOLATED deployment.bootstrap ${BETWEEN}`]);
  });
  test('without an account, or without a region, is found', () => {
    expect(replaced(text => text.replace('aws://111111111111/eu-central-1', 'aws://111111111111/unknown-region'))).toEqual(['VIOLATED accounts.named staging']);
    expect(replaced(text => text.replace('aws://111111111111/eu-central-1', 'aws://unknown-account/unknown-region'))).toContain('VIOLATED accounts.named staging');
  });
  test('as it should be is not', () => { expect(replaced(text => text)).toEqual([]); });
});

describe('a role that CI assumes', () => {
  const ci = (Condition: object, account = '111111111111') => one('AWS::IAM::Role', {
    AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` }, Condition }),
  });
  const [AUD, SUB] = ['token.actions.githubusercontent.com:aud', 'token.actions.githubusercontent.com:sub'];
  const exact = (environment: string) => ({ StringEquals: { [AUD]: 'sts.amazonaws.com', [SUB]: `repo:acme/app:environment:${environment}` } });
  test.each<[string, object, string[]]>([
    ['by its exact subject', exact('staging'), []],
    ['without any condition', {}, ['VIOLATED deployment.ci-trust staging']],
    ['by its audience alone', { StringEquals: { [AUD]: 'sts.amazonaws.com' } }, ['VIOLATED deployment.ci-trust staging']],
    ['by its subject alone', { StringEquals: { [SUB]: 'repo:acme/app:environment:staging' } }, ['VIOLATED deployment.ci-trust staging']],
    ['by every repository', { StringEquals: { [AUD]: 'sts.amazonaws.com' }, StringLike: { [SUB]: 'repo:acme/*' } }, ['VIOLATED deployment.ci-trust staging']],
    ['by pull requests', { StringEquals: { [AUD]: 'sts.amazonaws.com', [SUB]: 'repo:acme/app:pull_request' } }, ['VIOLATED deployment.ci-trust staging']],
    ['by a subject, if there is one', { StringEquals: { [AUD]: 'sts.amazonaws.com' }, StringEqualsIfExists: { [SUB]: 'repo:acme/app:environment:staging' } }, ['VIOLATED deployment.ci-trust staging']],
  ])('%s', (_, condition, expected) => {
    expect(lines(auditOf({ staging: ci(condition), production: res({}) }))).toEqual(expected);
  });
  test('by the subject of another environment is found', () => {
    expect(lines(auditOf({ staging: ci(exact('production')), production: ci(exact('production'), '333333333333') }))).toEqual([`VIOLATED deployment.ci-trust ${BETWEEN}`]);
  });
});

describe('context that was looked up', () => {
  const withContext = (context: object) => lines(run(assembly({ staging: res({}), production: res({}) }, { files: { 'cdk.context.json': JSON.stringify(context) } })));
  test('in the environments\' own accounts is fine', () => {
    expect(withContext({ 'availability-zones:account=111111111111:region=eu-central-1': ['a'] })).toEqual([]);
  });
  test('in an account of nobody is found', () => {
    expect(withContext({ 'availability-zones:account=765432109876:region=eu-central-1': ['a'] })).toHaveLength(1);
  });
  test('for one environment and naming another is found', () => {
    expect(withContext({ 'vpc-provider:account=111111111111:region=eu-central-1': { ownerId: '333333333333' } })).toEqual([`VIOLATED accounts.foreign ${BETWEEN}`]);
  });
});

describe('an asset', () => {
  const withAsset = (text: string) => lines(auditOf({ staging: res({}), production: res({}) }, { assets: { code: { path: 'asset.code' } }, files: { 'asset.code/index.js': text } }));
  test('that names an account of one environment is a leak for the others that use it', () => {
    expect(withAsset('const role = "arn:aws:iam::333333333333:role/x";')).toEqual([`VIOLATED accounts.foreign ${BETWEEN}`]);
  });
  test('that names accounts of documentation is none', () => { expect(withAsset('// e.g. arn:aws:iam::123456789012:role/x and 1234567890123')).toEqual([]); });
});

describe('configuration', () => {
  const variables = (Variables: object) => one('AWS::Lambda::Function', { Environment: { Variables } });
  const value = (Value: string) => one('AWS::SSM::Parameter', { Type: 'String', Name: '/webhook/settings', Value });
  test.each<[string, Part, Part, string[]]>([
    ['one flow', variables({ FLOW_ID: 'flow-1' }), variables({ SELF_FLOW_ID: 'flow-1' }), [`VIOLATED configuration.disjoint ${BETWEEN}`]],
    ['two flows', variables({ FLOW_ID: 'flow-1' }), variables({ FLOW_ID: 'flow-2' }), []],
    ['one flow in JSON', value('{"flowIds":["a","b"]}'), value('{"flowIds":["b"]}'), [`VIOLATED configuration.disjoint ${BETWEEN}`]],
    ['one subscription', value('{"subscriptionIds":["s"]}'), variables({ SUBSCRIPTION_ID: 's' }), [`VIOLATED configuration.disjoint ${BETWEEN}`]],
    ['one webhook host', variables({ WEBHOOK_HOST: 'hooks.example.com' }), variables({ WEBHOOK_HOST: 'hooks.example.com' }), [`VIOLATED configuration.disjoint ${BETWEEN}`]],
    ['one name of a bus', variables({ BUS: 'events', LOG_LEVEL: 'info' }), variables({ BUS: 'events', LOG_LEVEL: 'info' }), []],
  ])('%s', (_, staging, production, expected) => {
    expect(lines(auditOf({ staging, production }))).toEqual(expected);
  });
  test('a declared word is found only where it stands by itself', () => {
    const environments = { environments: [{ name: 'staging', accounts: ['111111111111'] }, { name: 'production', accounts: ['333333333333'], identifiers: ['production.example.com'] }] };
    const of = (host: string) => lines(auditOf({ staging: variables({ X: host }), production: res({}) }, {}, environments));
    expect(of('pre-production.example.com')).toEqual([]);
    expect(of('hooks.production.example.com')).toEqual([`VIOLATED configuration.declared ${BETWEEN}`]);
  });
  test('what is declared to be another environment\'s is found wherever it stands', () => {
    const environments = { environments: [{ name: 'staging', accounts: ['111111111111'] }, { name: 'production', accounts: ['333333333333'], identifiers: ['org-7f3a'] }] };
    expect(lines(auditOf({ staging: one('AWS::SQS::Queue', { Tags: [{ Key: 'x', Value: 'for org-7f3a only' }] }), production: res({}) }, {}, environments))).toEqual([`VIOLATED configuration.declared ${BETWEEN}`]);
  });
});
