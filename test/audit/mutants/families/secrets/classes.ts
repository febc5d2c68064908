// live keys in test environments and the reverse.
import { family, type Entry } from '../../family';
import { sides } from '../../sides';
import type { Mutant } from '../../types';
import { apiKey, testKey, sandbox } from './planting';

export const classes: Mutant[] = family('secrets', 'classes', { expected: ['secrets.class'], names: 'own' }, [
  ...(
    [
      ['live', apiKey, sides.Staging],
      ['live', apiKey, sides.PreProduction],
      ['test', testKey, sides.Production],
      ['test', sandbox, sides.Production],
    ] as const
  ).flatMap(([name, text, side]): Entry[] => [
    {
      what: `a ${name} key in a variable`,
      pair: [side, sides.Production],
      plant: ({ lab, own }) => lab.add(own, 'Planted', 'AWS::Lambda::Function', { Environment: { Variables: { X: text } } }),
    },
    {
      what: `a ${name} key in code`,
      pair: [side, sides.Production],
      plant: ({ lab, own }) => lab.asset(own, { 'index.js': `module.exports = { auth: '${text}' };` }),
    },
  ]),
]);
