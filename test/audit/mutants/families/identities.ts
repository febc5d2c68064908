// trusts, roles, reach, functions' permissions, chains: the rest of what one environment may do in another.
import { family, type Entry, type Planting } from '../family';
import { outsider, region, sides } from '../sides';
import type { Mutant } from '../types';

const trust = (statement: Record<string, unknown>) => ({
  AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }] },
});
const role = (what: string, statement: (planting: Planting) => Record<string, unknown>, more: Partial<Entry> = {}): Entry => ({
  what: `a role trusts ${what}`,
  plant: planting => planting.lab.add(planting.own, 'Planted', 'AWS::IAM::Role', trust(statement(planting))),
  ...more,
});

const trusts: Mutant[] = family('identities', 'trust', { expected: ['identities.trust'] }, [
  role('an account', ({ other }) => ({ Principal: { AWS: other.account } })),
  role('a root with an external id', ({ other }) => ({
    Principal: { AWS: `arn:aws:iam::${other.account}:root` },
    Condition: { StringEquals: { 'sts:ExternalId': 'x' } },
  })),
  role('a role by its id', ({ other }) => ({ Principal: { AWS: `arn:aws:iam::${other.account}:role/service-role/deploy` } })),
  role('everybody with an external id', () => ({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }), {
    names: 'own',
  }),
  role(
    'everybody of the organization',
    () => ({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
    { names: 'own' },
  ),
  role('a pattern of roles', ({ other }) => ({
    Principal: { AWS: '*' },
    Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${other.account}:role/*` } },
  })),
  role(
    'a SAML provider',
    ({ other }) => ({ Principal: { Federated: `arn:aws:iam::${other.account}:saml-provider/corp` }, Action: 'sts:AssumeRoleWithSAML' }),
    { expected: ['identities.trust', 'accounts.foreign', 'deployment.ci-trust'] },
  ),
  role('an account outside of the fleet', () => ({ Principal: { AWS: outsider } }), { names: 'own' }),
  role('a role for tagging its session', ({ other }) => ({
    Principal: { AWS: other.account },
    Action: ['sts:TagSession', 'sts:AssumeRole'],
  })),
  role(
    'a parameter',
    ({ lab, own }) => {
      lab.section(own, 'Parameters').Who = { Type: 'String' };
      return { Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${Who}:root' } } };
    },
    { names: 'own', verdict: 'UNKNOWN' },
  ),
  {
    what: 'an existing role trusts another account beside its service',
    plant: ({ lab, own, other }) => {
      const document = lab.first(own, 'Webhook', 'AWS::IAM::Role').Properties.AssumeRolePolicyDocument as { Statement: unknown[] };
      document.Statement.push({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', other.account, ':root']] } },
      });
    },
  },
  {
    what: 'a trust that is written as text',
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::IAM::Role', {
        AssumeRolePolicyDocument: JSON.stringify(trust({ Principal: { AWS: other.account } }).AssumeRolePolicyDocument),
      }),
  },
  {
    what: 'a trust inside a nested stack',
    plant: ({ lab, own, other }) =>
      lab.nest(own, 'Inner', { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: trust({ Principal: { AWS: other.account } }) } } }),
  },
  {
    what: 'a trust in a loop',
    plant: ({ lab, own, other }) => {
      const template = lab.template(own);
      template.Transform = 'AWS::LanguageExtensions';
      (template.Resources as Record<string, unknown>)['Fn::ForEach::Roles'] = [
        'Who',
        ['own', other.account],
        { 'Role${Who}': { Type: 'AWS::IAM::Role', Properties: trust({ Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${Who}:root' } } }) } },
      ];
    },
  },
]);

const statement = (more: Record<string, unknown>) => ({ Statement: [{ Effect: 'Allow', Action: '*', ...more }] });
const reachOf =
  (service: string, resource: string) =>
  ({ other: { account } }: Planting) =>
    `arn:aws:${service}:${service === 'iam' || service === 's3' ? '' : region}:${account}:${resource}`;
const reached: readonly (readonly [string, ReturnType<typeof reachOf>])[] = [
  ['a key', reachOf('kms', 'key/*')],
  ['a queue', reachOf('sqs', '*')],
  ['a table', reachOf('dynamodb', 'table/inbox')],
  ['a function', reachOf('lambda', 'function:receiver')],
  ['a role', reachOf('iam', 'role/deploy')],
  ['a bus', reachOf('events', 'event-bus/default')],
  ['a parameter', reachOf('ssm', 'parameter/provider/*')],
  ['an API', reachOf('execute-api', 'a1b2c3d4e5/*')],
];
const holders: readonly (readonly [string, string, (document: object) => Record<string, unknown>])[] = [
  ['a policy', 'AWS::IAM::Policy', PolicyDocument => ({ PolicyName: 'x', PolicyDocument })],
  ['a managed policy', 'AWS::IAM::ManagedPolicy', PolicyDocument => ({ PolicyDocument })],
  [
    'an inline policy of a role',
    'AWS::IAM::Role',
    PolicyDocument => ({ AssumeRolePolicyDocument: { Statement: [] }, Policies: [{ PolicyName: 'x', PolicyDocument }] }),
  ],
  ['a user', 'AWS::IAM::User', PolicyDocument => ({ Policies: [{ PolicyName: 'x', PolicyDocument }] })],
  ['a group', 'AWS::IAM::Group', PolicyDocument => ({ Policies: [{ PolicyName: 'x', PolicyDocument }] })],
  ['a role policy', 'AWS::IAM::RolePolicy', PolicyDocument => ({ RoleName: 'x', PolicyName: 'x', PolicyDocument })],
  ['a permission set', 'AWS::SSO::PermissionSet', InlinePolicy => ({ Name: 'x', InlinePolicy })],
  ['a policy of a user', 'AWS::IAM::UserPolicy', PolicyDocument => ({ UserName: 'x', PolicyName: 'x', PolicyDocument })],
];

const reach: Mutant[] = family('identities', 'reach', { expected: ['identities.reach', 'secrets.identity', 'identities.role'] }, [
  ...reached.map(([target, arn], index): Entry => {
    const [holder, type, properties] = holders[index % holders.length]!;
    return {
      what: `${holder} reaches ${target}`,
      plant: planting => planting.lab.add(planting.own, 'Planted', type, properties(statement({ Resource: ['*', arn(planting)] }))),
    };
  }),
  {
    what: 'an existing policy reaches a secret',
    plant: ({ lab, own, other }) =>
      (lab.first(own, 'Secrets', 'AWS::IAM::Policy').Properties.PolicyDocument as { Statement: unknown[] }).Statement.push({
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: `arn:aws:secretsmanager:${region}:${other.account}:secret:*`,
      }),
  },
  {
    what: 'a permissions boundary of another account',
    expected: ['identities.role'],
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::IAM::Role', {
        ...trust({ Principal: { Service: 'lambda.amazonaws.com' } }),
        PermissionsBoundary: `arn:aws:iam::${other.account}:policy/boundary`,
      }),
  },
  {
    what: 'a managed policy of another account',
    expected: ['identities.role'],
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::IAM::Role', {
        ...trust({ Principal: { Service: 'lambda.amazonaws.com' } }),
        ManagedPolicyArns: [`arn:aws:iam::${other.account}:policy/all`],
      }),
  },
  {
    what: 'a role that another role passes',
    expected: ['identities.reach', 'identities.role'],
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::IAM::Policy', {
        PolicyName: 'x',
        PolicyDocument: statement({
          Action: 'iam:PassRole',
          Resource: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::${other.account}:role/*` },
        }),
      }),
  },
]);

const permission = (what: string, properties: (planting: Planting) => Record<string, unknown>, more: Partial<Entry> = {}): Entry => ({
  what: `a function may be invoked by ${what}`,
  plant: planting =>
    planting.lab.add(planting.own, 'Planted', 'AWS::Lambda::Permission', {
      FunctionName: 'x',
      Action: 'lambda:InvokeFunction',
      ...properties(planting),
    }),
  ...more,
});

const permissions: Mutant[] = family('identities', 'permissions', { expected: ['identities.resource-policy'] }, [
  permission('another account', ({ other }) => ({ Principal: other.account })),
  permission('a role', ({ other }) => ({ Principal: `arn:aws:iam::${other.account}:role/x` })),
  permission('everybody', () => ({ Principal: '*' }), { names: 'own' }),
  permission('everybody over its URL', () => ({ Principal: '*', Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }), {
    names: 'own',
  }),
  permission('the organization', () => ({ Principal: '*', PrincipalOrgID: 'o-a1b2c3d4e5' }), { names: 'own' }),
  permission('a service without a source', () => ({ Principal: 's3.amazonaws.com' }), { names: 'own', expected: ['identities.deputy'] }),
  permission('a service from another account', ({ other }) => ({ Principal: 's3.amazonaws.com', SourceAccount: other.account })),
  permission('a service from an ARN of another account', ({ other }) => ({
    Principal: 'sns.amazonaws.com',
    SourceArn: `arn:aws:sns:${region}:${other.account}:x`,
  })),
  permission(
    'a service from a bucket that could be anybody\'s',
    () => ({ Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::some-bucket' }),
    { names: 'own', verdict: 'not proven', expected: ['identities.deputy', 'identities.resource-policy', 'data.flow'] },
  ),
  {
    what: 'a layer may be used by everybody',
    names: 'own',
    plant: ({ lab, own }) =>
      lab.add(own, 'Planted', 'AWS::Lambda::LayerVersionPermission', {
        Action: 'lambda:GetLayerVersion',
        LayerVersionArn: 'x',
        Principal: '*',
      }),
  },
  {
    what: 'a bus takes events of another account',
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::Events::EventBusPolicy', { StatementId: 'x', Action: 'events:PutEvents', Principal: other.account }),
  },
  {
    what: 'a bus takes events of everybody',
    names: 'own',
    plant: ({ lab, own }) =>
      lab.add(own, 'Planted', 'AWS::Events::EventBusPolicy', { StatementId: 'x', Action: 'events:PutEvents', Principal: '*' }),
  },
  {
    what: 'a bucket that everybody reads',
    names: 'own',
    plant: ({ lab, own }) => lab.add(own, 'Planted', 'AWS::S3::Bucket', { AccessControl: 'PublicRead' }),
  },
]);

const chains: Mutant[] = family('identities', 'chains', { expected: ['identities.chain'], pair: [sides.Staging, sides.Production] }, [
  {
    what: 'from one environment through the second to the third',
    plant: ({ lab, own, other }) => {
      lab.add(sides.PreProduction, 'First', 'AWS::IAM::Role', trust({ Principal: { AWS: own.account } }));
      lab.add(other, 'Second', 'AWS::IAM::Role', trust({ Principal: { AWS: sides.PreProduction.account } }));
    },
  },
]);

export const identities: Mutant[] = [...trusts, ...reach, ...permissions, ...chains];
