// what belongs to another environment, written into code.
import { auditOf, clean, open, res, type Part } from '../support/assembly';

afterAll(clean);

const vpc = (CidrBlock: string) => ({ Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock } } });
const theirs = res({
  ...vpc('10.30.0.0/16'),
  Uploads: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'acme-uploads' } },
  Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'example.org.' } },
  Function: { Type: 'AWS::Lambda::Function', Properties: { VpcConfig: { SecurityGroupIds: ['sg-0a1b2c3d4e5f60718'] } } },
});
const own: Part = res({ ...vpc('10.10.0.0/16'), Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'staging.example.org' } } });

const found = (line: string) =>
  open(auditOf({ staging: own, production: theirs }, { files: { 'asset.code/lib/index.js': `// one\n// two\n${line}\n` }, assets: { code: { path: 'asset.code' } } }))
    .filter(({ direction, chain }) => direction?.from === 'staging' || chain[0]?.environment === 'staging')
    .map(({ invariant, environments, chain: [first] }) => [invariant, environments.join('+'), `${first?.file}:${first?.line}`]);

test.each([
  ['a bucket', 'const bucket = \'acme-uploads\';', 'data.store'],
  ['a bucket\'s address', 'fetch("https://acme-uploads.s3.eu-central-1.amazonaws.com/x")', 'data.store'],
  ['a bucket in base64', `const x = '${Buffer.from('copies go to s3://acme-uploads/in').toString('base64')}';`, 'data.store'],
  ['a private address', 'connect({ host: "10.30.4.4", port: 5432 });', 'network.route'],
  ['a host', 'fetch(`https://api.example.org/v1`)', 'network.dns'],
  ['an id', 'const group = "sg-0a1b2c3d4e5f60718";', 'network.shared-id'],
  ['a queue', 'send("https://sqs.eu-central-1.amazonaws.com/333333333333/jobs")', 'accounts.foreign'],
])('%s of another environment is found with its line', (_, line, invariant) => {
  expect(found(line)).toEqual([[invariant, 'production+staging', 'asset.code/lib/index.js:3']]);
});

test.each([
  ['a host of a zone of its own inside of the other\'s', 'fetch("https://api.staging.example.org")'],
  ['an address of its own', 'connect("10.10.4.4")'],
  ['a network that holds both', 'allow("10.0.0.0/8")'],
  ['a version', 'const version = "10.30.4";'],
  ['a longer name', 'const bucket = "acme-uploads-staging"; const other = "my-acme-uploads";'],
  ['a host that only ends alike', 'fetch("https://myexample.org")'],
])('%s is nobody else\'s', (_, line) => { expect(found(line)).toEqual([]); });
