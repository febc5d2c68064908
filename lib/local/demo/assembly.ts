import type { BootstrapTarget } from '../toolkit';
import { validateFleet } from '../../environment';
import { buildFleet, newApp, type BuildFleetOptions } from '../../fleet';
import type { OnboardedFleet } from './onboard';

/** A synthesized cloud assembly and what has to be prepared for it. */
export interface Assembly {
  readonly directory: string;
  /** Display names of the stacks, such as `Staging/Network`. */
  readonly stacks: readonly string[];
  readonly targets: readonly BootstrapTarget[];
}

const qualifierIn = (roleArn: string | undefined) => /:role\/cdk-([a-z0-9]+)-deploy-role-/.exec(roleArn ?? '')?.[1];

/** Synthesizes the fleet as `cdk synth` does, in this process. */
export const synthesize = ({ fleet, flows }: OnboardedFleet, extend: BuildFleetOptions['extend'], outdir: string): Assembly => {
  const { open } = validateFleet(fleet, flows);
  if (open.length > 0) throw new Error(`the demo has no local value for ${open.join(', ')}`);
  // the emulator keeps no versions of the bootstrap that a template could check.
  const app = newApp({ outdir, bootstrapVersionRule: false });
  buildFleet(app, fleet, flows, { extend });
  const { directory, stacksRecursively: stacks } = app.synth();
  const targets = new Map(stacks.flatMap(({ environment: { account, region }, assumeRoleArn }): [string, BootstrapTarget][] => {
    const qualifier = qualifierIn(assumeRoleArn);
    return qualifier ? [[`${account}/${region}/${qualifier}`, { account, region, qualifier }]] : [];
  }));
  return { directory, stacks: stacks.map(({ displayName }) => displayName), targets: [...targets.values()] };
};
