import { accept, assembly, bulkhead, credentials, environmentJob, promotionsOf, type DeployedConfig } from './environment-job';
import { install, run, runner, sources, step, strictShell, type Job, type Workflow } from './workflow';
import { isGated } from '../names';
import { constructId } from '../../environment';

/** Builds, audits and packs; what happens afterwards happens with exactly this. */
const build: Job = {
  'name': 'Build and audit',
  'runs-on': runner,
  'timeout-minutes': 20,
  'permissions': { contents: 'read' },
  'outputs': { digest: '${{ steps.digest.outputs.digest }}' },
  'steps': [
    ...sources(),
    install,
    run('Synthesize', 'npx cdk synth --quiet'),
    run('Audit', bulkhead('audit cdk.out --out report')),
    // in two lines: a failure inside the second would not end the step.
    { ...run('Digest', [`digest="$(${bulkhead('ci digest cdk.out')})"`, 'echo "digest=$digest" >> "$GITHUB_OUTPUT"']), id: 'digest' },
    // an archive keeps hidden files and modes, which the artifact's own packing would lose.
    run('Pack', 'tar -cf assembly.tar --sort=name -C cdk.out .'),
    step('Keep the assembly', 'actions/upload-artifact', { 'name': 'assembly', 'path': 'assembly.tar', 'if-no-files-found': 'error', 'retention-days': 90 }),
    step('Keep the audit', 'actions/upload-artifact', { 'name': 'audit', 'path': 'report', 'if-no-files-found': 'error', 'retention-days': 90 }),
  ],
};

const env = { DIGEST: '${{ needs.build.outputs.digest }}', BUILD_RUN: '${{ github.run_id }}' };

/** What happens on the branch that is deployed: built once, then the environments that nothing is promoted into. */
export const deploy = (branch: string, environments: readonly DeployedConfig[]): Workflow => ({
  name: 'bulkhead deploy',
  on: { push: { branches: [branch] } },
  permissions: {},
  defaults: strictShell,
  jobs: {
    build,
    ...Object.fromEntries(environments.filter(config => !isGated(config)).map(config => [config.name, environmentJob(config, {
      name: `Deploy ${config.name}`,
      needs: ['build'],
      env,
      steps: [
        ...assembly(),
        credentials(config),
        run('Deploy', `npx cdk deploy '${constructId(config.name)}/*' --app assembly --require-approval never`),
      ],
    })])),
    ...Object.fromEntries(promotionsOf(environments).filter(({ source }) => !isGated(source)).map(promotion => [`accept-for-${promotion.target.name}`, environmentJob(promotion.source, {
      name: `Accept in ${promotion.source.name} for ${promotion.target.name}`,
      needs: ['build', promotion.source.name],
      env,
      steps: [...assembly(), ...accept(promotion)],
    })])),
  },
});
