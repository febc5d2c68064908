// another account in every corner of an assembly.
import { family } from '../../family';
import { outsider, region } from '../../sides';
import type { Mutant } from '../../types';

export const account: Mutant[] = family(
  'accounts',
  'corners',
  { expected: ['accounts.foreign', 'deployment.bootstrap', 'references.asset', 'identities.role', 'data.flow'] },
  [
    {
      what: 'an output',
      plant: ({ lab, own, other }) => {
        lab.section(own, 'Outputs').Planted = { Value: `https://${other.account}.signin.aws.amazon.com/console` };
      },
    },
    {
      what: 'a description of an output',
      plant: ({ lab, own, other }) => {
        lab.section(own, 'Outputs').Planted = { Value: 'x', Description: `read by ${other.account}` };
      },
    },
    {
      what: 'the description of the template',
      plant: ({ lab, own, other }) => {
        lab.template(own).Description = `deployed beside ${other.account}`;
      },
    },
    {
      what: 'metadata',
      plant: ({ lab, own, other }) => {
        lab.section(own, 'Metadata').note = { deep: [{ arn: `arn:aws:iam::${other.account}:root` }] };
      },
    },
    {
      what: 'metadata of a resource',
      plant: ({ lab, own, other }) => lab.add(own, 'Planted', 'AWS::SQS::Queue', {}, { Metadata: { owner: other.account } }),
    },
    {
      what: 'a mapping that nothing uses',
      plant: ({ lab, own, other }) => {
        lab.section(own, 'Mappings').Accounts = { [other.account]: { name: 'x' } };
      },
    },
    {
      what: 'a value of a mapping',
      plant: ({ lab, own, other }) => {
        lab.section(own, 'Mappings').Accounts = { all: { peer: other.account } };
      },
    },
    {
      what: 'a condition',
      plant: ({ lab, own, other }) => {
        lab.section(own, 'Conditions').IsPeer = { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, other.account] };
      },
    },
    {
      what: 'a rule',
      plant: ({ lab, own, other }) => {
        lab.section(own, 'Rules').Peer = {
          Assertions: [{ Assert: { 'Fn::Contains': [[own.account, other.account], { Ref: 'AWS::AccountId' }] } }],
        };
      },
    },
    {
      what: 'an allowed value of a parameter',
      plant: ({ lab, own, other }) => {
        lab.section(own, 'Parameters').Account = { Type: 'String', Default: own.account, AllowedValues: [own.account, other.account] };
      },
    },
    {
      what: 'a tag',
      plant: ({ lab, own, other }) => lab.add(own, 'Planted', 'AWS::SQS::Queue', { Tags: [{ Key: 'peer', Value: other.account }] }),
      expected: ['accounts.foreign', 'data.flow'],
    },
    {
      what: 'a tag of the manifest',
      plant: ({ lab, own, other }) => {
        lab.artifact(own).properties.tags = { peer: other.account };
      },
    },
    {
      what: 'a parameter of the manifest',
      plant: ({ lab, own, other }) => {
        lab.section(own, 'Parameters').P = { Type: 'String', Default: 'x' };
        lab.artifact(own).properties.parameters = { P: other.account };
      },
    },
    {
      what: 'a key of the manifest\'s metadata',
      plant: ({ lab, own, other }) => {
        lab.artifact(own).metadata = { [`/x/${other.account}`]: [{ type: 'aws:cdk:warning', data: 'x' }] };
      },
    },
    {
      what: 'bundled code',
      plant: ({ lab, own, other }) =>
        lab.asset(own, { 'index.js': `const q="https://sqs.${region}.amazonaws.com/${other.account}/jobs";` }),
    },
    {
      what: 'bundled code, as an ARN',
      plant: ({ lab, own, other }) => lab.asset(own, { 'index.js': `const r=\`arn:aws:iam::${other.account}:role/x\`;` }),
    },
    {
      what: 'bundled code of an outsider',
      names: 'own',
      plant: ({ lab, own }) => lab.asset(own, { 'index.js': `const r="arn:aws:iam::${outsider}:role/x";` }),
    },
    {
      what: 'JSON in an asset, escaped',
      plant: ({ lab, own, other }) =>
        lab.asset(own, { 'config.json': JSON.stringify({ text: JSON.stringify({ role: `arn:aws:iam::${other.account}:role/x` }) }) }),
    },
    {
      what: 'base64 in an asset',
      plant: ({ lab, own, other }) =>
        lab.asset(own, {
          'config.json': JSON.stringify({ blob: Buffer.from(`role=arn:aws:iam::${other.account}:role/x`).toString('base64') }),
        }),
    },
    {
      what: 'base64 in user data',
      plant: ({ lab, own, other }) =>
        lab.add(own, 'Planted', 'AWS::EC2::Instance', {
          UserData: Buffer.from(`#!/bin/sh\naws sts assume-role --role-arn arn:aws:iam::${other.account}:role/x\n`).toString('base64'),
        }),
    },
    {
      what: 'inline code',
      plant: ({ lab, own, other }) =>
        lab.add(own, 'Planted', 'AWS::Lambda::Function', { Code: { ZipFile: `exports.r = 'arn:aws:iam::${other.account}:role/x';` } }),
    },
    {
      what: 'an account in JSON in a parameter',
      plant: ({ lab, own, other }) =>
        lab.add(own, 'Planted', 'AWS::SSM::Parameter', {
          Type: 'String',
          Value: JSON.stringify({ accounts: JSON.stringify([Number(other.account)]) }),
        }),
    },
    {
      what: 'a dashboard',
      plant: ({ lab, own, other }) =>
        lab.add(own, 'Planted', 'AWS::CloudWatch::Dashboard', {
          DashboardBody: { 'Fn::Sub': `{"widgets":[{"properties":{"metrics":[["AWS/SQS","x",{"accountId":"${other.account}"}]]}}]}` },
        }),
    },
    {
      what: 'context of another account',
      plant: ({ lab, own, other }) =>
        lab.write(
          'cdk.context.json',
          JSON.stringify({
            [`availability-zones:account=${own.account}:region=${region}`]: [`${region}a`],
            [`ssm:account=${own.account}:parameterName=/x:region=${region}`]: `arn:aws:iam::${other.account}:role/x`,
          }),
        ),
    },
    {
      what: 'context looked up in an outsider',
      names: 'none',
      expected: ['accounts.foreign'],
      plant: ({ lab }) =>
        lab.write(
          'cdk.context.json',
          JSON.stringify({ [`vpc-provider:account=${outsider}:filter.vpc-id=vpc-1:region=${region}`]: { vpcId: 'vpc-0a1b2c3d' } }),
        ),
    },
    {
      what: 'a stack without an account',
      names: 'none',
      expected: ['accounts.named'],
      plant: ({ lab, own }) => {
        lab.artifact(own).environment = `aws://unknown-account/${region}`;
      },
    },
    {
      what: 'a stack without a region',
      names: 'own',
      expected: ['accounts.named'],
      plant: ({ lab, own }) => {
        lab.artifact(own).environment = `aws://${own.account}/unknown-region`;
      },
    },
    {
      what: 'a stack set',
      plant: ({ lab, own, other }) =>
        lab.add(own, 'Planted', 'AWS::CloudFormation::StackSet', {
          StackSetName: 'x',
          PermissionModel: 'SELF_MANAGED',
          StackInstancesGroup: [{ Regions: [region], DeploymentTargets: { Accounts: [other.account] } }],
        }),
    },
    {
      what: 'the asset\'s display name',
      plant: ({ lab, own, other }) => {
        Object.assign(Object.values(lab.assets(own).files)[0]!, { displayName: `for ${other.account}` });
      },
    },
  ],
);
