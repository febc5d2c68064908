// what cannot be told from templates alone.
import { family } from '../../family';
import { region } from '../../sides';
import type { Mutant } from '../../types';

export const opaque: Mutant[] = family(
  'references',
  'opaque',
  {
    names: 'own',
    verdict: 'UNKNOWN',
    expected: ['references.custom-resource', 'references.lookup', 'accounts.readable', 'data.own-key', 'identities.role'],
  },
  [
    {
      what: 'a provider that is a parameter',
      plant: ({ lab, own }) => {
        lab.section(own, 'Parameters').P = { Type: 'String' };
        lab.add(own, 'Planted', 'Custom::Thing', { ServiceToken: { Ref: 'P' } });
      },
    },
    {
      what: 'a key that is looked up at deployment',
      plant: ({ lab, own }) => {
        lab.section(own, 'Parameters').P = { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' };
        lab.add(own, 'Planted', 'AWS::SQS::Queue', { KmsMasterKeyId: { Ref: 'P' } });
      },
    },
    {
      what: 'a role by a dynamic reference',
      plant: ({ lab, own }) => lab.add(own, 'Planted', 'AWS::Lambda::Function', { Role: '{{resolve:ssm:/shared/role}}' }),
    },
    {
      what: 'a role that a custom resource returns',
      plant: ({ lab, own }) => {
        lab.add(own, 'Thing', 'Custom::Thing', {
          ServiceToken: { 'Fn::Sub': 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:x' },
        });
        lab.add(own, 'Planted', 'AWS::Lambda::Function', { Role: { 'Fn::GetAtt': ['Thing', 'RoleArn'] } });
      },
    },
    {
      what: 'a macro',
      plant: ({ lab, own }) => {
        lab.template(own).Transform = ['Rewrite'];
      },
    },
    {
      what: 'a macro in a resource',
      plant: ({ lab, own }) => lab.add(own, 'Planted', 'AWS::SQS::Queue', { 'Fn::Transform': { Name: 'Rewrite', Parameters: {} } }),
    },
    {
      what: 'an included template',
      plant: ({ lab, own }) => {
        lab.template(own).Transform = { Name: 'AWS::Include', Parameters: { Location: 's3://x/y' } };
      },
    },
    {
      what: 'a nested stack that is not there',
      plant: ({ lab, own }) => lab.add(own, 'Planted', 'AWS::CloudFormation::Stack', { TemplateURL: 'https://example.com/template.json' }),
    },
    {
      what: 'a value that was missing at synthesis',
      plant: ({ lab, own }) => {
        lab.manifest(own).missing = [{ key: `vpc-provider:account=${own.account}:region=${region}`, provider: 'vpc-provider', props: {} }];
        lab.add(own, 'Planted', 'AWS::EC2::SecurityGroup', { VpcId: 'vpc-12345' });
      },
    },
  ],
);
