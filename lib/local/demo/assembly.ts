import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BootstrapTarget } from '../toolkit';
import { bootstrapTemplate } from '../../delivery';
import { isPending, validateFleet, type EnvironmentContext } from '../../environment';
import { buildFleet, newApp, type BuildFleetOptions } from '../../fleet';
import type { OnboardedFleet } from './onboard';

/** A synthesized cloud assembly and what has to be prepared for it. */
export interface Assembly {
  readonly directory: string;
  /** Display names of the stacks, such as `Staging/Network`. */
  readonly stacks: readonly string[];
  readonly targets: readonly BootstrapTarget[];
  /** Digests of the templates by the stacks' display names. */
  readonly templates: Readonly<Record<string, string>>;
}

const qualifierIn = (roleArn: string | undefined) => /:role\/cdk-([a-z0-9]+)-deploy-role-/.exec(roleArn ?? '')?.[1];

/** An environment's own bootstrap, as `bulkhead bootstrap` makes it: open until its gate stands. */
const ownBootstrap = (environment: EnvironmentContext, folder: string, open: boolean): string => {
  const file = join(dirname(folder), `bootstrap-${environment.qualifier}-${open ? 'open' : 'closed'}.json`);
  writeFileSync(file, JSON.stringify(bootstrapTemplate(environment, { open })));
  return file;
};

/** What only a deployment makes. */
const isMade = (openValue: string) => /\.evidenceKeys\./.test(openValue);

/** Synthesizes the fleet as `cdk synth` does, in this process. */
export const synthesize = ({ fleet, flows }: OnboardedFleet, extend: BuildFleetOptions['extend'], outdir: string): Assembly => {
  const open = validateFleet(fleet, flows).open.filter(value => !isMade(value));
  if (open.length > 0) throw new Error(`the demo has no local value for ${open.join(', ')}`);
  // the emulator keeps no versions of the bootstrap that a template could check.
  const app = newApp({ outdir, bootstrapVersionRule: false });
  const { stages } = buildFleet(app, fleet, flows, { extend });
  const { directory, stacksRecursively: stacks } = app.synth();
  // before the keys are known no gate lets anything in, so the first deployment goes past it.
  const isFirst = fleet.environments.some(({ promotedFrom, evidenceKeys }) => promotedFrom !== undefined && (!evidenceKeys || isPending(evidenceKeys.evidence)));
  const targets = new Map(stacks.flatMap(({ environment: { account, region }, assumeRoleArn }): [string, BootstrapTarget][] => {
    const qualifier = qualifierIn(assumeRoleArn);
    if (!qualifier) return [];
    const stage = stages.find(({ environment }) => environment.account === account);
    return [[`${account}/${region}/${qualifier}`, { account, region, qualifier, ...stage && { template: ownBootstrap(stage.environment, directory, isFirst) } }]];
  }));
  return {
    directory,
    stacks: stacks.map(({ displayName }) => displayName),
    targets: [...targets.values()],
    templates: Object.fromEntries(stacks.map(({ displayName, template }) => [displayName, createHash('sha256').update(JSON.stringify(template)).digest('hex')])),
  };
};
