// secrets that a deployment writes where they can be read.
import { family, type Entry } from '../../family';
import type { Mutant } from '../../types';
import { places } from './places';

const reference = '{{resolve:secretsmanager:provider:SecretString:key}}';

export const exposed: Mutant[] = family('secrets', 'exposed', { expected: ['secrets.exposed'], names: 'own' }, [
  ...places
    .filter(
      ([what, , textOnly]) =>
        !textOnly && !/code|secret|connection|custom|parameter of|input|header|definition|document|hosted|condition|rule$/.test(what),
    )
    .map(([what, write], index): Entry => ({
      what: `${what}`,
      plant: planting =>
        write(
          planting,
          [
            reference,
            { 'Fn::Join': ['', ['{{resolve:secrets', 'manager:', { Ref: 'AWS::StackName' }, '}}']] },
            { 'Fn::Sub': '{{resolve:ssm-secure:/x/${AWS::Region}:1}}' },
          ][index % 3],
          reference,
        ),
    })),
  {
    what: 'a hidden parameter in an output',
    plant: ({ lab, own }) => {
      lab.section(own, 'Parameters').P = { Type: 'String', NoEcho: true };
      lab.section(own, 'Outputs').O = { Value: { Ref: 'P' } };
    },
  },
  {
    what: 'a hidden parameter in a variable',
    plant: ({ lab, own }) => {
      lab.section(own, 'Parameters').P = { Type: 'String', NoEcho: 'true' };
      lab.add(own, 'Planted', 'AWS::Lambda::Function', { Environment: { Variables: { X: { 'Fn::Sub': 'k=${P}' } } } });
    },
  },
]);
