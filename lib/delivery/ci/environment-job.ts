import { install, run, runner, sources, step, type Job, type Step } from './workflow';
import { deliveryRoles, isGated, roleArn } from '../names';
import type { CiConfig, EnvironmentConfig } from '../../environment';

/** An environment that a workflow deploys. */
export type DeployedConfig = EnvironmentConfig & { readonly account: string; readonly ci: CiConfig };

/** A gated environment with the one whose evidence it takes. */
export interface Promotion {
  readonly source: DeployedConfig;
  readonly target: DeployedConfig;
}

/** Every promotion, in the order of the configuration. */
export const promotionsOf = (environments: readonly DeployedConfig[]): Promotion[] => environments.filter(isGated).flatMap((target) => {
  const source = environments.find(({ name }) => name === target.promotedFrom);
  return source ? [{ source, target }] : [];
});

/** A command of ours, its words as the shell takes them. */
export const bulkhead = (words: string): string => `npm run --silent bulkhead -- ${words}`;

/** Becomes the integration of an environment; GitHub issues a token for a job in that environment alone. */
export const credentials = ({ account, region, name }: DeployedConfig): Step => step(`Become the integration of ${name}`, 'aws-actions/configure-aws-credentials', {
  'role-to-assume': roleArn({ account }, deliveryRoles.ci),
  'aws-region': region,
  // a role of another account is given back before anything is called.
  'allowed-account-ids': account,
  'role-session-name': `${name}-\${{ github.run_id }}`,
});

/**
 * The assembly that was built once; nobody goes on with one of another digest.
 *
 * An artifact is whatever the named run has put into it, a fork's run too: beside the checked-out sources one of its files
 * could take the place of the program that is to verify it. The toolkit's cache, from which it would publish, is no part of
 * the digest and goes.
 */
export const assembly = (download: Step['with'] = {}): Step[] => [
  step('Fetch the assembly', 'actions/download-artifact', { name: 'assembly', path: '${{ runner.temp }}/assembly', ...download }),
  run('Unpack the assembly', [
    'mkdir assembly',
    'tar -xf "$RUNNER_TEMP/assembly/assembly.tar" -C assembly',
    'find assembly -name .cache -not -path "*/asset.*" -prune -exec rm -rf {} +',
  ]),
  run('Verify the assembly', bulkhead('ci digest assembly --expect "$DIGEST"')),
];

/** What tells one job in an environment from another. */
type OwnPart = Pick<Job, 'name' | 'needs' | 'if' | 'steps'> & Required<Pick<Job, 'env'>> & { readonly permissions?: Job['permissions'] };

/** A job in an environment: its protection rules decide who approves, and the role in the account trusts its name alone. */
export const environmentJob = (config: DeployedConfig, { name, steps, permissions, env, ...when }: OwnPart): Job => ({
  'name': name,
  ...when,
  'runs-on': runner,
  'timeout-minutes': 60,
  'environment': config.ci.environment,
  'permissions': { 'contents': 'read', 'id-token': 'write', ...permissions },
  // one at a time in an environment, and none is broken off.
  'concurrency': { 'group': `bulkhead-${config.name}`, 'cancel-in-progress': false },
  'env': env,
  'steps': [...sources(), install, ...steps],
});

/** Has the source sign what it states of the assembly for the target, and says what a person does with it. */
export const state = (source: DeployedConfig, target: DeployedConfig, grounds: string): Step[] => [
  run('Sign the evidence', [
    bulkhead(`evidence sign ${source.name} --for ${target.name} --assembly assembly ${grounds} --json > signed.json`),
    '{',
    `  echo "### Evidence from ${source.name} for ${target.name}"`,
    '  echo',
    `  echo "Have a person sign it off, then run the workflow 'bulkhead release' with:"`,
    '  echo',
    '  echo \'```\'',
    `  echo "target   ${target.name}"`,
    '  node -p \'"release  " + JSON.parse(require("node:fs").readFileSync("signed.json", "utf8")).release\'',
    '  echo "run      $BUILD_RUN"',
    '  echo "digest   $DIGEST"',
    '  echo \'```\'',
    '} >> "$GITHUB_STEP_SUMMARY"',
  ]),
];

/**
 * Runs the team's acceptance and load suites against an environment and has it state what it accepted, and how its ways look.
 *
 * The suites are the scripts `acceptance` and `load` of package.json; each writes its result to the file that BULKHEAD_RESULT names.
 */
export const accept = ({ source, target }: Promotion): Step[] => [
  ...(['acceptance', 'load'] as const).map(kind => run(`Run ${kind}`, `npm run ${kind}`, {
    BULKHEAD_ENVIRONMENT: source.name, BULKHEAD_ASSEMBLY_DIGEST: '${{ env.DIGEST }}', BULKHEAD_RESULT: `\${{ github.workspace }}/${kind}.json`,
  })),
  // only now: the suites have no credentials of the account.
  credentials(source),
  ...state(source, target, '--acceptance acceptance.json --load load.json'),
];
