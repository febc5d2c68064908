import { run, runner, sources, step, strictShell, type Workflow } from './workflow';

const notOfAFork = 'github.event.pull_request.head.repo.full_name == github.repository';

/**
 * What happens to a pull request: it is synthesized, audited and compared with its base. No job has credentials of AWS or a
 * secret, and the one that may comment runs none of the pull request's code.
 *
 * @see https://docs.github.com/en/actions/reference/security/secure-use
 */
export const pullRequest = (branch: string): Workflow => ({
  name: 'bulkhead pull request',
  on: { pull_request: { branches: [branch] } },
  permissions: {},
  defaults: strictShell,
  concurrency: { 'group': 'bulkhead-${{ github.workflow }}-${{ github.ref }}', 'cancel-in-progress': true },
  jobs: {
    check: {
      'name': 'Synthesize, audit, compare',
      'runs-on': runner,
      'timeout-minutes': 20,
      'permissions': { contents: 'read' },
      'steps': [
        ...sources({ path: 'head' }),
        step('Check the base out', 'actions/checkout', { 'persist-credentials': false, 'ref': '${{ github.event.pull_request.base.sha }}', 'path': 'base' }),
        { ...run('Synthesize the base', ['npm ci --ignore-scripts', 'npx cdk synth --quiet']), 'working-directory': 'base' },
        { ...run('Synthesize the pull request', ['npm ci --ignore-scripts', 'npx cdk synth --quiet']), 'working-directory': 'head' },
        { ...run('Compare', ['npm run --silent bulkhead -- ci diff ../base/cdk.out cdk.out > ../diff.md', 'cat ../diff.md >> "$GITHUB_STEP_SUMMARY"']), 'working-directory': 'head' },
        step('Keep the comparison', 'actions/upload-artifact', { 'name': 'diff', 'path': 'diff.md', 'if-no-files-found': 'error', 'retention-days': 5 }),
        { ...run('Audit', ['npm run --silent bulkhead -- audit cdk.out', 'npm run --silent bulkhead -- ci init --check']), 'working-directory': 'head' },
      ],
    },
    comment: {
      'name': 'Comment',
      'needs': ['check'],
      // the token of a fork's pull request may not write; its comparison stands in the run's summary. A failed audit is commented too.
      'if': `\${{ !cancelled() && ${notOfAFork} }}`,
      'runs-on': runner,
      'timeout-minutes': 5,
      'permissions': { 'pull-requests': 'write' },
      'steps': [
        step('Fetch the comparison', 'actions/download-artifact', { name: 'diff' }),
        run('Comment', 'gh pr comment "$NUMBER" --repo "$REPOSITORY" --body-file diff.md --edit-last --create-if-none', {
          GH_TOKEN: '${{ github.token }}', NUMBER: '${{ github.event.pull_request.number }}', REPOSITORY: '${{ github.repository }}',
        }),
      ],
    },
  },
});
