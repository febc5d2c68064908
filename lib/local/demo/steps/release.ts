import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from '../release/candidate';
import { evidenceOutcome, flipByte, openRelease, type OpenRelease } from '../release/release';
import { exactly, type Say, type Story } from '../story';
import { renewedSession } from '../release/effect';

const step = 'Release before the gate';

const noEvidence = `r${'0'.repeat(32)}`;

const recorder = (story: Story, { source, target }: Candidate) =>
  (kind: 'release-refused' | 'released', what: string, expected: string, observed: string) =>
    story.journal.record(exactly({ step, kind, from: source, to: target, what, expected, observed }));

/** Everything that speaks against a release, one thing after another, until nothing does. */
const beforeTheGate = async (release: OpenRelease, record: ReturnType<typeof recorder>, { source, target }: Candidate, say: Say) => {
  record('release-refused', `evidence of ${source} without its runs is not even signed`, 'refused with exit code 2', await evidenceOutcome(release.sign({})));
  record('release-refused', `a release into ${target} without evidence`, 'refused: evidence-missing', await release.execute(noEvidence));
  const id = await release.sign(release.runs);
  say(`evidence of ${source}, signed by its key: ${id}`);
  await release.prepare();
  say(`change sets of ${target} prepared by its continuous integration, which cannot execute them`);
  record('release-refused', `the release into ${target} that nobody has signed off`, 'refused: sign-off-missing', await release.execute(id));
  await release.signOff(id);
  const restore = await flipByte(release);
  record('release-refused', `the same, signed off, with one flipped byte in the published code`, 'refused: asset-differs', await release.execute(id));
  await restore();
  return id;
};

/** The last environment takes what the one before it has accepted, and takes it once. */
export const releaseCandidate = async (story: Story, say: Say): Promise<void> => {
  const { candidate, runs } = story;
  if (!candidate) return say('nothing is promoted in this fleet');
  const { source, target, onboarded: { fleet } } = candidate;
  if (runs.length < 2) return say(`no provider of ${source} is played, so nothing stands behind a release`);
  if (fleet.environments.some(({ name, ci }) => [source, target].includes(name) && !ci)) return say(`${source} or ${target} has no continuous integration, which would sign and prepare`);
  const record = recorder(story, candidate);
  for (const run of runs) writeFileSync(join(story.work, `${run.kind}.json`), JSON.stringify(run));
  const release = await openRelease(story, candidate);
  record('released', `a session of ${target} on the promoted flow, before the release`, 'refused: unknown-flow', await renewedSession(story, candidate));
  const id = await beforeTheGate(release, record, candidate, say);
  const changed = await release.changed();
  record('released', `the release into ${target} with the evidence of ${source}, signed off: the gate executes`, 'done', await release.execute(id));
  const after = await release.changed();
  const stacks = Object.keys(after).filter(name => after[name] !== changed[name]);
  say(`${stacks.join(', ')} changed by the gate`);
  record('released', `what the gate changed in ${target}`, release.expected.join(', '), stacks.sort().join(', '));
  const again = await release.execute(id);
  const unchanged = JSON.stringify(await release.changed()) === JSON.stringify(after);
  record('released', `the same release into ${target} again`, 'done, nothing changed', `${again}, ${unchanged ? 'nothing' : 'something'} changed`);
  record('released', `a session of ${target} on the promoted flow, after the release`, 'created', await renewedSession(story, candidate));
};
