import { auditOf, clean, lines, open, res, type Part } from '../support/assembly';

afterAll(clean);

const production = res({});
const fn = (variables: Record<string, unknown>): Part => res({ Fn: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: variables } } } });
const parameter = (Value: unknown, Name?: string): Part => res({ P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value, Name } } });
const PLAIN = 'VIOLATED secrets.plaintext staging';
const hex = '9f2c4e8a1b7d3f6095e8c2a4d6f80b1c3e5a7d9f1b3c5e7092a4c6e8f0b2d4f6';
const base64 = 'q8Zr2Xk9LmT4vB7nYp3sWd6fGh1jKc5oUe0iAxMzNtQ=';
const pem = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIOxkB3Q1d2vJ7XxVv0ZkYq5n8mR4tL2pWc9sHfKj6uEoAoGCCqGSM49\n-----END EC PRIVATE KEY-----';
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';

describe('secret material in a template', () => {
  test.each<[string, Part]>([
    ['an API key', fn({ KEY: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' })],
    ['an API key inside a longer text', fn({ CURL: 'curl -H "authorization: Bearer sk_test_4eC39HqLyjWDarjtT1zdp7dc" https://x' })],
    ['a signing secret', parameter('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')],
    ['a signing secret of another provider', parameter('wbhsec_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0')],
    ['a provider token', parameter('api_live.abcdefghijkl.mnopqrstuvwx012345')],
    ['an AWS access key', fn({ ID: 'AKIAIOSFODNN7QWERTYU' })],
    ['a private key', parameter(pem)],
    ['a private key with escaped lines', parameter(JSON.stringify({ key: pem }))],
    ['a web token', fn({ T: jwt })],
    ['a token in base64', parameter(Buffer.from('{"apiKey":"sk_live_4eC39HqLyjWDarjtT1zdp7dc"}').toString('base64'))],
    ['random hexadecimal', parameter(hex)],
    ['random base64', fn({ SEED: base64 })],
    ['random hexadecimal in a list', res({ C: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Command: ['--key', hex] }] } } })],
    ['a value joined from pieces', fn({ K: { 'Fn::Join': ['', ['sk_live_', '4eC39HqLyjWDarjtT1zdp7dc']] } })],
    ['a value from a mapping', { ...fn({ K: { 'Fn::FindInMap': ['M', 'a', 'b'] } }), Mappings: { M: { a: { b: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' } } } }],
    ['a secret\'s own text', res({ S: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'hunter2hunter2' } } })],
    ['a secret\'s own JSON', res({ S: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: '{"username":"app","password":"c0rrect-h0rse"}' } } })],
    ['a database\'s password', res({ D: { Type: 'AWS::RDS::DBInstance', Properties: { MasterUserPassword: 'Tr0ub4dor' } } })],
    ['a variable that is named like one', fn({ API_TOKEN: 'a8Jk2-Lm9Qx4' })],
    ['a container\'s variable', res({ C: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Environment: [{ Name: 'DB_PASSWORD', Value: 's3cr3t-v4lue' }] }] } } })],
    ['a parameter that is named like one', parameter('a8Jk2-Lm9Qx4', '/app/api-key')],
    ['the default of a hidden parameter', { Parameters: { Password: { Type: 'String', NoEcho: true, Default: 'hunter2' } }, ...production }],
    ['a password in a URL', fn({ DB: 'postgres://app:s3cr3tpw@db.internal.example.com/app' })],
    ['inline code', res({ Fn: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: 'const key = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";' } } } })],
    ['user data', res({ I: { Type: 'AWS::EC2::Instance', Properties: { UserData: { 'Fn::Base64': { 'Fn::Sub': 'export KEY=sk_live_4eC39HqLyjWDarjtT1zdp7dc ${AWS::Region}' } } } } })],
  ])('%s', (_, staging) => {
    const result = auditOf({ staging, production });
    expect([...new Set(lines(result))]).toEqual([PLAIN]);
    // never the value itself.
    const text = JSON.stringify(result);
    for (const value of ['4eC39HqLyj', 'MfKQ9r8GK', hex, base64, 'hunter2', 'c0rrect', 'Tr0ub4dor', 'a8Jk2', 's3cr3t', 'MHcCAQEE', 'dozjgNry']) expect(text).not.toContain(value);
    expect(open(result)[0]!.chain[0]).toMatchObject({ fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/), line: expect.any(Number) });
  });
});

describe('no alarm is raised by', () => {
  test.each<[string, Part]>([
    ['an ARN', fn({ SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:provider/api-key-AbCdEf' })],
    ['a secret\'s name', fn({ API_KEY_SECRET_NAME: 'provider/api-key', SECRET_ID: 'prod-api-key-2024', TOKEN_URL: 'https://auth.example.com/oauth2/token' })],
    ['a prefix of a key without a key', fn({ PREFIX: 'sk_live_', PATTERN: '^sk_(test|live)_' })],
    ['an asset\'s hash', res({ Fn: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: 'b', S3Key: `${hex}.zip` } } } })],
    ['an image\'s digest', res({ C: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Image: `111111111111.dkr.ecr.eu-central-1.amazonaws.com/cdk-assets:${hex}` }] } } })],
    ['a generated secret', res({ S: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: { SecretStringTemplate: '{"username":"app"}', GenerateStringKey: 'password' } } } })],
    ['a rule for passwords', res({ U: { Type: 'AWS::Cognito::UserPool', Properties: { Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: true } } } } })],
    ['a public key', res({ K: { Type: 'AWS::CloudFront::PublicKey', Properties: { PublicKeyConfig: { EncodedKey: `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----` } } } })],
    ['a thumbprint', res({ O: { Type: 'AWS::IAM::OIDCProvider', Properties: { ThumbprintList: ['6938fd4d98bab03faadb97b34396831e3780aea1'] } } })],
    ['a long name', parameter('/acme/payments/PreProductionWebhookReceiverFunction5F91F2E5/settings')],
    ['a long policy name', res({ D: { Type: 'AWS::ApiGateway::DomainName', Properties: { SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09' } } })],
    ['a UUID', parameter('0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0')],
    ['the analytics of CDK', res({ M: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2:deflate64:H4sIAAAAAAAA/22QwW7CMAyGn4V7yKBM2n0g7bKJdQ8QmdQrGW2C4gRWVX33OSmMaTv5+2PJ/u1yWa4ey0f1APXZqOZ4Hy3FcZ' } } })],
    ['a placeholder', fn({ API_TOKEN: '<your-token-here>', PASSWORD: 'changeme-please1' })],
    ['a dynamic reference in a password', res({ D: { Type: 'AWS::RDS::DBInstance', Properties: { MasterUserPassword: '{{resolve:secretsmanager:db:SecretString:password}}' } } })],
  ])('%s', (_, staging) => {
    expect(lines(auditOf({ staging, production }))).toEqual([]);
  });
});

test('the class of a credential has to be the environment\'s', () => {
  const environments = { environments: [{ name: 'staging', accounts: ['111111111111'], credentials: 'test' as const }, { name: 'production', accounts: ['333333333333'], credentials: 'live' as const }] };
  const of = (inStaging: string, inProduction: string) => lines(auditOf({ staging: fn({ K: inStaging }), production: fn({ K: inProduction }) }, {}, environments)).filter(line => line.includes('.class'));
  const [test, live] = ['sk_test_4eC39HqLyjWDarjtT1zdp7dc', 'sk_live_8bN21ZqPoiUDarjtT1zdp7dc'];
  expect(of(test, live)).toEqual([]);
  expect(of(live, live)).toEqual(['VIOLATED secrets.class staging']);
  expect(of(test, test)).toEqual(['VIOLATED secrets.class production']);
});

describe('a secret that is resolved into', () => {
  test.each<[string, Part]>([
    ['a variable', fn({ K: '{{resolve:secretsmanager:x:SecretString:k}}' })],
    ['a variable from a hidden parameter', { Parameters: { K: { Type: 'String', NoEcho: 'true' } }, ...fn({ K: { Ref: 'K' } }) }],
    ['an output', { Outputs: { O: { Value: { 'Fn::Sub': '{{resolve:secretsmanager:${Marker}:SecretString}}' } } }, ...production }],
    ['metadata', res({ R: { Type: 'AWS::SQS::Queue', Metadata: { k: '{{resolve:secretsmanager:x}}' } } })],
    ['user data', res({ R: { Type: 'AWS::EC2::Instance', Properties: { UserData: { 'Fn::Base64': '{{resolve:secretsmanager:x}}' } } } })],
    ['a parameter', parameter('{{resolve:secretsmanager:x}}')],
  ])('%s can be read there', (_, staging) => {
    expect(lines(auditOf({ staging, production }))).toEqual(['VIOLATED secrets.exposed staging']);
  });
});

describe('a secret of another environment used', () => {
  const arn = 'arn:aws:secretsmanager:eu-central-1:333333333333:secret:key-AbCdEf';
  test.each<[string, Part, string]>([
    ['by a container', res({ C: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Secrets: [{ Name: 'K', ValueFrom: arn }] }] } } }), 'secrets.identity'],
    ['by its rotation', res({ C: { Type: 'AWS::SecretsManager::RotationSchedule', Properties: { SecretId: arn } } }), 'secrets.identity'],
    ['by a dynamic reference', res({ D: { Type: 'AWS::RDS::DBInstance', Properties: { MasterUserPassword: `{{resolve:secretsmanager:${arn}}}` } } }), 'references.parameter'],
    ['by a variable', fn({ SECRET: arn }), 'secrets.identity'],
  ])('%s', (_, staging, invariant) => {
    expect(lines(auditOf({ staging, production }))).toEqual([`VIOLATED ${invariant} production+staging`]);
  });
});

describe('secret material in an asset', () => {
  const withAsset = (name: string, text: string) => lines(auditOf({ staging: res({}) }, { assets: { code: { path: 'asset.code' } }, files: { [`asset.code/${name}`]: text } }));
  test.each<[string, string, string]>([
    ['a key in code', 'index.js', 'var a=1;const k="sk_live_4eC39HqLyjWDarjtT1zdp7dc";'],
    ['a named value in code', 'index.js', `exports.config={apiSecret:"${base64}"};`],
    ['a private key', 'key.pem', pem],
    ['a settings file', '.env', 'DB_HOST=x\nDB_PASSWORD=s3cr3t-v4lue\n'],
    ['JSON', 'config.json', '{"clientSecret": "a8Jk2Lm9Qx4zT7vB"}'],
    ['YAML', 'config.yml', 'api_key: a8Jk2Lm9Qx4zT7vB\n'],
  ])('%s', (_, name, text) => { expect(withAsset(name, text)).toEqual([PLAIN]); });

  test.each<[string, string, string]>([
    ['minified code', 'index.js', `var t={};t.sha="${hex}";t.secretArn=process.env.SECRET_ARN;t.empty="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";`],
    ['a lock file', 'package-lock.json', '{"integrity": "sha512-q8Zr2Xk9LmT4vB7nYp3sWd6fGh1jKc5oUe0iAxMzNtQq8Zr2Xk9LmT4vB7nYp3sWd6fGh1jKc5oUe0iAxMzNtQ=="}'],
    ['settings that refer', 'config.json', '{"secretName": "provider/api-key", "tokenEndpoint": "https://x/token", "passwordField": "password1"}'],
  ])('no alarm is raised by %s', (_, name, text) => { expect(withAsset(name, text)).toEqual([]); });
});
