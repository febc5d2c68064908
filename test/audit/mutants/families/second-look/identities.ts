// who is let in, seen again.
import { family, type Entry, type Planting } from '../../family';
import type { Mutant } from '../../types';
import { add, arn, mode } from './planting';

const role = ({ other: { account } }: Planting, name = 'worker') => `arn:aws:iam::${account}:role/${name}`;

const queue = (statement: (planting: Planting) => unknown): Entry['plant'] =>
  add('AWS::SQS::QueuePolicy', planting => ({ Queues: ['x'], PolicyDocument: { Statement: [statement(planting)] } }));

const allow = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };

export const identities: Mutant[] = family('identities', 'second look', { expected: ['identities.resource-policy'] }, [
  {
    what: 'a principal in a branch',
    plant: queue(p => {
      mode(p);
      return { ...allow, Principal: { 'Fn::If': ['IsB', { AWS: p.own.account }, { AWS: p.other.account }] } };
    }),
  },
  {
    what: 'an account in a branch',
    plant: queue(p => {
      mode(p);
      return { ...allow, Principal: { AWS: { 'Fn::If': ['IsB', p.own.account, p.other.account] } } };
    }),
  },
  {
    what: 'a statement in a branch',
    plant: queue(p => {
      mode(p);
      return { 'Fn::If': ['IsB', { ...allow, Principal: { AWS: p.other.account } }, { Ref: 'AWS::NoValue' }] };
    }),
  },
  {
    what: 'a condition that may be absent',
    names: 'own',
    plant: queue(p => {
      mode(p);
      return {
        ...allow,
        Principal: '*',
        Condition: { 'Fn::If': ['IsB', { StringEquals: { 'aws:PrincipalAccount': p.own.account } }, { Ref: 'AWS::NoValue' }] },
      };
    }),
  },
  {
    what: 'principals that are split',
    plant: queue(p => ({ ...allow, Principal: { AWS: { 'Fn::Split': [',', `${p.own.account},${p.other.account}`] } } })),
  },
  {
    what: 'any value of accounts',
    names: 'own',
    plant: queue(() => ({ ...allow, Principal: '*', Condition: { StringLike: { 'aws:PrincipalAccount': '*' } } })),
  },
  {
    what: 'an account of a mapping in a condition',
    plant: queue(p => {
      p.lab.section(p.own, 'Mappings').Who = { all: { account: p.other.account } };
      return {
        ...allow,
        Principal: '*',
        Condition: { StringEquals: { 'AWS:principalaccount': { 'Fn::FindInMap': ['Who', 'all', 'account'] } } },
      };
    }),
  },
  {
    what: 'a caller of a key',
    plant: add('AWS::KMS::Key', p => ({
      KeyPolicy: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 'kms:*',
            Resource: '*',
            Condition: { StringEquals: { 'kms:CallerAccount': p.other.account } },
          },
        ],
      },
    })),
  },
  {
    what: 'a distribution of another account',
    plant: add('AWS::S3::BucketPolicy', p => ({
      Bucket: { Ref: 'AWS::StackName' },
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: 's3:GetObject',
            Resource: '*',
            Condition: { StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${p.other.account}:distribution/E1` } },
          },
        ],
      },
    })),
  },
  {
    what: 'a source with a wildcard for its account',
    names: 'own',
    verdict: 'not proven',
    expected: ['identities.deputy', 'identities.resource-policy'],
    plant: queue(() => ({
      ...allow,
      Principal: { Service: 'sns.amazonaws.com' },
      Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:aws:sns:${AWS::Region}:*:topic' } } },
    })),
  },
  {
    what: 'two statements, one of them wide',
    names: 'own',
    plant: add('AWS::SNS::TopicPolicy', p => ({
      Topics: ['x'],
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Principal: { AWS: p.own.account }, Action: 'sns:*', Resource: '*' },
          { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sns:Subscribe', Resource: '*' },
        ],
      },
    })),
  },
  {
    what: 'a single statement without a list',
    plant: add('AWS::SQS::QueuePolicy', p => ({
      Queues: ['x'],
      PolicyDocument: { Statement: { ...allow, Principal: { AWS: p.other.account } } },
    })),
  },
  {
    what: 'a collection\'s policy',
    expected: ['identities.resource-policy', 'accounts.foreign', 'identities.reach'],
    plant: add('AWS::OpenSearchServerless::AccessPolicy', p => ({
      Name: 'x',
      Type: 'data',
      Policy: JSON.stringify([{ Rules: [], Principal: [role(p)] }]),
    })),
  },
  {
    what: 'an API\'s policy',
    plant: add('AWS::ApiGateway::RestApi', p => ({
      Name: 'x',
      Policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: role(p) }, Action: 'execute-api:Invoke', Resource: '*' }] },
    })),
  },
  {
    what: 'an access entry of a cluster',
    expected: ['identities.*', 'accounts.foreign'],
    plant: add('AWS::EKS::AccessEntry', p => ({ ClusterName: 'x', PrincipalArn: role(p) })),
  },
  {
    what: 'an assignment to an account',
    expected: ['identities.*', 'accounts.foreign'],
    plant: add('AWS::SSO::Assignment', p => ({ InstanceArn: 'x', TargetId: p.other.account, TargetType: 'AWS_ACCOUNT', PrincipalId: 'x' })),
  },
  {
    what: 'the roles of a task',
    expected: ['identities.role'],
    plant: add('AWS::ECS::TaskDefinition', p => ({ TaskRoleArn: role(p), ContainerDefinitions: [] })),
  },
  {
    what: 'a role in a state machine\'s definition',
    expected: ['identities.*', 'data.flow', 'accounts.foreign'],
    plant: add('AWS::StepFunctions::StateMachine', p => ({
      Definition: { States: { A: { Type: 'Task', Credentials: { RoleArn: role(p) } } } },
    })),
  },
  {
    what: 'an authorizer of another account',
    expected: ['identities.*', 'accounts.foreign', 'data.flow'],
    plant: add('AWS::ApiGateway::Authorizer', p => ({
      AuthorizerUri: {
        'Fn::Join': [
          '',
          [
            'arn:aws:apigateway:',
            { Ref: 'AWS::Region' },
            ':lambda:path/2015-03-31/functions/',
            arn('lambda', 'function:auth')(p),
            '/invocations',
          ],
        ],
      },
    })),
  },
  {
    what: 'an anchor of trust',
    expected: ['identities.*', 'accounts.foreign', 'network.certificate'],
    plant: add('AWS::RolesAnywhere::TrustAnchor', p => ({
      Source: { SourceType: 'AWS_ACM_PCA', SourceData: { AcmPcaArn: arn('acm-pca', 'certificate-authority/1')(p) } },
    })),
  },
  {
    what: 'a pool that trusts a role',
    expected: ['identities.*', 'accounts.foreign'],
    plant: add('AWS::Cognito::IdentityPoolRoleAttachment', p => ({ IdentityPoolId: 'x', Roles: { authenticated: role(p) } })),
  },
]);
