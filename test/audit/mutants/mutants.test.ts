// one leak of every family is planted and must be found; `npm run audit:mutants` plants them all.
import { backend } from '../../../bin/backend';
import { groups } from '../../../lib/audit/model';
import { fleet, flows } from '../../fixtures/fleet';
import { synthesize, type Synthesized } from '../../fixtures/synthesize';
import { mutants } from './corpus';
import { Judge } from './judge';
import { madeFrom } from './operators';
import type { Mutant } from './types';

let own: Synthesized;
let judge: Judge;
beforeAll(() => {
  own = synthesize(fleet, flows, { extend: backend });
  judge = new Judge(own.outdir);
});
afterAll(() => {
  judge.lab.remove();
  own.remove();
});

/** The first of each family in each group, so that every way of planting is tried. */
const oneOfEach = (all: readonly Mutant[]): Mutant[] => [
  ...new Map([...all].reverse().map(mutant => [`${mutant.group} ${mutant.family}`, mutant])).values(),
];

test.each(oneOfEach(mutants).map(mutant => [mutant.group, mutant.what, mutant] as const))('%s: %s is found', (_, __, mutant) => {
  const { caught, instead } = judge.judge(mutant);
  expect(caught ? [] : instead).toEqual([]);
  expect(caught).toBe(true);
});

test('a leak made by each rule from the templates themselves is found', () => {
  const missed = oneOfEach(madeFrom(own.outdir))
    .map(mutant => judge.judge(mutant))
    .filter(({ caught }) => !caught);
  expect(missed.map(({ mutant, instead }) => [mutant.id, ...instead])).toEqual([]);
});

test('there are at least two hundred mutants, twelve in every group, each with an id of its own', () => {
  const all = [...mutants, ...madeFrom(own.outdir)];
  expect(all.length).toBeGreaterThanOrEqual(200);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const group of groups) expect(all.filter(mutant => mutant.group === group).length).toBeGreaterThanOrEqual(12);
});

test('after all of it the assembly is what it was: nothing is violated, nothing open', () => {
  const clean = judge.clean().filter(({ kind }) => kind === 'relation');
  expect(clean.map(({ verdict, message }) => `${verdict} ${message}`)).toEqual([]);
});

test('a mutant that changes nothing is not caught, so that catching means something', () => {
  const [first] = mutants;
  const { caught, instead } = judge.judge({ ...first!, plant: () => undefined });
  expect({ caught, instead }).toEqual({ caught: false, instead: [] });
});
