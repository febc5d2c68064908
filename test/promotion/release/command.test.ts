import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { addReleaseCommands } from '../../../bin/release';
import { fleet, flows } from '../../fixtures/fleet';

const empty = mkdtempSync(join(tmpdir(), 'bulkhead-release-command-'));
afterAll(() => rmSync(empty, { recursive: true, force: true }));

const release = `r${'1'.repeat(32)}`;

const run = async (...args: string[]): Promise<unknown> => {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  addReleaseCommands(program, { fleet, flows, root: empty });
  try {
    await program.parseAsync(args, { from: 'user' });
    return undefined;
  } catch (error) {
    return error;
  }
};

// none of these gets as far as asking for credentials.
test.each<[string, string[], number, RegExp]>([
  ['an environment that does not exist', ['release', 'execute', 'nowhere', '--release', release], 3, /there is no environment 'nowhere'/],
  ['a release that is none', ['release', 'execute', 'production', '--release', 'r1'], 3, /'r1' is no release/],
  ['no release and no evidence', ['release', 'execute', 'production', '--evidence', empty], 2, /there is no evidence.json/],
  ['a check of nothing', ['release', 'check', 'production', '--evidence', empty], 2, /there is no evidence.json/],
  ['a sign-off of no release', ['evidence', 'sign-off', 'pre-production', '../x', '--reason', 'r'], 3, /is no release/],
  ['a fetch of no release', ['evidence', 'fetch', 'pre-production', 'x'], 3, /is no release/],
  ['evidence for longer than a week', ['evidence', 'sign', 'pre-production', '--for', 'production', '--hours', '169'], 3, /no number of hours/],
  ['evidence for a moment', ['evidence', 'sign', 'pre-production', '--for', 'production', '--hours', '0'], 3, /no number of hours/],
])('%s ends with an exit code and the way out', async (_, args, exitCode, message) => {
  expect(await run(...args)).toMatchObject({ exitCode, message: expect.stringMatching(message) });
});

test.each([['evidence', 'sign', 'pre-production'], ['evidence', 'sign-off', 'pre-production', release], ['evidence', 'keys'], ['release', 'prepare']])('%s %s needs what it needs', async (...args) => {
  expect(await run(...args)).toMatchObject({ code: expect.stringMatching(/^commander\.missing/) });
});
