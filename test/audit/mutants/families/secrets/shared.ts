// one value in two environments, written in two ways.
import { family, type Entry } from '../../family';
import type { Mutant } from '../../types';
import { apiKey, signing } from './planting';

export const shared: Mutant[] = family(
  'secrets',
  'shared',
  { expected: ['secrets.shared-value'] },
  [
    ['plain in both', signing, signing],
    ['once in JSON', signing, JSON.stringify({ secret: signing })],
    ['once in base64', signing, Buffer.from(`s=${signing}`).toString('base64')],
    ['once joined', apiKey, { 'Fn::Join': ['', [apiKey.slice(0, 10), apiKey.slice(10)]] }],
    ['once in a sentence', apiKey, `Authorization: Bearer ${apiKey}`],
  ].map(([what, one, second]): Entry => ({
    what: `the same value, ${what as string}`,
    plant: ({ lab, own, other }) => {
      lab.add(own, 'One', 'AWS::Lambda::Function', { Environment: { Variables: { X: one } } });
      lab.add(other, 'Two', 'AWS::SSM::Parameter', { Type: 'String', Value: second });
    },
  })),
);
