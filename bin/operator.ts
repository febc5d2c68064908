// the operator's commands: what they take and print; what they do is in lib/operator.
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { validateFleet } from '../lib/environment';
import { inOwnWords, unusable } from '../lib/operator/command-error';
import { readValue } from '../lib/operator/read-value';
import type { ReplayOptions } from '../lib/operator/replay';
import { environmentTarget, nameOfSecret, secretTarget, secretTargets } from '../lib/operator/target';
import type { TestVector } from '../lambda/probe/contract';

/** The clients of AWS cost more to load than any other command takes. */
const operator = () => import('../lib/operator');

const say = (line: string): void => { process.stdout.write(`${line}\n`); };

const profileOption = ['--profile <name>', 'profile of your AWS configuration; {environment} stands for the environment\'s name'] as const;

const readVector = (file: string | undefined): TestVector | undefined => {
  if (file === undefined) return undefined;
  try {
    const { id, timestamp, signature, body } = JSON.parse(readFileSync(file, 'utf8')) as TestVector;
    if ([id, timestamp, signature, body].every(text => typeof text === 'string')) return { id, timestamp, signature, body };
  } catch (error) {
    throw unusable(`--vector ${file} cannot be read as JSON`, { cause: error });
  }
  throw unusable(`--vector ${file} needs id, timestamp, signature and body (base64) as text`);
};

interface RotateFlags {
  readonly profile?: string;
  readonly open?: boolean;
  readonly resume?: boolean;
  readonly abandon?: boolean;
  readonly vector?: string;
}

/** Adds `secrets` and `replay`; the configuration is read when one of them runs. */
export const addOperatorCommands = (program: Command, configured: { readonly fleet: unknown; readonly flows: unknown }): void => {
  const fleetOf = () => validateFleet(configured.fleet, configured.flows).fleet;
  const askFor = (what: string) => readValue(what, { input: process.stdin, output: process.stderr });
  const secrets = program.command('secrets').description('stores, shows, rotates and retires what providers issue; values come from a hidden prompt or standard input');

  secrets.command('put').argument('<environment>').argument('<binding>').argument('<kind>', 'api-key, signing-secret or dashboard')
    .description('stores the first value of a secret, after checking its form, its class and that no other environment has it')
    .option(...profileOption)
    .action((environment: string, binding: string, kind: string, { profile }: { profile?: string }) => inOwnWords(async () => {
      const { openAccess, putSecret } = await operator();
      const target = secretTarget(fleetOf(), environment, binding, kind);
      const outcome = await putSecret(target, await askFor(nameOfSecret(target)), openAccess({ profile }));
      say(`${nameOfSecret(target)}: ${outcome}`);
    }));

  secrets.command('status').argument('[environment]').argument('[binding]').argument('[kind]')
    .description('says of every secret whether it is there, its class and age, when it last verified a delivery, and whether it is unique')
    .option(...profileOption).option('--json', 'print the result as JSON')
    .action((environment: string | undefined, binding: string | undefined, kind: string | undefined, flags: { profile?: string; json?: boolean }) => inOwnWords(async () => {
      const { openAccess, statusOf, statusTable } = await operator();
      const fleet = fleetOf();
      const names = environment === undefined ? fleet.environments.map(({ name }) => name) : [environmentTarget(fleet, environment).config.name];
      const asked = names.map(name => secretTargets(fleet, name)
        .filter(target => (binding === undefined || target.binding === binding) && (kind === undefined || target.kind === kind)));
      if (asked.flat().length === 0) throw unusable('there is no such secret; give environment, binding and kind as in bin/environments.ts');
      const statuses = (await Promise.all(asked.map(targets => statusOf(targets, openAccess(flags), Date.now)))).flat();
      say(flags.json ? JSON.stringify(statuses, null, 2) : statusTable(statuses));
      // what is wrong outweighs what is unknown.
      process.exitCode = [1, 2].find(verdict => statuses.some(status => status.verdict === verdict)) ?? 0;
    }));

  secrets.command('rotate').argument('<environment>').argument('<binding>').argument('<kind>')
    .description('stages a new value beside the old one, has it probed in the environment, and promotes it; run it again to carry on')
    .option('--open', 'announce a new signing secret before the provider issues it')
    .option('--resume', 'carry on with what is staged, without its value')
    .option('--abandon', 'drop what is staged')
    .option('--vector <file>', 'a delivery signed with the new secret, as JSON: id, timestamp, signature, body (base64)')
    .option(...profileOption)
    .action((environment: string, binding: string, kind: string, flags: RotateFlags) => inOwnWords(async () => {
      const { abandonRotation, openAccess, openRotation, resumeRotation, rotateSecret } = await operator();
      const fleet = fleetOf();
      const target = secretTarget(fleet, environment, binding, kind);
      const access = openAccess(flags);
      const name = nameOfSecret(target);
      if ([flags.open, flags.resume, flags.abandon].filter(Boolean).length > 1) throw unusable('give one of --open, --resume and --abandon');
      const options = { fleet, vector: readVector(flags.vector), say: (line: string) => say(`${name}: ${line}`), clock: Date.now };
      if (flags.open) {
        await openRotation(target, access, fleet);
        return say(`${name}: announced; have the provider issue the new one and run \`secrets rotate\` without --open`);
      }
      if (flags.abandon) return say(`${name}: ${await abandonRotation(target, access) ? 'what was staged is dropped' : 'nothing was staged'}`);
      await (flags.resume ? resumeRotation(target, access, options) : rotateSecret(target, await askFor(`new ${name}`), access, options));
      say(`${name}: rotated; \`secrets retire\` takes the old version away once it is not used any more`);
    }));

  secrets.command('retire').argument('<environment>').argument('<binding>').argument('<kind>')
    .description('takes the version before the current one away, once it has not been used for a day')
    .option('--now', 'whatever is still signed with it, as after a leak')
    .option(...profileOption)
    .action((environment: string, binding: string, kind: string, { profile, now = false }: { profile?: string; now?: boolean }) => inOwnWords(async () => {
      const { openAccess, retireSecret } = await operator();
      const target = secretTarget(fleetOf(), environment, binding, kind);
      say(`${nameOfSecret(target)}: ${await retireSecret(target, openAccess({ profile }), { now, clock: Date.now })}`);
    }));

  program.command('replay').argument('<environment>')
    .description('sends kept events to the bus again; prints ids only')
    .option('--since <time>', 'received at or after: ISO 8601, or 90m, 24h, 7d ago')
    .option('--until <time>', 'received at or before')
    .option('--id <id>', 'the provider\'s verification id; with --reason late the delivery id')
    .option('--reason <reason>', 'dead: what was given up; late: what came too late and was set aside')
    .option('--dry-run', 'only say what would be sent').option('--yes', 'needed for --reason late').option('--json', 'print one JSON object for each event')
    .option(...profileOption)
    .action((environment: string, flags: Partial<ReplayOptions> & { profile?: string; json?: boolean }) => inOwnWords(async () => {
      const { openAccess, replayEvents } = await operator();
      const { profile, json, dryRun = false, yes = false, ...filters } = flags;
      const summary = await replayEvents(environmentTarget(fleetOf(), environment), openAccess({ profile }), { ...filters, dryRun, yes },
        item => say(json ? JSON.stringify(item) : `${item.outcome.padEnd(9)} ${item.receivedAt}  ${item.verification}  ${item.event}`), Date.now);
      const counts = Object.entries(summary).filter(([, count]) => count > 0).map(([outcome, count]) => `${count} ${outcome}`);
      process.stderr.write(`${dryRun ? 'dry run, nothing changed: ' : ''}${counts.join(', ') || 'nothing found'}\n`);
      process.exitCode = summary.failed > 0 ? 2 : summary.refused > 0 ? 1 : 0;
    }));
};
