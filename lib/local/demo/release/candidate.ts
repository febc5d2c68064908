import { join } from 'node:path';
import { constructId, contextOf, type EnvironmentContext } from '../../../environment';
import { openDelivery, publicHalf, type DeliveryAccess } from '../../../promotion/release';
import { operate, type ClientSettings } from '../../clients';
import { inParallel } from '../../in-parallel';
import type { Toolkit } from '../../toolkit';
import { synthesize, type Assembly } from '../assembly';
import type { Deployment, DeploymentOptions } from '../deployment';
import type { OnboardedFleet } from '../onboard';
import type { Say } from '../story';

/** An assembly that every environment but the last one of the route runs; the last one takes it as a release. */
export interface Candidate {
  readonly assembly: Assembly;
  readonly onboarded: OnboardedFleet;
  /** Environment whose acceptance counts. */
  readonly source: string;
  readonly target: string;
}

/** @throws where the fleet has no such environment */
export const environmentContext = ({ fleet, flows }: OnboardedFleet, name: string): EnvironmentContext => {
  const config = fleet.environments.find(environment => environment.name === name);
  const context = config && contextOf(config, flows);
  if (!context) throw new Error(`the demo has no environment '${name}'`);
  return context;
};

/** The delivery of an environment as somebody sees it. */
export const deliveryAs = ({ endpoint, credentials }: ClientSettings, environment: EnvironmentContext): Promise<DeliveryAccess> =>
  openDelivery(environment, { client: { endpoint, credentials } });

/** Pins in every environment the keys that the one before it has made, as a team does between its first two deployments. */
const pinKeys = async ({ fleet, flows }: OnboardedFleet, endpoint: string): Promise<OnboardedFleet> => {
  const keysOf = async (name: string) => {
    const environment = environmentContext({ fleet, flows }, name);
    const access = await deliveryAs(await operate(endpoint, environment.account, environment.region), environment);
    const [evidence, signOff] = await Promise.all((['evidenceKey', 'signOffKey'] as const).map(async key => publicHalf(access, await access.place(key))));
    return { evidence: evidence ?? '', signOff: signOff ?? '' };
  };
  const environments = await Promise.all(fleet.environments.map(async config =>
    (config.promotedFrom === undefined ? config : { ...config, evidenceKeys: await keysOf(config.promotedFrom) })));
  return { fleet: { ...fleet, environments }, flows };
};

/** Stacks of the candidate that are not as they were deployed, without those that the release itself is about. */
const changedStacks = ({ templates: before }: Assembly, { templates: after }: Assembly, target: string): string[] =>
  Object.keys(after).filter(stack => after[stack] !== before[stack]
    && (!stack.startsWith(`${target}/`) || stack.startsWith(`${target}/Delivery`)));

export interface CandidateOptions extends Pick<DeploymentOptions, 'extend' | 'work'> {
  readonly deployment: Deployment;
  readonly toolkit: Toolkit;
  readonly flows: OnboardedFleet['flows'];
  /** Environments in the order of promotion. */
  readonly route: readonly string[];
}

/**
 * Synthesizes what the promotion has changed, deploys it up to the environment before the last one, and closes the way past the
 * gates: from here on the last one takes releases only.
 */
export const deployCandidate = async ({ deployment, toolkit, flows, route, extend, work }: CandidateOptions, say: Say): Promise<Candidate> => {
  const { endpoint, assembly: before } = deployment;
  const [source, target] = route.slice(-2) as [string, string];
  const onboarded = await pinKeys({ fleet: deployment.onboarded.fleet, flows }, endpoint);
  const assembly = synthesize(onboarded, extend, join(work, 'candidate'));
  const changed = changedStacks(before, assembly, constructId(target));
  say(`${changed.length} stacks changed before ${target}`);
  await toolkit.run([
    'deploy', ...changed.map(stack => stack.split(' ')[0] ?? stack), '--app', assembly.directory, '--exclusively',
    '--method=direct', '--require-approval', 'never', '--concurrency', '4',
  ]);
  const gated = new Set(onboarded.fleet.environments.filter(({ promotedFrom }) => promotedFrom !== undefined).map(({ account }) => account));
  await inParallel(assembly.targets.filter(({ account }) => gated.has(account)), async bootstrap => {
    await toolkit.bootstrap(bootstrap, await operate(endpoint, bootstrap.account, bootstrap.region));
    say(`aws://${bootstrap.account}/${bootstrap.region}: closed to everybody but the gate`);
  });
  return { assembly, onboarded, source, target };
};
