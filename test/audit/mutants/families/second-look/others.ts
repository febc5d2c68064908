// references, seen again.
import { family } from '../../family';
import { outsider, region } from '../../sides';
import type { Mutant } from '../../types';
import { add, arn } from './planting';

export const others: Mutant[] = family('references', 'second look', { expected: ['references.*', 'accounts.*', 'secrets.*', 'data.*'] }, [
  {
    what: 'an import in a variable of a Sub',
    expected: ['references.import'],
    plant: ({ lab, own, other }) => {
      lab.section(other, 'Outputs').Shared = { Value: 'x', Export: { Name: 'their-thing' } };
      lab.add(own, 'Planted', 'AWS::SQS::Queue', { QueueName: { 'Fn::Sub': ['${A}-x', { A: { 'Fn::ImportValue': 'their-thing' } }] } });
    },
  },
  {
    what: 'a parameter of another account, resolved by its ARN',
    plant: ({ lab, own, other }) => {
      lab.section(own, 'Parameters').P = {
        Type: 'AWS::SSM::Parameter::Value<String>',
        Default: `arn:aws:ssm:${region}:${other.account}:parameter/shared`,
      };
    },
  },
  {
    what: 'a macro of another account',
    plant: add('AWS::CloudFormation::Macro', p => ({ Name: 'x', FunctionName: arn('lambda', 'function:macro')(p) })),
  },
  {
    what: 'an image of a build',
    plant: add('AWS::CodeBuild::Project', p => ({ Environment: { Image: `${p.other.account}.dkr.ecr.${region}.amazonaws.com/build:1` } })),
  },
  {
    what: 'an image of a batch job',
    plant: add('AWS::Batch::JobDefinition', p => ({
      ContainerProperties: { Image: { 'Fn::Sub': `${p.other.account}.dkr.ecr.\${AWS::Region}.\${AWS::URLSuffix}/job:1` } },
    })),
  },
  {
    what: 'a configuration of code signing',
    plant: add('AWS::Lambda::Function', p => ({ CodeSigningConfigArn: arn('lambda', 'code-signing-config:csc-1')(p) })),
  },
  {
    what: 'a portfolio that is shared',
    plant: add('AWS::ServiceCatalog::PortfolioShare', p => ({ PortfolioId: 'x', AccountId: p.other.account })),
  },
  {
    what: 'a template of an outsider\'s bucket',
    names: 'own',
    plant: add('AWS::CloudFormation::Stack', () => ({ TemplateURL: `https://cdk-x-assets-${outsider}-${region}.s3.amazonaws.com/x.json` })),
    verdict: 'not proven',
  },
]);
