import type { RunResult } from '../../promotion/evidence';
import { onEnd } from '../ending';
import { beginStory } from './begin';
import { auditCheck } from './audited';
import { deployFleet, type Deployment, type DeploymentOptions } from './deployment';
import { AssertionFailed, createJournal, type Journal } from './journal';
import { timed, type Narrator, type Timing } from './narrator';
import { notEnforced, type DemoResult } from './result';
import { openProviders } from './provider/side';
import { deployCandidate } from './release/candidate';
import { promoteFlows } from './release/promote-flows';
import { promotionRoute } from './release/route';
import { accept } from './steps/accept';
import { acceptCandidate } from './steps/acceptance';
import { compareDeployedState } from './steps/deployed-state';
import { erasePeople } from './steps/erase';
import { failClosed } from './steps/fail-closed';
import { ignoreForeignFlows } from './steps/foreign-flows';
import { refuseForeignSecrets } from './steps/foreign-secrets';
import { refuseForeignSignatures } from './steps/foreign-signatures';
import { guardDelivery } from './steps/guarded';
import { refuseHostile } from './steps/hostile';
import { releaseCandidate } from './steps/release';
import { storeSecrets } from './steps/store-secrets';
import { verify } from './steps/verify';
import { lookAtWays } from './steps/routes';
import { refuseWrongFlows } from './steps/wrong-flows';
import { refuseWrongKeys } from './steps/wrong-keys';
import { exactly, type Say, type Story } from './story';
import { versions } from './versions';
import { openWorld, type World } from './world';

/** The story after the deployment, in order; each step asserts what it does. */
const steps: readonly { readonly title: string; readonly run: (story: Story, say: Say) => Promise<void> }[] = [
  { title: 'Deliver before any secret is stored: nothing is accepted', run: failClosed },
  { title: 'Create sessions with keys of the other class: refused before anybody is called', run: refuseWrongKeys },
  { title: 'Store test and live secrets in each account', run: storeSecrets },
  { title: 'Deliver to each environment, and repeat: each event once', run: accept },
  { title: 'Deliver what is almost right: refused', run: refuseHostile },
  { title: 'Deliver what another environment\'s secret has signed: refused', run: refuseForeignSignatures },
  { title: 'Read another environment\'s secrets: out of reach', run: refuseForeignSecrets },
  { title: 'Deliver events of another environment\'s flows: no effect', run: ignoreForeignFlows },
  { title: 'Verify people: session, document, webhook, backend, credits', run: verify },
  { title: 'Erase one person in each environment: nothing is left, and a repetition brings nothing back', run: erasePeople },
  { title: 'Present documents and flows of the other class: refused', run: refuseWrongFlows },
  { title: 'Deploy with the credentials of the integration: refused', run: guardDelivery },
  { title: 'Look at the ways from inside: what must be open is open, what must be closed is closed', run: lookAtWays },
  { title: 'Accept the candidate: every scenario of the providers, and load', run: acceptCandidate },
  { title: 'Release it: refused until everything is in place, then executed once', run: releaseCandidate },
  { title: 'Compare what is deployed with what was proven; open a queue by hand, and find it', run: compareDeployedState },
];

/** What has come about so far; a story that ends early is reported as far as it went. */
interface Progress {
  deployment?: Deployment;
  world?: World;
  copies?: number;
  runs?: readonly RunResult[];
}

const checkInventory = ({ inventory }: Deployment, journal: Journal) => journal.record(exactly({
  step: 'Deployment',
  kind: 'deployed',
  from: 'organization',
  to: 'organization',
  what: `the ${inventory.resources} resources of ${inventory.stacks} templates exist`,
  expected: 'nothing missing',
  observed: inventory.missing.length === 0
    ? 'nothing missing'
    : `missing ${inventory.missing.map(({ stack, logicalId, type }) => `${stack}/${logicalId} (${type})`).join(', ')}`,
}));

/** What is sent to an environment comes through the front that its configuration asks for, or its traffic would prove nothing of that. */
const checkFronts = ({ environments }: World, journal: Journal) => journal.record(exactly({
  step: 'Deployment',
  kind: 'deployed',
  from: 'organization',
  to: 'organization',
  what: 'what stands before the functions, read from what is deployed',
  expected: environments.map(({ name, config }) => `${name}: ${config.ingress ?? 'regional'}`).join(', '),
  observed: environments.map(({ name, entrance }) => `${name}: ${'refusal' in entrance ? 'static' : 'regional'}`).join(', '),
}));

/** Onboards every environment at its providers, and brings a change of a flow as far as the environment before the last one. */
const prepareRelease = async (deployment: Deployment, options: DeploymentOptions, narrator: Narrator, journal: Journal) => {
  const { onboarded, toolkit } = deployment;
  const providers = await openProviders(onboarded);
  onEnd(() => providers.sandbox.close());
  const route = promotionRoute(onboarded.fleet);
  if (route.length < 2) return { providers, candidate: undefined };
  const flows = await narrator.step('Promote a flow through the providers\' dashboards', say =>
    promoteFlows({ onboarded, providers, route, folder: options.work, journal }, say));
  const candidate = await narrator.step('Deploy what was promoted up to the last environment, and close the gates', say =>
    deployCandidate({ ...options, deployment, toolkit, flows, route }, say));
  return { providers, candidate };
};

const tell = async (options: DeploymentOptions, narrator: Narrator, journal: Journal, progress: Progress): Promise<void> => {
  const deployment = progress.deployment = await deployFleet(options, narrator);
  journal.record(auditCheck(deployment.audited));
  checkInventory(deployment, journal);
  const { providers, candidate } = await prepareRelease(deployment, options, narrator, journal);
  const world = progress.world = await narrator.step('Start functions, HTTP fronts and stream pollers', () => openWorld(deployment, providers, options));
  checkFronts(world, journal);
  const story = await beginStory(world, { journal, work: options.work, candidate });
  progress.runs = story.runs;
  for (const { title, run } of steps) await narrator.step(title, say => run(story, say));
  const last = await Promise.all(story.characters.map(({ observer }) => observer.look()));
  progress.copies = last.reduce((sum, { copies }) => sum + copies, 0);
};

const reportedEnvironments = ({ deployment, world }: Progress): DemoResult['environments'] =>
  (deployment?.onboarded.fleet.environments ?? []).map(({ name, account, region, credentials, providers }) => ({
    name,
    account,
    region,
    credentials,
    bindings: Object.keys(providers),
    endpoint: `${world?.environments.find(environment => environment.name === name)?.front.url ?? ''}/webhooks`,
  }));

/**
 * Deploys a fleet and plays the story in it. Everything that it starts goes on running until `endEverything`.
 *
 * @throws whatever is wrong besides the promise itself: configuration, surroundings, a deployment that fails
 */
export const playDemo = async (options: DeploymentOptions, narrator: Narrator): Promise<DemoResult> => {
  const started = new Date();
  const timings: Timing[] = [];
  const journal = createJournal();
  const progress: Progress = {};
  let failure: string | undefined;
  try {
    await tell(options, timed(narrator, timings), journal, progress);
  } catch (error) {
    if (!(error instanceof AssertionFailed)) throw error;
    failure = error.message;
  }
  return {
    verdict: failure === undefined ? 'held' : 'failed',
    failure,
    startedAt: started.toISOString(),
    milliseconds: Date.now() - started.getTime(),
    versions: versions(options.root),
    environments: reportedEnvironments(progress),
    stacks: progress.deployment?.assembly.stacks ?? [],
    audited: progress.deployment?.audited,
    inventory: progress.deployment?.inventory,
    checks: journal.checks,
    copies: progress.copies ?? 0,
    runs: progress.runs ?? [],
    timings,
    notEnforced,
  };
};
