// configuration, seen again.
import { family } from '../../family';
import { sides } from '../../sides';
import type { Mutant } from '../../types';
import { add } from './planting';

export const configuration: Mutant[] = family('configuration', 'second look', { expected: ['configuration.*'] }, [
  {
    what: 'the other\'s flow in a parameter\'s text',
    plant: add('AWS::SSM::Parameter', p => ({ Type: 'String', Value: `run flow-${p.other.slug} first` })),
  },
  { what: 'the other\'s flow in code', plant: ({ lab, own, other }) => lab.asset(own, { 'index.js': `const flow="flow-${other.slug}";` }) },
  {
    what: 'the other\'s flow, joined',
    plant: add('AWS::Lambda::Function', p => ({
      Environment: { Variables: { X: { 'Fn::Join': ['-', ['flow', ...p.other.slug.split('-')]] } } },
    })),
  },
  {
    what: 'the other\'s subscription in a rule\'s pattern',
    pair: [sides.Staging, sides.Production],
    plant: add('AWS::Events::Rule', p => ({ EventPattern: { detail: { subscription: [`subscription-${p.other.slug}`] } } })),
  },
  {
    what: 'the other\'s host in a variable',
    plant: add('AWS::Lambda::Function', p => ({ Environment: { Variables: { TARGET: `https://webhooks.${p.other.slug}.example.com/` } } })),
  },
]);
