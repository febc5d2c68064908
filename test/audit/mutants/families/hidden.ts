// a foreign ARN in every position that gives it a meaning, in every way of writing it.
import { disguises } from '../disguises';
import { family, type Entry } from '../family';
import { region } from '../sides';
import type { Group } from '../../../../lib/audit/model';
import type { Mutant } from '../types';

interface Position {
  readonly what: string;
  readonly group: Group;
  readonly expected: readonly string[];
  readonly arn: (account: string) => string;
  readonly type: string;
  readonly properties: (value: unknown) => Record<string, unknown>;
}

const key = (account: string) => `arn:aws:kms:${region}:${account}:key/6f1c2d3e-aaaa-4bbb-8ccc-0123456789ab`;
const role = (account: string) => `arn:aws:iam::${account}:role/worker`;
const queue = (account: string) => `arn:aws:sqs:${region}:${account}:jobs`;
const fn = (account: string) => `arn:aws:lambda:${region}:${account}:function:handler`;
const secret = (account: string) => `arn:aws:secretsmanager:${region}:${account}:secret:provider/api-key-AbCdEf`;

const positions: readonly Position[] = [
  {
    what: 'the key of a queue',
    group: 'data',
    expected: ['data.own-key'],
    arn: key,
    type: 'AWS::SQS::Queue',
    properties: KmsMasterKeyId => ({ KmsMasterKeyId }),
  },
  {
    what: 'the role of a function',
    group: 'identities',
    expected: ['identities.role'],
    arn: role,
    type: 'AWS::Lambda::Function',
    properties: Role => ({ Role, Handler: 'index.handler' }),
  },
  {
    what: 'the resource of a policy',
    group: 'identities',
    expected: ['identities.reach', 'secrets.identity'],
    arn: secret,
    type: 'AWS::IAM::Policy',
    properties: Resource => ({
      PolicyName: 'reader',
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource }] },
    }),
  },
  {
    what: 'the principal of a queue',
    group: 'identities',
    expected: ['identities.resource-policy'],
    arn: role,
    type: 'AWS::SQS::QueuePolicy',
    properties: AWS => ({
      Queues: ['x'],
      PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sqs:*', Resource: '*' }] },
    }),
  },
  {
    what: 'the principal of a trust',
    group: 'identities',
    expected: ['identities.trust'],
    arn: role,
    type: 'AWS::IAM::Role',
    properties: AWS => ({
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { AWS: [AWS] }, Action: 'sts:AssumeRole' }] },
    }),
  },
  {
    what: 'the target of a rule',
    group: 'data',
    expected: ['data.flow'],
    arn: queue,
    type: 'AWS::Events::Rule',
    properties: Arn => ({ ScheduleExpression: 'rate(1 day)', Targets: [{ Id: 'one', Arn }] }),
  },
  {
    what: 'the end of a subscription',
    group: 'data',
    expected: ['data.flow'],
    arn: queue,
    type: 'AWS::SNS::Subscription',
    properties: Endpoint => ({ Protocol: 'sqs', TopicArn: 'x', Endpoint }),
  },
  {
    what: 'the target of log lines',
    group: 'data',
    expected: ['data.flow'],
    arn: fn,
    type: 'AWS::Logs::SubscriptionFilter',
    properties: DestinationArn => ({ DestinationArn, FilterPattern: '', LogGroupName: 'x' }),
  },
  {
    what: 'the secret of a container',
    group: 'secrets',
    expected: ['secrets.identity'],
    arn: secret,
    type: 'AWS::ECS::TaskDefinition',
    properties: ValueFrom => ({ ContainerDefinitions: [{ Name: 'a', Image: 'x', Secrets: [{ Name: 'KEY', ValueFrom }] }] }),
  },
  {
    what: 'the secret that rotates',
    group: 'secrets',
    expected: ['secrets.identity'],
    arn: secret,
    type: 'AWS::SecretsManager::RotationSchedule',
    properties: SecretId => ({ SecretId }),
  },
  {
    what: 'the provider of a custom resource',
    group: 'references',
    expected: ['references.custom-resource'],
    arn: fn,
    type: 'Custom::Thing',
    properties: ServiceToken => ({ ServiceToken }),
  },
  {
    what: 'the layer of a function',
    group: 'references',
    expected: ['references.asset'],
    arn: account => `arn:aws:lambda:${region}:${account}:layer:shared:3`,
    type: 'AWS::Lambda::Function',
    properties: layer => ({ Layers: [layer] }),
  },
  {
    what: 'the certificate of a listener',
    group: 'network',
    expected: ['network.certificate'],
    arn: account => `arn:aws:acm:${region}:${account}:certificate/6f1c2d3e-aaaa-4bbb-8ccc-0123456789ab`,
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    properties: CertificateArn => ({ Certificates: [{ CertificateArn }] }),
  },
  {
    what: 'a variable',
    group: 'accounts',
    expected: ['accounts.foreign', 'data.flow'],
    arn: queue,
    type: 'AWS::Lambda::Function',
    properties: QUEUE => ({ Environment: { Variables: { QUEUE } } }),
  },
  {
    what: 'the action of an alarm',
    group: 'accounts',
    expected: ['accounts.foreign', 'data.flow'],
    arn: account => `arn:aws:sns:${region}:${account}:alarms`,
    type: 'AWS::CloudWatch::Alarm',
    properties: topic => ({ AlarmActions: [topic] }),
  },
  {
    what: 'the value of a parameter',
    group: 'accounts',
    expected: ['accounts.foreign', 'data.flow'],
    arn: queue,
    type: 'AWS::SSM::Parameter',
    properties: Value => ({ Type: 'String', Value }),
  },
  {
    what: 'the principals of a private link',
    group: 'network',
    expected: ['network.peering', 'identities.resource-policy'],
    arn: role,
    type: 'AWS::EC2::VPCEndpointServicePermissions',
    properties: principal => ({ ServiceId: 'x', AllowedPrincipals: [principal] }),
  },
];

const entries: Entry[] = disguises.flatMap(({ name, wear }, row) =>
  [0, 1, 2, 3, 4].map((step): Entry => {
    const { what, group, expected, arn, type, properties } = positions[(row * 5 + step) % positions.length]!;
    return {
      what: `${what}, ${name}`,
      group,
      expected,
      plant: ({ lab, own, other }) =>
        lab.add(own, 'Planted', type, properties(wear(arn(other.account), { lab, own, account: other.account }))),
    };
  }),
);

export const hidden: Mutant[] = family('accounts', 'hidden', {}, entries);
