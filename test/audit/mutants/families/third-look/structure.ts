// leaks behind the language of templates: loops, modules, macros, nested stacks, conditions.
import { family } from '../../family';
import type { Mutant } from '../../types';
import { add } from '../second-look/planting';

const trust = (AWS: unknown) => ({ AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }] } });
const root = (account: unknown) => ({ 'Fn::Join': ['', ['arn:aws:iam::', account, ':root']] });

export const structure: Mutant[] = family('references', 'third look', { expected: ['identities.*', 'accounts.*', 'references.*', 'data.*', 'network.*'] }, [
  { what: 'a module', names: 'own', verdict: 'not proven', plant: add('Acme::Network::Peering::MODULE', () => ({ Name: 'x' })) },
  {
    what: 'an included mapping',
    names: 'own',
    verdict: 'not proven',
    plant: ({ lab, own }) => {
      lab.section(own, 'Mappings')['Fn::Transform'] = { Name: 'AWS::Include', Parameters: { Location: 's3://x/y.json' } };
    },
  },
  {
    what: 'included resources',
    names: 'own',
    verdict: 'not proven',
    plant: ({ lab, own }) => {
      (lab.template(own).Resources as Record<string, unknown>)['Fn::Transform'] = { Name: 'AWS::Include', Parameters: { Location: 's3://x/y.json' } };
    },
  },
  {
    what: 'an account passed to a nested stack',
    plant: ({ lab, own, other }) =>
      lab.nest(own, 'Inner', { Parameters: { Peer: { Type: 'String' } }, Resources: { Role: { Type: 'AWS::IAM::Role', Properties: trust(root({ Ref: 'Peer' })) } } }, { Peer: other.account }),
  },
  {
    what: 'an account passed twice',
    plant: ({ lab, own, other }) => {
      lab.write(`assembly-${own.name}/Deep.nested.template.json`, JSON.stringify({ Parameters: { Q: { Type: 'String' } }, Resources: { Role: { Type: 'AWS::IAM::Role', Properties: trust({ 'Fn::Sub': 'arn:aws:iam::${Q}:root' }) } } }));
      lab.nest(own, 'Inner', {
        Parameters: { P: { Type: 'String' } },
        Resources: { Deep: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'x', Parameters: { Q: { Ref: 'P' } } }, Metadata: { 'aws:asset:path': 'Deep.nested.template.json' } } },
      }, { P: { 'Fn::Select': ['1', ['x', other.account]] } });
    },
  },
  {
    what: 'a list passed to a nested stack',
    plant: ({ lab, own, other }) =>
      lab.nest(own, 'Inner', { Parameters: { Peers: { Type: 'CommaDelimitedList' } }, Resources: { Role: { Type: 'AWS::IAM::Role', Properties: trust(root({ 'Fn::Select': [1, { Ref: 'Peers' }] })) } } }, { Peers: { 'Fn::Join': [',', [own.account, other.account]] } }),
  },
  {
    what: 'an output of a nested stack',
    plant: ({ lab, own, other }) => {
      lab.nest(own, 'Inner', { Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: {} } }, Outputs: { Peer: { Value: { 'Fn::Sub': `arn:aws:iam::${other.account}:root` } } } });
      lab.add(own, 'Planted', 'AWS::IAM::Role', trust({ 'Fn::GetAtt': ['Inner', 'Outputs.Peer'] }));
    },
  },
  {
    what: 'a loop over accounts',
    plant: ({ lab, own, other }) => {
      lab.template(own).Transform = 'AWS::LanguageExtensions';
      (lab.template(own).Resources as Record<string, unknown>)['Fn::ForEach::Trusts'] = ['A', [own.account, other.account], { 'Role${A}': { Type: 'AWS::IAM::Role', Properties: trust({ 'Fn::Sub': 'arn:aws:iam::${A}:root' }) } }];
    },
  },
  {
    what: 'a loop over the values of a parameter',
    plant: ({ lab, own, other }) => {
      lab.template(own).Transform = 'AWS::LanguageExtensions';
      lab.section(own, 'Parameters').Accounts = { Type: 'CommaDelimitedList', Default: `${own.account},${other.account}` };
      (lab.template(own).Resources as Record<string, unknown>)['Fn::ForEach::Trusts'] = ['A', { Ref: 'Accounts' }, { 'Role${A}': { Type: 'AWS::IAM::Role', Properties: trust({ 'Fn::Sub': 'arn:aws:iam::${A}:root' }) } }];
    },
    verdict: 'not proven',
    names: 'own',
  },
  {
    what: 'an account among allowed values',
    plant: ({ lab, own, other }) => {
      lab.section(own, 'Parameters').Peer = { Type: 'String', Default: own.account, AllowedValues: [own.account, other.account] };
      lab.add(own, 'Planted', 'AWS::IAM::Role', trust(root({ Ref: 'Peer' })));
    },
  },
  {
    what: 'a mapping by a parameter',
    plant: ({ lab, own, other }) => {
      lab.section(own, 'Parameters').Tier = { Type: 'String', Default: 'a', AllowedValues: ['a', 'b'] };
      lab.section(own, 'Mappings').Peers = { a: { id: own.account }, b: { id: other.account } };
      lab.add(own, 'Planted', 'AWS::IAM::Role', trust(root({ 'Fn::FindInMap': ['Peers', { Ref: 'Tier' }, 'id'] })));
    },
  },
  {
    what: 'a list of a mapping',
    plant: ({ lab, own, other }) => {
      lab.section(own, 'Mappings').Lists = { all: { ids: [own.account, other.account] } };
      lab.add(own, 'Planted', 'AWS::IAM::Role', trust(root({ 'Fn::Select': ['1', { 'Fn::FindInMap': ['Lists', 'all', 'ids'] }] })));
    },
  },
  {
    what: 'a template in a text of a stack set',
    plant: add('AWS::CloudFormation::StackSet', p => ({
      StackSetName: 'x', PermissionModel: 'SELF_MANAGED',
      TemplateBody: JSON.stringify({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties: trust(`arn:aws:iam::${p.other.account}:root`) } } }),
    })),
  },
  { what: 'targets of a stack set', plant: add('AWS::CloudFormation::StackSet', p => ({ StackInstancesGroup: [{ DeploymentTargets: { Accounts: [p.other.account] }, Regions: ['me-central-1'] }] })) },
  {
    what: 'a policy turned into text',
    plant: add('AWS::SecretsManager::ResourcePolicy', p => ({
      SecretId: 'x', ResourcePolicy: { 'Fn::ToJsonString': { Statement: [{ Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': ['arn:aws:iam::${A}:root', { A: p.other.account }] } }, Action: 'secretsmanager:GetSecretValue', Resource: '*' }] } },
    })),
  },
  {
    what: 'a type of a registry',
    plant: add('Acme::Cloud::Link', p => ({ Remote: { Target: `arn:aws:ec2:me-central-1:${p.other.account}:vpc/vpc-0a1b2c3d4e5f60718` } })),
  },
]);
