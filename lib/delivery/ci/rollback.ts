import { assembly, credentials, environmentJob, promotionsOf, state, type DeployedConfig } from './environment-job';
import { built, dispatched } from './release';
import { strictShell, type Workflow } from './workflow';

/** What the person gives: the run that built the assembly to return to, and its digest. */
const env = { DIGEST: '${{ inputs.digest }}', BUILD_RUN: '${{ inputs.run }}' };

/**
 * The way back to an assembly that an environment has accepted before: its source states it anew, without runs, a person signs it
 * off, and it goes before the gate as any release does.
 */
export const rollback = (environments: readonly DeployedConfig[]): Workflow | undefined => {
  const promotions = promotionsOf(environments);
  if (promotions.length === 0) return undefined;
  return {
    name: 'bulkhead rollback',
    on: dispatched(promotions, 'environment that is to go back', {
      run: 'number of the run that built the assembly to return to', digest: 'digest of that assembly, sha256:…',
    }),
    permissions: {},
    defaults: strictShell,
    jobs: Object.fromEntries(promotions.map(({ source, target }) => [`state-for-${target.name}`, environmentJob(source, {
      name: `State in ${source.name} for ${target.name}`,
      if: `\${{ inputs.target == '${target.name}' }}`,
      env,
      // the assembly is an artifact of another run.
      permissions: { actions: 'read' },
      steps: [...assembly(built), credentials(source), ...state(source, target, '--rollback')],
    })])),
  };
};
