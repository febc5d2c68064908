// the commands that move a flow from one environment to the next: what they take and print; what they do is in lib/promotion/configuration.
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { plannedCost, plannedCostText, type PlannedCost } from '../lib/cost/planned';
import type { FleetConfig } from '../lib/environment';
import { inOwnWords, interrupted, unusable } from '../lib/operator/command-error';
import { readValue } from '../lib/operator/read-value';
import type { Configured, DashboardOf, PlanInput } from '../lib/promotion/configuration';

/** Loaded when a command runs: the others need none of it. */
const promotion = () => import('../lib/promotion/configuration');

const say = (line: string): void => { process.stdout.write(`${line}\n`); };

const aside = (line: string): void => { process.stderr.write(`${line}\n`); };

interface DashboardFlags {
  readonly dashboard?: string;
  readonly ask?: boolean;
  readonly profile?: string;
}

const withDashboard = (command: Command): Command => command
  .option('--dashboard <address>', 'address of a dashboard that programs can use, such as the sandbox\'s (default: none; people use the provider\'s)')
  .option('--ask', 'ask for the dashboard token, or take it from standard input, a line for each environment (default: the stored one, read as the operator)')
  .option('--profile <name>', 'profile of your AWS configuration; {environment} stands for the environment\'s name');

const dashboardsOf = async (configured: Configured, names: readonly string[], { dashboard, ask, profile }: DashboardFlags): Promise<DashboardOf> => {
  const { openDashboards, pipedTokens, readConfigured } = await promotion();
  const { fleet } = readConfigured(configured);
  const source = { input: process.stdin, output: process.stderr };
  const piped = pipedTokens(names, () => readValue('dashboard tokens', source));
  const asked = (name: string, binding: string) => (process.stdin.isTTY ? readValue(`dashboard token of '${binding}' in '${name}'`, source) : piped(name, binding));
  const stored = async (name: string, binding: string): Promise<string> => {
    // the clients of AWS are loaded where they are needed.
    const [{ readStoredToken }, { openAccess }] = await Promise.all([import('../lib/promotion/configuration/stored-token'), import('../lib/operator/access')]);
    return readStoredToken(fleet, name, binding, openAccess({ profile }));
  };
  return openDashboards(fleet, dashboard, ask ? asked : stored);
};

/** The fixed costs of what would be released; undefined where nothing is synthesized and nobody has asked. */
const costOf = async ({ environments }: FleetConfig, name: string, { assembly, before, deployed, profile }: CostFlags): Promise<PlannedCost | undefined> => {
  const config = environments.find(environment => environment.name === name);
  if (before !== undefined && deployed) throw unusable('give one of --before and --deployed');
  if (!config) return undefined;
  try {
    return await plannedCost({ config, assembly: resolve(assembly ?? 'cdk.out'), before: before && resolve(before), deployed, profile },
      // the client of AWS is loaded where it is needed.
      async (of, also) => (await import('../lib/cost/deployed')).readTemplates(of, also));
  } catch (error) {
    // the flows are compared whether or not something is synthesized beside them.
    if (assembly === undefined && before === undefined && !deployed) return undefined;
    throw error;
  }
};

const collected = (text: string, before: readonly string[]): string[] => [...before, text];

const asker = () => (process.stdin.isTTY ? async (what: string): Promise<string> => {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(`${what}: `).catch(() => {
      // the prompt's line ends here, for Ctrl-C ends none.
      throw interrupted('\ninterrupted, no id was given; what was done before is kept: run the same command again');
    });
  } finally {
    lines.close();
  }
} : undefined);

interface PlanFlags extends DashboardFlags {
  readonly binding?: string;
  readonly json?: boolean;
  readonly flows?: string;
}

interface CostFlags {
  readonly assembly?: string;
  readonly before?: string;
  readonly deployed?: boolean;
  readonly profile?: string;
}

interface PromoteFlags extends PlanFlags {
  readonly id: readonly string[];
  readonly accept?: string;
  readonly archiveFirst?: boolean;
}

interface RetireFlags extends DashboardFlags {
  readonly archived?: boolean;
  readonly now?: boolean;
  readonly flows?: string;
}

const flowsOption = ['--flows <file>', 'file of the flows (default: bin/flows.json)'] as const;
const bindingOption = ['--binding <binding>', 'only the flows of this binding (default: every binding that has flows)'] as const;

/** Adds `plan`, `promote` and `retire`; the flows are read from their file when one of them runs. */
export const addPromotionCommands = (program: Command, { fleet, flowsPath }: Configured): void => {
  const configuredBy = ({ flows }: { flows?: string }): Configured => ({ fleet, flowsPath: flows ?? flowsPath });

  withDashboard(program.command('plan').argument('<from>').argument('<to>')
    .description('shows what promoting the flows of one environment would change in another, the riskiest first; ends with 0 only if nothing would'))
    .option(...bindingOption).option(...flowsOption).option('--json', 'print the plan as JSON')
    .option('--assembly <dir>', 'cloud assembly that is to be released, for its fixed costs (default: cdk.out, where it is there)')
    .option('--before <dir>', 'cloud assembly before it: shows how the fixed costs change')
    .option('--deployed', 'shows how they change against the deployed templates, which are read in the target\'s account')
    .action((from: string, to: string, flags: PlanFlags & CostFlags) => inOwnWords(async () => {
      const { exitCodeOf, planJson, planPromotion, planText, readConfigured, readLive } = await promotion();
      const configured = configuredBy(flags);
      const { fleet: valid, file: { flows } } = readConfigured(configured);
      const input: PlanInput = { fleet: valid, flows, from, to, binding: flags.binding };
      const dashboards = await dashboardsOf(configured, [from, to], flags);
      const plan = planPromotion(flags.dashboard === undefined ? input : { ...input, live: await readLive(input, dashboards) });
      const cost = await costOf(valid, to, flags);
      say(flags.json ? planJson(plan, cost) : planText(plan));
      if (cost && !flags.json) say(plannedCostText(cost));
      // what it costs is told and refuses nothing.
      process.exitCode = exitCodeOf(plan);
    }));

  withDashboard(program.command('promote').argument('<from>').argument('<to>')
    .description('makes the flows of one environment what those of its promotion source are, and writes their ids into bin/flows.json for review'))
    .option(...bindingOption).option(...flowsOption)
    .option('--id <name=id>', 'id of a flow that was made on the provider\'s dashboard as the steps say; repeat it for each', collected, [])
    .option('--accept <plan>', 'the plan whose high risks somebody has reviewed, as `plan` prints it')
    .option('--archive-first', 'archive the flow before, where a product keeps one active flow')
    .option('--json', 'print the result as JSON')
    .action((from: string, to: string, flags: PromoteFlags) => inOwnWords(async () => {
      const { planText, promote, readIds } = await promotion();
      const configured = configuredBy(flags);
      const { promoted, plan } = await promote({
        from, to, binding: flags.binding, configured, dashboards: await dashboardsOf(configured, [from, to], flags), ids: readIds(flags.id), ask: asker(),
        accept: flags.accept, archiveFirst: flags.archiveFirst ?? false, clock: Date.now, say: aside,
        show: shown => { if (!flags.json) say(planText(shown)); },
      });
      if (flags.json) say(JSON.stringify({ promoted, plan }, null, 2));
      else if (promoted.length > 0) say(`promoted ${promoted.join(', ')}; review the change of bin/flows.json, then deploy '${to}'`);
    }));

  withDashboard(program.command('retire').argument('<environment>').argument('<flow>', 'id of a replaced flow')
    .description('archives a replaced flow and, once its last events have come, takes it out of bin/flows.json; run it once for each'))
    .option(...flowsOption)
    .option('--archived', 'it is archived on the provider\'s dashboard')
    .option('--now', 'take it out although its last events may still come')
    .action((environment: string, flow: string, flags: RetireFlags) => inOwnWords(async () => {
      const { retireFlow } = await promotion();
      const configured = configuredBy(flags);
      const outcome = await retireFlow({
        environment, flow, configured, dashboards: await dashboardsOf(configured, [environment], flags),
        archived: flags.archived ?? false, now: flags.now ?? false, clock: Date.now, say: aside,
      });
      say(`${flow}: ${outcome}`);
    }));
};
