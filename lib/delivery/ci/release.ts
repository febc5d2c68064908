import { accept, assembly, bulkhead, credentials, environmentJob, promotionsOf, type DeployedConfig, type Promotion } from './environment-job';
import { run, step, strictShell, type Job, type Workflow } from './workflow';

/** What the person gives, as the evidence's job has printed it; a script sees it as a variable. */
const env = { RELEASE: '${{ inputs.release }}', DIGEST: '${{ inputs.digest }}', BUILD_RUN: '${{ inputs.run }}' };

export const built = { 'run-id': '${{ inputs.run }}', 'github-token': '${{ github.token }}' };

/** What starts a workflow by hand: the target, and texts. */
export const dispatched = (promotions: readonly Promotion[], target: string, texts: Readonly<Record<string, string>>) => ({
  workflow_dispatch: {
    inputs: {
      target: { description: target, required: true, type: 'choice', options: promotions.map(each => each.target.name) },
      ...Object.fromEntries(Object.entries(texts).map(([name, description]) => [name, { description, required: true, type: 'string' }])),
    },
  },
});

/** One promotion: the source hands over what was signed there, then the target's gate is asked. */
const promotion = (one: Promotion, next: Promotion | undefined): Record<string, Job> => {
  const { source, target } = one;
  const asked = `\${{ inputs.target == '${target.name}' }}`;
  return {
    [`evidence-for-${target.name}`]: environmentJob(source, {
      name: `Fetch the evidence of ${source.name}`,
      if: asked,
      env,
      steps: [
        credentials(source),
        run('Fetch evidence and sign-off', bulkhead(`evidence fetch ${source.name} "$RELEASE" --out evidence`)),
        step('Hand them over', 'actions/upload-artifact', { 'name': `evidence-${target.name}`, 'path': 'evidence', 'if-no-files-found': 'error', 'retention-days': 5 }),
      ],
    }),
    [target.name]: environmentJob(target, {
      name: `Release to ${target.name}`,
      needs: [`evidence-for-${target.name}`],
      env,
      // the assembly is an artifact of another run.
      permissions: { actions: 'read' },
      steps: [
        ...assembly(built),
        step('Take evidence and sign-off', 'actions/download-artifact', { name: `evidence-${target.name}`, path: '${{ runner.temp }}/evidence' }),
        credentials(target),
        run('Bring the release before the gate', bulkhead(`release prepare ${target.name} --assembly assembly --evidence "$RUNNER_TEMP/evidence"`)),
        run('Ask the gate', bulkhead(`release execute ${target.name} --assembly assembly --evidence "$RUNNER_TEMP/evidence"`)),
      ],
    }),
    ...next && {
      [`accept-for-${next.target.name}`]: environmentJob(target, {
        name: `Accept in ${target.name} for ${next.target.name}`,
        needs: [target.name],
        env,
        permissions: { actions: 'read' },
        steps: [...assembly(built), ...accept(next)],
      }),
    },
  };
};

/**
 * A release into a gated environment, started by a person who names it: the archive that was built once, the evidence of the
 * environment before, and the gate of the target, which decides.
 */
export const release = (environments: readonly DeployedConfig[]): Workflow | undefined => {
  const promotions = promotionsOf(environments);
  if (promotions.length === 0) return undefined;
  return {
    name: 'bulkhead release',
    on: dispatched(promotions, 'environment that takes the release', {
      release: 'id of the release, as the evidence names it', run: 'number of the run that built the assembly', digest: 'digest of the assembly, sha256:…',
    }),
    permissions: {},
    defaults: strictShell,
    jobs: Object.assign({}, ...promotions.map(one => promotion(one, promotions.find(({ source }) => source.name === one.target.name)))) as Record<string, Job>,
  };
};
