import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adoptAccounts, compareWithAssembly, createOrganization, startEmbeddedAws, type Inventory } from '../aws';
import { operate } from '../clients';
import { onEnd } from '../ending';
import { inParallel } from '../in-parallel';
import { createToolkit, type Toolkit } from '../toolkit';
import type { FleetConfig, FlowsConfig } from '../../environment';
import type { BuildFleetOptions } from '../../fleet';
import { synthesize, type Assembly } from './assembly';
import { auditAssembly, type Audited } from './audited';
import type { Narrator } from './narrator';
import { onboard, type OnboardedFleet } from './onboard';

/** Where a run works and what it deploys. */
export interface DeploymentOptions {
  readonly root: string;
  /** Folder of this run alone. */
  readonly work: string;
  /** The Node that runs the functions and the toolkit. */
  readonly node: string;
  readonly fleet: FleetConfig;
  readonly flows: FlowsConfig;
  /** Adds the team's own stacks to an environment. */
  readonly extend: BuildFleetOptions['extend'];
  /** Receives what the embedded AWS and the toolkit write. */
  readonly onLog?: (line: string) => void;
}

/** An organization with its environments, deployed to the embedded AWS. */
export interface Deployment {
  readonly endpoint: string;
  readonly onboarded: OnboardedFleet;
  readonly assembly: Assembly;
  readonly audited: Audited;
  readonly inventory: Inventory;
  readonly toolkit: Toolkit;
  /** Stack outputs by stack name. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Accounts exist before an organization takes them in; the management account founds it. */
const prepareOrganization = async (endpoint: string, { fleet, flows }: DeploymentOptions): Promise<OnboardedFleet> => {
  const { managementAccount } = fleet.organization;
  const { rootId, organizationId } = await createOrganization(endpoint, managementAccount);
  const onboarded = onboard(fleet, flows, rootId, organizationId);
  const accounts = [
    { name: 'audit', accountId: onboarded.fleet.organization.auditAccount },
    ...onboarded.fleet.environments.map(({ name, account }) => ({ name, accountId: account })),
  ];
  await adoptAccounts(endpoint, managementAccount, accounts.map(account => ({ ...account, email: `${account.name}@accounts.example` })));
  return onboarded;
};

/** Starts the embedded AWS and deploys everything to it with the real toolkit. */
export const deployFleet = async (options: DeploymentOptions, narrator: Narrator): Promise<Deployment> => {
  const { root, work, node, onLog } = options;
  const aws = await narrator.step('Start the embedded AWS', () => startEmbeddedAws({ root, onLog }));
  onEnd(() => aws.stop());
  const { endpoint } = aws;
  const { onboarded, assembly } = await narrator.step('Synthesize the organization and its environments', async say => {
    const prepared = await prepareOrganization(endpoint, options);
    const synthesized = synthesize(prepared, options.extend, join(work, 'cdk.out'));
    say(`${synthesized.stacks.length} stacks`);
    return { onboarded: prepared, assembly: synthesized };
  });
  const audited = await narrator.step('Audit what is about to be deployed, from its files alone', say => {
    const made = auditAssembly(assembly.directory, onboarded);
    say(`${made.pairs} pairs of environments, ${made.resources} resources: ${made.verdict}`);
    return Promise.resolve(made);
  });
  const toolkit = createToolkit({ root, node, endpoint, home: join(work, 'home'), onLine: onLog });
  await narrator.step('Bootstrap every account with the CDK toolkit', say => inParallel(assembly.targets, async target => {
    await toolkit.bootstrap(target, await operate(endpoint, target.account, target.region));
    say(`aws://${target.account}/${target.region}`);
  }));
  const outputsFile = join(work, 'outputs.json');
  await narrator.step('Deploy every stack with the CDK toolkit', async say => {
    let done = 0;
    await toolkit.deploy(assembly.directory, outputsFile, stack => say(`${++done} of ${assembly.stacks.length}: ${stack}`));
  });
  const inventory = await narrator.step('Compare every template with what exists', async say => {
    const compared = await compareWithAssembly({ root, endpoint, assembly: assembly.directory });
    say(`${compared.resources} resources of ${compared.stacks} stacks: ${compared.missing.length} missing`);
    return compared;
  });
  return { endpoint, onboarded, assembly, audited, inventory, toolkit, outputs: JSON.parse(readFileSync(outputsFile, 'utf8')) as Deployment['outputs'] };
};
