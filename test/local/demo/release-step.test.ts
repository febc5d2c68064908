import { fleet } from '../../../bin/environments';
import { createJournal } from '../../../lib/local/demo/journal';
import { acceptCandidate } from '../../../lib/local/demo/steps/acceptance';
import { releaseCandidate } from '../../../lib/local/demo/steps/release';
import type { Story } from '../../../lib/local/demo/story';
import type { RunResult } from '../../../lib/promotion/evidence';

const candidate = { source: 'pre-production', target: 'production', onboarded: { fleet, flows: {} } } as unknown as Story['candidate'];

const told = async (changes: Partial<Story>): Promise<string[]> => {
  const lines: string[] = [];
  const story = { journal: createJournal(), characters: [], runs: [], world: { providers: {} }, ...changes } as unknown as Story;
  await releaseCandidate(story, line => lines.push(line));
  expect(story.journal.checks).toEqual([]);
  return lines;
};

test('where nothing is promoted there is no release', async () => {
  expect(await told({})).toEqual(['nothing is promoted in this fleet']);
  const lines: string[] = [];
  await acceptCandidate({ characters: [], world: { providers: {} } } as unknown as Story, line => lines.push(line));
  expect(lines).toEqual(['nothing is promoted in this fleet']);
});

test('without runs nothing stands behind a release, and none is tried', async () => {
  expect(await told({ candidate })).toEqual(['no provider of pre-production is played, so nothing stands behind a release']);
});

test('without a continuous integration nobody would sign', async () => {
  const environments = fleet.environments.map(environment => ({ ...environment, ci: undefined }));
  const without = { ...candidate, onboarded: { fleet: { ...fleet, environments }, flows: {} } } as unknown as Story['candidate'];
  expect(await told({ candidate: without, runs: [{}, {}] as RunResult[] })).toEqual([expect.stringContaining('no continuous integration')]);
});
