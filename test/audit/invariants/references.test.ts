import { accounts, auditOf, clean, lines, open, res, run, assembly, write, type Part } from '../support/assembly';

afterAll(clean);

const fn = (variables: Record<string, unknown>): Part => res({ Fn: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: variables } } } });
const exporting = (name: unknown, value: unknown = 'x'): Part => ({ Outputs: { O: { Value: value, Export: { Name: name } } } });
const production = res({});

test.each<[string, Part, Part, string[]]>([
  ['an import of its own export', { ...fn({ A: { 'Fn::ImportValue': 'own' } }), ...exporting('own') }, production, []],
  ['an import of its own export, whose name is composed', { ...fn({ A: { 'Fn::ImportValue': { 'Fn::Sub': '${AWS::StackName}-x' } } }), ...exporting({ 'Fn::Sub': '${AWS::StackName}-x' }) }, production, []],
  ['an import of a foreign export', fn({ A: { 'Fn::ImportValue': 'foreign' } }), exporting('foreign'), ['VIOLATED references.import production+staging']],
  ['an import of its own export, whose name has a parameter', { ...fn({ A: { 'Fn::ImportValue': 'net-vpc' } }), ...exporting({ 'Fn::Sub': '${Stack}-vpc' }), Parameters: { Stack: { Type: 'String', Default: 'net' } } }, production, []],
  ['an import of a foreign export, whose name has a parameter', fn({ A: { 'Fn::ImportValue': 'net-vpc' } }), { ...exporting({ 'Fn::Join': ['-', [{ Ref: 'Stack' }, 'vpc']] }), Parameters: { Stack: { Type: 'String', AllowedValues: ['net', 'other'] } } }, ['VIOLATED references.import production+staging']],
  ['an import of an export, whose name is given at deployment', fn({ A: { 'Fn::ImportValue': 'net-vpc' } }), { ...exporting({ Ref: 'Name' }), Parameters: { Name: { Type: 'String' } } }, ['UNKNOWN references.import staging']],
  ['an import of nobody\'s export', fn({ A: { 'Fn::ImportValue': 'nobody' } }), production, ['UNKNOWN references.import staging']],
  ['an import deep inside', res({ Q: { Type: 'AWS::SQS::Queue', Properties: { Tags: [{ Value: { 'Fn::Join': ['', ['a', { 'Fn::ImportValue': 'foreign' }]] } }] } } }), exporting('foreign'), ['VIOLATED references.import production+staging']],
  ['an output of a foreign stack', fn({ A: { 'Fn::GetStackOutput': { StackName: 'production-App', OutputName: 'O', RoleArn: 'arn:aws:iam::333333333333:role/r' } } }), exporting('n'), ['VIOLATED references.stack-output production+staging']],
  ['an output of a stack of an account of nobody', fn({ A: { 'Fn::GetStackOutput': { StackName: 's', OutputName: 'O', RoleArn: 'arn:aws:iam::765432109876:role/r' } } }), production, ['VIOLATED references.stack-output staging']],
  ['an output of its own stack', { ...fn({ A: { 'Fn::GetStackOutput': { StackName: 'staging-App', OutputName: 'O' } } }), ...exporting('n') }, production, []],
  ['a dynamic reference to a foreign parameter', fn({ A: '{{resolve:ssm:arn:aws:ssm:eu-central-1:333333333333:parameter/x}}' }), production, ['VIOLATED references.parameter production+staging']],
  ['a dynamic reference to its own parameter', fn({ A: '{{resolve:ssm:/own/x}}' }), production, []],
  ['a custom resource of a foreign function', res({ C: { Type: 'Custom::X', Properties: { ServiceToken: 'arn:aws:lambda:eu-central-1:333333333333:function:x' } } }), production, ['VIOLATED references.custom-resource production+staging']],
  ['a custom resource of an open function', { ...res({ C: { Type: 'Custom::X', Properties: { ServiceToken: { Ref: 'T' } } } }), Parameters: { T: { Type: 'String' } } }, production, ['UNKNOWN references.custom-resource staging']],
  ['a foreign image', res({ C: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Image: '333333333333.dkr.ecr.eu-central-1.amazonaws.com/app:1' }] } } }), production, ['VIOLATED references.asset production+staging']],
  ['foreign code', res({ F: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: 'cdk-x-assets-333333333333-eu-central-1', S3Key: 'k' } } } }), production, ['VIOLATED references.asset production+staging']],
  ['a foreign layer', res({ F: { Type: 'AWS::Lambda::Function', Properties: { Layers: ['arn:aws:lambda:eu-central-1:333333333333:layer:x:1'] } } }), production, ['VIOLATED references.asset production+staging']],
  ['a layer that AWS publishes', res({ F: { Type: 'AWS::Lambda::Function', Properties: { Layers: ['arn:aws:lambda:eu-central-1:580247275435:layer:LambdaInsightsExtension:38'] } } }), production, []],
  ['the bootstrap version that every template has', { Parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/x/version' } }, Rules: { R: { Assertions: [{ Assert: { Ref: 'BootstrapVersion' } }] } } }, production, []],
  ['an image from a parameter', { Parameters: { Ami: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/aws/service/ami' } }, ...res({ I: { Type: 'AWS::EC2::Instance', Properties: { ImageId: { Ref: 'Ami' } } } }) }, production, []],
])('%s', (_, staging, other, expected) => {
  expect(lines(auditOf({ staging, production: other }))).toEqual(expected);
});

test('an asset that is published to another account is found, with its place in the asset manifest', () => {
  const result = auditOf({ staging: res({}), production: res({}) }, { assets: { code: { path: 'asset.code', account: accounts.production } }, files: { 'asset.code/index.js': '1' } });
  const found = open(result).find(({ invariant }) => invariant === 'references.asset');
  expect(found).toMatchObject({ environments: ['production', 'staging'], direction: { from: 'staging', to: 'production' } });
  expect(found!.chain[0]).toMatchObject({ file: 'assembly-staging/App.assets.json', line: expect.any(Number) });
});

test('assets of two environments in one bucket are found', () => {
  const result = auditOf({ staging: res({}), production: res({}) }, { assets: { code: { path: 'asset.code', bucket: 'acme-deployment-assets' } }, files: { 'asset.code/index.js': '1' } });
  expect(lines(result)).toEqual(['VIOLATED data.store production+staging']);
});

test('a value that is missing at synthesis leaves open what its dummy stands for', () => {
  const folder = assembly({ staging: res({ I: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-12345' } } }), production: res({}) });
  write(folder, { 'manifest.json': JSON.stringify({
    artifacts: { s: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-staging', displayName: 'staging' } } },
    missing: [{ key: 'vpc-provider:account=111111111111:region=eu-central-1', provider: 'vpc-provider', props: {} }],
  }) });
  expect(lines(run(folder))).toEqual(['UNKNOWN references.lookup staging']);
});

test('a nested stack is read with what its parent passes to it', () => {
  const folder = assembly({ production: res({}), staging: res({
    Inner: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'inner.nested.template.json' }, Properties: { TemplateURL: 'x', Parameters: { Key: 'arn:aws:kms:eu-central-1:333333333333:key/a' } } },
  }) });
  write(folder, { 'assembly-staging/inner.nested.template.json': JSON.stringify({
    Parameters: { Key: { Type: 'String' } }, Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: { Ref: 'Key' } } } },
  }) });
  const found = open(run(folder)).filter(({ invariant }) => invariant === 'data.own-key').map(({ chain }) => chain[0]);
  expect(found).toContainEqual(expect.objectContaining({ stack: 'staging-App/Inner', logicalId: 'Queue', file: 'assembly-staging/inner.nested.template.json' }));
});

test.each<[string, Part]>([
  ['a nested stack that is not in the input', res({ N: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://s3/x' } } })],
  ['a macro', { Transform: 'AWS::Serverless-2016-10-31', Resources: {} }],
  ['a loop over what is given at deployment', { Transform: 'AWS::LanguageExtensions', Resources: { 'Fn::ForEach::Q': ['N', { Ref: 'Names' }, { 'Q${N}': { Type: 'AWS::SQS::Queue' } }] } }],
])('%s is not read, and so not proven', (_, staging) => {
  expect(lines(auditOf({ staging, production }))).toEqual(['UNKNOWN accounts.readable staging']);
});

test('a loop over a list is unfolded', () => {
  const staging: Part = { Transform: 'AWS::LanguageExtensions', Resources: { 'Fn::ForEach::Q': ['N', ['A', 'B'], { 'Q${N}': { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q-${N}', KmsMasterKeyId: 'arn:aws:kms:eu-central-1:333333333333:key/a' } } }] } };
  expect(lines(auditOf({ staging, production }))).toEqual(['VIOLATED data.own-key production+staging', 'VIOLATED data.own-key production+staging']);
});
