import { stringify } from 'yaml';
import { backend } from '../../../bin/backend';
import { bootstrapTemplate } from '../../../lib/delivery';
import { typeActions } from '../../../lib/delivery/bootstrap';
import { largestManagedPolicy, sizeOf, type PolicyDocument } from '../../../lib/delivery/bootstrap/policy';
import { fleet, flows } from '../../fixtures/fleet';
import { synthesize } from '../../fixtures/synthesize';
import { readParts, walk, type Part } from '../../relation/assembly';
import { bucketOf, contextOf, names } from '../support/contexts';
import { allowed, type Request } from '../support/evaluate';

interface RoleProperties {
  readonly RoleName: string;
  readonly PermissionsBoundary: string;
  readonly AssumeRolePolicyDocument: { readonly Statement: readonly { readonly Principal: object; readonly Condition?: object }[] };
  readonly Policies?: readonly { readonly PolicyDocument: PolicyDocument }[];
  readonly ManagedPolicyArns?: readonly { readonly Ref: string }[];
}

const templateOf = (name: string, options?: { readonly open?: boolean }) => bootstrapTemplate(contextOf(name), options);
const rolesOf = (name: string, options?: { readonly open?: boolean }) => Object.values(templateOf(name, options).Resources)
  .filter(({ Type }) => Type === 'AWS::IAM::Role').map(({ Properties }) => Properties as unknown as RoleProperties);

/** The identity policies of one of the bootstrap's roles, by a part of its name. */
const policiesOf = (name: string, part: string, options?: { readonly open?: boolean }): PolicyDocument[] => {
  const { Resources } = templateOf(name, options);
  const role = rolesOf(name, options).find(({ RoleName }) => RoleName.includes(part))!;
  return [
    ...(role.Policies ?? []).map(({ PolicyDocument }) => PolicyDocument),
    ...(role.ManagedPolicyArns ?? []).map(({ Ref }) => Resources[Ref]!.Properties['PolicyDocument'] as PolicyDocument),
  ];
};

let parts: readonly Part[];
beforeAll(() => {
  const { outdir, remove } = synthesize(fleet, flows, { extend: backend });
  parts = readParts(outdir);
  remove();
});

describe.each(names)('the bootstrap of %s', (name) => {
  const { account, region, qualifier } = contextOf(name);

  test('names no account but its own, and no principal outside it', () => {
    expect([...new Set(JSON.stringify(templateOf(name)).match(/\b\d{12}\b/g))]).toEqual([account]);
    for (const { AssumeRolePolicyDocument: trust } of rolesOf(name)) {
      expect(trust.Statement.map(({ Principal }) => Principal)).toEqual([
        expect.objectContaining(trust.Statement[0]!.Principal.hasOwnProperty('AWS') ? { AWS: `arn:aws:iam::${account}:root` } : { Service: 'cloudformation.amazonaws.com' }),
      ]);
    }
  });

  test('has three roles, each with the boundary, and none for lookups or images', () => {
    expect(rolesOf(name).map(({ RoleName }) => RoleName).sort()).toEqual(
      ['cfn-exec', 'deploy', 'file-publishing'].map(purpose => `cdk-${qualifier}-${purpose}-role-${account}-${region}`));
    for (const { PermissionsBoundary } of rolesOf(name)) expect(PermissionsBoundary).toBe(`arn:aws:iam::${account}:policy/bulkhead-boundary`);
  });

  test('is what the synthesizer of its stacks expects', () => {
    const part = parts.find(({ stage }) => stage.toLowerCase() === name.replaceAll('-', ''))!;
    const manifest = part.files.find(({ name: file }) => file === 'manifest.json')!.text.replaceAll('${AWS::Partition}', 'aws');
    for (const { RoleName } of rolesOf(name).filter(({ RoleName: role }) => !role.includes('publishing'))) expect(manifest).toContain(`arn:aws:iam::${account}:role/${RoleName}`);
    const assets = part.files.filter(({ name: file }) => file.endsWith('.assets.json')).map(({ text }) => text).join('');
    expect(assets).toContain(`cdk-${qualifier}-file-publishing-role-${account}-${region}`);
    const buckets = [...assets.matchAll(/"bucketName":\s*"([^"]+)"/g)].map(([, bucket]) => bucket);
    expect(new Set(buckets)).toEqual(new Set([bucketOf(name)]));
    expect(manifest).toContain(`"bootstrapStackVersionSsmParameter": "${JSON.stringify(templateOf(name).Resources['Version']!.Properties['Name']).slice(1, -1)}"`);
    expect(/lookupRole|lookup-role/.test(manifest)).toBe(false);
  });

  test('lets CloudFormation make every type of resource that the environment consists of', () => {
    const types = new Set(parts.flatMap(({ templates }) => templates.flatMap(({ Resources = {} }) => Object.values(Resources).map(({ Type }) => Type))));
    expect([...types].filter(type => !(type in typeActions))).toEqual([]);
    const policies = policiesOf(name, 'cfn-exec');
    for (const type of types) {
      for (const action of typeActions[type]!) {
        const request: Request = { action, resource: action === 'iam:PassRole' ? `arn:aws:iam::${account}:role/Any` : '*' };
        expect([type, action, allowed(policies, request)]).toEqual([type, action, true]);
      }
    }
  });

  test.each<[string, Request]>([
    ['read a secret', { action: 'secretsmanager:GetSecretValue' }],
    ['store a secret\'s value', { action: 'secretsmanager:PutSecretValue' }],
    ['read an item', { action: 'dynamodb:GetItem' }],
    ['scan a table', { action: 'dynamodb:Scan' }],
    ['receive a message', { action: 'sqs:ReceiveMessage' }],
    ['read an object that is no asset', { action: 's3:GetObject', resource: 'arn:aws:s3:::production-bodies/x' }],
    ['call one of the environment\'s functions', { action: 'lambda:InvokeFunction', resource: `arn:aws:lambda:${region}:${account}:function:Production-Webhook-Receiver` }],
    ['leave the organization', { action: 'organizations:LeaveOrganization' }],
    ['create an account', { action: 'organizations:CreateAccount' }],
    ['close its account', { action: 'account:CloseAccount' }],
    ['become another role', { action: 'sts:AssumeRole', resource: 'arn:aws:iam::111111111111:role/any' }],
    ['pass a role of another account', { action: 'iam:PassRole', resource: 'arn:aws:iam::555555555555:role/any' }],
    ['create a user', { action: 'iam:CreateUser' }],
    ['share a resource', { action: 'ram:CreateResourceShare' }],
    ['take a boundary off', { action: 'iam:DeleteRolePermissionsBoundary' }],
    ['decrypt with a key, but through a service', { action: 'kms:Decrypt', resource: `arn:aws:kms:${region}:${account}:key/1` }],
    ['launch machines', { action: 'ec2:RunInstances' }],
  ])('does not let CloudFormation %s', (_, request) => {
    expect(allowed(policiesOf(name, 'cfn-exec'), request)).toBe(false);
  });

  test('lets the deploy role execute change sets only where nothing is promoted into the environment', () => {
    const stage = name.split('-').map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('');
    const on = (stack: string) => `arn:aws:cloudformation:${region}:${account}:stack/${stack}/1`;
    const may = (action: string, stack = `${stage}-Webhook`, open = false) => allowed(policiesOf(name, '-deploy-', { open }), { action: `cloudformation:${action}`, resource: on(stack) });
    const direct = name === 'staging';
    for (const action of ['ExecuteChangeSet', 'CreateStack', 'UpdateStack', 'DeleteStack', 'RollbackStack']) expect([action, may(action)]).toEqual([action, direct]);
    for (const action of ['CreateChangeSet', 'DescribeChangeSet', 'DescribeStackEvents', 'GetTemplate']) expect([action, may(action)]).toEqual([action, true]);
    expect(may('ExecuteChangeSet', `${stage}-Webhook`, true)).toBe(true);
    expect(may('CreateChangeSet', 'CDKToolkit-staging')).toBe(false);
    expect(may('CreateChangeSet', 'Other-Webhook')).toBe(false);
  });

  test('lets assets be added to its own bucket, and never taken away', () => {
    const may = (action: string, bucket: string, owner = account) => allowed(policiesOf(name, 'publishing'),
      { action: `s3:${action}`, resource: `arn:aws:s3:::${bucket}/asset.zip`, keys: { 'aws:ResourceAccount': owner } });
    expect(may('PutObject', bucketOf(name))).toBe(true);
    expect(may('PutObject', bucketOf(name), '555555555555')).toBe(false);
    expect(may('DeleteObject', bucketOf(name))).toBe(false);
    expect(may('PutObject', bucketOf(names.find(other => other !== name)!))).toBe(false);
  });

  test('takes each key once where releases are compared before they are executed, but for the first deployment', () => {
    const policyOf = (options?: { readonly open?: boolean }) => JSON.stringify(templateOf(name, options).Resources['AssetsBucketPolicy']);
    const once = JSON.stringify({ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `arn:aws:s3:::${bucketOf(name)}/*`, Condition: { Null: { 's3:if-none-match': 'true' } } }).slice(1);
    expect(policyOf().includes(once)).toBe(name !== 'staging');
    expect(policyOf({ open: true })).not.toContain('if-none-match');
  });

  test('stops in another account or region', () => {
    const { Rules, Mappings } = templateOf(name) as unknown as { Rules: object; Mappings: object };
    expect(JSON.stringify(Rules)).toContain(`{"Fn::Equals":[{"Ref":"AWS::AccountId"},"${account}"]}`);
    expect(JSON.stringify(Rules)).toContain(`{"Fn::Equals":[{"Ref":"AWS::Region"},"${region}"]}`);
    expect(Mappings).toEqual({ Targets: { [region]: { [account]: expect.any(String) } } });
  });

  test('keeps what was deployed, in a bucket that is encrypted with the environment\'s key and closed to everyone else', () => {
    const { AssetsBucket, AssetsKey } = templateOf(name).Resources as Record<string, { DeletionPolicy?: string; Properties: Record<string, unknown> }>;
    expect([AssetsBucket!.DeletionPolicy, AssetsKey!.DeletionPolicy]).toEqual(['Retain', 'Retain']);
    expect(AssetsBucket!.Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['AssetsKey', 'Arn'] } } }] },
    });
  });

  test('fits into one request: there is no bucket yet to upload a larger template to', () => {
    const largest = 50 * 1024;
    const roomForATeamsActions = 4096;
    expect(stringify(templateOf(name)).length).toBeLessThan(largest - roomForATeamsActions);
  });

  test('fits into IAM\'s policies', () => {
    const documents = [...walk(templateOf(name))].filter(({ path, value }) => path.at(-1) === 'PolicyDocument' && typeof value === 'object').map(({ value }) => value as PolicyDocument);
    for (const document of documents) expect(sizeOf(document)).toBeLessThanOrEqual(largestManagedPolicy);
    expect(rolesOf(name).find(({ ManagedPolicyArns: arns }) => arns)!.ManagedPolicyArns!.length).toBeLessThanOrEqual(10);
  });
});

test('buckets cannot be told from one another\'s, nor guessed where a token is configured', () => {
  const withToken = (bucketToken: string) => bootstrapTemplate(contextOf('production', { bucketToken })).Resources['AssetsBucket']!.Properties['BucketName'];
  expect(new Set(names.map(bucketOf)).size).toBe(names.length);
  expect(withToken('0123456789abcdef')).not.toBe(withToken('0123456789abcdeg'));
  expect(withToken('0123456789abcdef')).not.toBe(bucketOf('production'));
  expect(withToken('0123456789abcdef')).not.toContain('0123456789abcdef');
});

test('a team\'s own stacks get what they are said to need', () => {
  const template = bootstrapTemplate(contextOf('staging', { ownStackActions: ['ecs:*'] }));
  const documents = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy').map(({ Properties }) => Properties['PolicyDocument'] as PolicyDocument)
    .filter(({ Statement: [first] }) => first?.Sid === 'TypesOfTheStacks');
  expect(allowed(documents, { action: 'ecs:CreateService' })).toBe(true);
  expect(allowed(policiesOf('staging', 'cfn-exec'), { action: 'ecs:CreateService' })).toBe(false);
});
