// who may act on whom, in services that were not looked at before.
import { family } from '../../family';
import type { Mutant } from '../../types';
import { add, arn } from '../second-look/planting';

const other = (resource: string) => ({ other: { account } }: Parameters<ReturnType<typeof arn>>[0]) => `arn:aws:iam::${account}:${resource}`;
const allow = (principal: unknown, action: string) => ({ Statement: [{ Effect: 'Allow', Principal: principal, Action: action, Resource: '*' }] });

export const access: Mutant[] = family(
  'identities',
  'third look',
  { expected: ['identities.*', 'accounts.foreign', 'data.flow', 'network.peering', 'deployment.ci-trust'] },
  [
    {
      what: 'a step that works with a role of the other',
      plant: add('AWS::StepFunctions::StateMachine', p => ({
        Definition: { States: { A: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:listBuckets', Credentials: { RoleArn: other('role/reader')(p) } } } },
      })),
    },
    {
      what: 'a step that calls a substituted function',
      plant: add('AWS::StepFunctions::StateMachine', p => ({
        DefinitionString: '{"States":{"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"${Target}"}}}}',
        DefinitionSubstitutions: { Target: arn('lambda', 'function:charge')(p) },
      })),
    },
    {
      what: 'the policy inside an API\'s description',
      plant: add('AWS::ApiGateway::RestApi', p => ({
        Body: { 'openapi': '3.0.1', 'x-amazon-apigateway-policy': allow({ AWS: p.other.account }, 'execute-api:Invoke') },
      })),
    },
    {
      what: 'an integration inside an API\'s description',
      plant: add('AWS::ApiGateway::RestApi', p => ({
        Body: {
          paths: { '/x': { get: { 'x-amazon-apigateway-integration': { uri: `arn:aws:apigateway:me-central-1:lambda:path/2015-03-31/functions/${arn('lambda', 'function:x')(p)}/invocations` } } } },
        },
      })),
    },
    {
      what: 'a role of an identity pool',
      plant: add('AWS::Cognito::IdentityPoolRoleAttachment', p => ({ IdentityPoolId: 'x', Roles: { authenticated: other('role/guest')(p) } })),
    },
    {
      what: 'an entry into a cluster',
      plant: add('AWS::EKS::AccessEntry', p => ({ ClusterName: 'x', PrincipalArn: other('role/admin')(p) })),
    },
    {
      what: 'a service account of the other\'s cluster',
      plant: add('AWS::IAM::Role', p => ({
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Federated: other('oidc-provider/oidc.eks.me-central-1.amazonaws.com/id/ABCDEF0123456789')(p) },
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: {
                StringEquals: {
                  'oidc.eks.me-central-1.amazonaws.com/id/ABCDEF0123456789:sub': 'system:serviceaccount:app:app',
                  'oidc.eks.me-central-1.amazonaws.com/id/ABCDEF0123456789:aud': 'sts.amazonaws.com',
                },
              },
            },
          ],
        },
      })),
    },
    {
      what: 'a permission in a lake',
      plant: add('AWS::LakeFormation::PrincipalPermissions', p => ({
        Principal: { DataLakePrincipalIdentifier: p.other.account },
        Resource: { Database: { CatalogId: { Ref: 'AWS::AccountId' }, Name: 'x' } },
        Permissions: ['DESCRIBE'],
        PermissionsWithGrantOption: [],
      })),
    },
    {
      what: 'an administrator of a lake',
      plant: add('AWS::LakeFormation::DataLakeSettings', p => ({ Admins: [{ DataLakePrincipalIdentifier: other('role/lake')(p) }] })),
    },
    {
      what: 'an assignment of a person',
      plant: add('AWS::SSO::Assignment', p => ({
        InstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef', PermissionSetArn: 'x', PrincipalId: 'x', PrincipalType: 'GROUP', TargetId: p.other.account, TargetType: 'AWS_ACCOUNT',
      })),
    },
    {
      what: 'the policy of a service network',
      plant: add('AWS::VpcLattice::AuthPolicy', p => ({ ResourceIdentifier: 'x', Policy: allow({ AWS: other('root')(p) }, 'vpc-lattice-svcs:Invoke') })),
    },
    {
      what: 'a session of a role of the other',
      plant: add('AWS::SQS::QueuePolicy', p => ({
        Queues: ['x'], PolicyDocument: allow({ AWS: `arn:aws:sts::${p.other.account}:assumed-role/worker/session` }, 'sqs:SendMessage'),
      })),
    },
    {
      what: 'a principal by its unique id',
      names: 'own',
      verdict: 'not proven',
      plant: add('AWS::SQS::QueuePolicy', () => ({ Queues: ['x'], PolicyDocument: allow({ AWS: 'AROAEXAMPLEEXAMPLE77' }, 'sqs:SendMessage') })),
    },
    {
      what: 'everybody whose role has a name',
      names: 'own',
      plant: add('AWS::IAM::Role', () => ({
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deployer' } } }],
        },
      })),
    },
    {
      what: 'a secret that outsiders share',
      names: 'own',
      plant: add('AWS::IAM::Role', () => ({
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': 'abc' } } }],
        },
      })),
    },
    {
      what: 'an account cut out of an ARN',
      plant: add('AWS::Lambda::Permission', p => ({
        FunctionName: 'x', Action: 'lambda:InvokeFunction',
        Principal: { 'Fn::Select': [4, { 'Fn::Split': [':', { 'Fn::Join': [':', ['arn', 'aws', 'iam', '', p.other.account, 'root']] }] }] },
      })),
    },
    {
      what: 'an access grant',
      plant: add('AWS::S3::AccessGrant', p => ({
        AccessGrantsLocationId: 'default', Permission: 'READ', Grantee: { GranteeType: 'IAM', GranteeIdentifier: other('role/reader')(p) },
      })),
    },
    {
      what: 'a profile of certificates',
      plant: add('AWS::RolesAnywhere::Profile', p => ({ Name: 'x', RoleArns: [other('role/on-premises')(p)] })),
    },
    {
      what: 'parameters that are shared',
      plant: add('AWS::SSM::ResourcePolicy', p => ({ ResourceArn: 'x', Policy: JSON.stringify(allow({ AWS: other('root')(p) }, 'ssm:GetParameters')) })),
    },
    {
      what: 'an automation over accounts',
      plant: add('AWS::SSM::Association', p => ({
        Name: 'AWS-RestartEC2Instance', Parameters: { AutomationAssumeRole: [other('role/automation')(p)] },
      })),
    },
    {
      what: 'a key policy with everybody but one',
      names: 'own',
      plant: add('AWS::KMS::Key', () => ({
        KeyPolicy: { Statement: [{ Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::640123456789:root' }, Action: 'kms:Decrypt', Resource: '*' }] },
      })),
    },
    {
      what: 'a build that others read',
      plant: add('AWS::IoT::TopicRule', p => ({ TopicRulePayload: { Sql: 'select 1', Actions: [{ Republish: { RoleArn: other('role/iot')(p), Topic: 'x' } }] } })),
    },
    {
      what: 'a template of provisioning',
      plant: add('AWS::IoT::ProvisioningTemplate', p => ({
        ProvisioningRoleArn: 'x', TemplateBody: JSON.stringify({ Resources: { policy: { Type: 'AWS::IoT::Policy', Properties: { PolicyDocument: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'iot:*', Resource: arn('iot', 'topic/x')(p) }] }) } } } }),
      })),
    },
  ],
);
