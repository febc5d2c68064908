// outputs of another environment's stacks.
import { family, type Entry, type Planting } from '../../family';
import { region } from '../../sides';
import type { Mutant } from '../../types';

const output =
  (own: string): Entry['plant'] =>
  ({ lab, other, own: side }: Planting) => {
    const roleArn = `arn:aws:iam::${other.account}:role/reader`;
    lab.section(other, 'Outputs').Shared = { Value: 'x' };
    const reference: Record<string, unknown> = {
      plain: { 'Fn::GetStackOutput': { StackName: `${other.name}-Backend`, OutputName: 'Shared', RoleArn: roleArn, Region: region } },
      joined: {
        'Fn::Join': [
          '/',
          ['a', { 'Fn::GetStackOutput': { StackName: `${other.name}-Backend`, OutputName: 'Shared', RoleArn: { 'Fn::Sub': roleArn } } }],
        ],
      },
      unknown: {
        'Fn::GetStackOutput': {
          StackName: 'Somewhere',
          OutputName: 'Gone',
          RoleArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${other.account}:role/reader`]] },
        },
      },
    };
    lab.add(side, 'Planted', 'AWS::SQS::Queue', { QueueName: reference[own] });
  };

export const crossing: Mutant[] = family('references', 'outputs', { expected: ['references.stack-output'] }, [
  { what: 'an output read through a role', plant: output('plain') },
  { what: 'an output inside a Join', plant: output('joined') },
  { what: 'an output of a stack that is not in the input', plant: output('unknown') },
  {
    what: 'an output that is an output again',
    plant: planting => {
      output('plain')(planting);
      planting.lab.section(planting.own, 'Outputs').Again = {
        Value: {
          'Fn::GetStackOutput': {
            StackName: `${planting.other.name}-Backend`,
            OutputName: 'Shared',
            RoleArn: `arn:aws:iam::${planting.other.account}:role/reader`,
          },
        },
      };
    },
  },
  {
    what: 'an output inside a nested stack',
    plant: ({ lab, own, other }) => {
      lab.section(other, 'Outputs').Shared = { Value: 'x' };
      lab.nest(own, 'Inner', {
        Resources: {
          Q: {
            Type: 'AWS::SQS::Queue',
            Properties: {
              QueueName: {
                'Fn::GetStackOutput': {
                  StackName: `${other.name}-Backend`,
                  OutputName: 'Shared',
                  RoleArn: `arn:aws:iam::${other.account}:role/reader`,
                },
              },
            },
          },
        },
      });
    },
  },
]);
