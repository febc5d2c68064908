// the commands of a release: what they take and print; what they do is in lib/promotion/release, and the gate decides.
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { validateFleet } from '../lib/environment';
import { deliveryTarget } from '../lib/delivery/target';
import { inOwnWords, undecided, unusable } from '../lib/operator/command-error';
import type { GateAnswer } from '../lambda/gate/contract';

/** The clients of AWS and the audit cost more to load than any other command takes. */
const releases = () => import('../lib/promotion/release');

const say = (line: string): void => { process.stdout.write(`${line}\n`); };
const tell = (line: string): void => { process.stderr.write(`${line}\n`); };
const print = (value: unknown): void => say(JSON.stringify(value, null, 2));

const profileOption = ['--profile <name>', 'profile of your AWS configuration; {environment} stands for the environment\'s name'] as const;
const jsonOption = ['--json', 'print the result as JSON'] as const;
const documentsOption = ['--evidence <folder>', 'folder of evidence.json and sign-off.json', 'evidence'] as const;
const assemblyOption = ['--assembly <folder>', 'the assembly, as it was built once', 'cdk.out'] as const;

interface Flags {
  readonly profile?: string;
  readonly json?: boolean;
}

interface SignFlags extends Flags {
  readonly for: string;
  readonly assembly: string;
  readonly acceptance?: string;
  readonly load?: string;
  readonly rollback?: boolean;
  readonly hours: string;
  readonly out: string;
}

interface ReleaseFlags extends Flags {
  readonly assembly: string;
  readonly evidence: string;
  readonly release?: string;
  readonly prepare?: boolean;
}

export interface ReleaseCommandOptions {
  readonly fleet: unknown;
  readonly flows: unknown;
  /** Root folder of the project, whose toolkit runs. */
  readonly root: string;
}

const table = ({ outcome, reasons, stacks }: GateAnswer): string => [
  outcome,
  ...reasons.map(({ code, message }) => `  ${code.padEnd(24)} ${message}`),
  ...stacks.map(({ name, state }) => `  ${state.padEnd(24)} ${name}`),
].join('\n');

/** Adds `evidence` and `release`; the configuration is read when one of them runs. */
export const addReleaseCommands = (program: Command, { fleet, flows, root }: ReleaseCommandOptions): void => {
  const configured = () => validateFleet(fleet, flows);
  const environmentOf = (name: string) => {
    const valid = configured();
    return deliveryTarget(valid.fleet, valid.flows, name);
  };
  const evidence = program.command('evidence').description('what an environment states about an assembly that it has run, signed for the next environment\'s gate');

  evidence.command('keys').argument('<environment>')
    .description('prints the public halves of the environment\'s keys, for evidenceKeys of the environments that are promoted from it')
    .option(...profileOption).option(...jsonOption)
    .action((name: string, { profile, json }: Flags) => inOwnWords(async () => {
      const { openDelivery, publicHalf } = await releases();
      const access = await openDelivery(environmentOf(name), { profile });
      const [signs, signsOff] = await Promise.all((['evidenceKey', 'signOffKey'] as const).map(async key => publicHalf(access, await access.place(key))));
      const keys = { evidence: signs, signOff: signsOff };
      if (json) print(keys);
      else say(`evidenceKeys: { evidence: '${keys.evidence}', signOff: '${keys.signOff}' },`);
    }));

  evidence.command('sign').argument('<source>').requiredOption('--for <target>', 'environment that is to take the assembly')
    .description('states what the source has accepted: its runs, the audit, the parity, the digest; the id of the release is printed')
    .option(...assemblyOption)
    .option('--acceptance <file>', 'result of the acceptance run').option('--load <file>', 'result of the load run')
    .option('--rollback', 'return to an assembly that the target has accepted before; no runs are needed')
    .option('--hours <count>', 'for how long it holds, at most 168', '72')
    .option('--out <folder>', 'where evidence.json goes', 'evidence').option(...profileOption).option(...jsonOption)
    .action((name: string, flags: SignFlags) => inOwnWords(async () => {
      const { connectivityRun, declarationFor, openDelivery, requireDocumentFolder, signEvidence, writeDocument } = await releases();
      const valid = configured();
      const target = deliveryTarget(valid.fleet, valid.flows, flags.for).config;
      const hours = Number(flags.hours);
      if (!(hours > 0 && hours <= 168)) throw unusable(`--hours ${flags.hours} is no number of hours up to 168`);
      requireDocumentFolder(resolve(flags.out));
      const access = await openDelivery(environmentOf(name), flags);
      // looked at now: nobody has to bring it along, and nobody can.
      const connectivity = flags.rollback ? undefined : await connectivityRun(access, valid.fleet, resolve(flags.assembly));
      const { release, text, evidence: stated } = await signEvidence(access, {
        connectivity, kind: flags.rollback ? 'rollback' : 'promotion', target, assembly: resolve(flags.assembly), acceptance: flags.acceptance, load: flags.load,
        declaration: declarationFor(valid.fleet, valid.flows, target), hours,
      }, Date.now());
      writeDocument(resolve(flags.out), 'evidence', text);
      if (flags.json) print({ release, expiresAt: stated.expiresAt });
      else say(`${release}: evidence from ${name} for ${flags.for}, holds until ${stated.expiresAt}; have a person sign it off: \`bulkhead evidence sign-off ${name} ${release} --reason …\``);
    }));

  evidence.command('sign-off').argument('<source>').argument('<release>').requiredOption('--reason <text>', 'why it may go on, in a sentence')
    .description('signs a release off in your name; needs a session of the approver\'s role, with a second factor')
    .option('--out <folder>', 'where both documents go as well').option(...profileOption).option(...jsonOption)
    .action((name: string, id: string, { reason, out, profile, json }: Flags & { reason: string; out?: string }) => inOwnWords(async () => {
      const { fetchDocument, openDelivery, releaseOf, requireDocumentFolder, signOff, writeDocuments } = await releases();
      const release = releaseOf(id, '');
      if (out !== undefined) requireDocumentFolder(resolve(out));
      const access = await openDelivery(environmentOf(name), { profile });
      const text = await signOff(access, release, reason, { now: Date.now(), show: tell });
      if (out !== undefined) {
        writeDocuments(resolve(out), { signOff: text, evidence: await fetchDocument(access, 'evidence', release) });
      }
      if (json) print({ release, approver: access.caller });
      else say(`${release}: signed off by ${access.caller}`);
    }));

  evidence.command('fetch').argument('<source>').argument('<release>')
    .description('writes evidence and sign-off into a folder, for the environment that is to take them')
    .option('--out <folder>', 'where they go', 'evidence').option(...profileOption).option(...jsonOption)
    .action((name: string, id: string, { out, profile, json }: Flags & { out: string }) => inOwnWords(async () => {
      const { documentFiles, fetchDocument, openDelivery, releaseOf, requireDocumentFolder, writeDocuments } = await releases();
      const release = releaseOf(id, '');
      requireDocumentFolder(resolve(out));
      const documents: Partial<Record<keyof typeof documentFiles, string>> = {};
      const access = await openDelivery(environmentOf(name), { profile });
      for (const kind of ['evidence', 'signOff'] as const) {
        const text = await fetchDocument(access, kind, release);
        if (text === undefined) throw undecided(`there is no ${documentFiles[kind]} of ${release} in ${name} yet${kind === 'signOff' ? '; a person signs it off with `bulkhead evidence sign-off`' : ''}`);
        documents[kind] = text;
      }
      writeDocuments(resolve(out), documents);
      if (json) print({ release, folder: out });
      else say(`${release}: evidence and sign-off are in ${out}`);
    }));

  const release = program.command('release').description('a release before the gate of an environment: prepared, checked, executed');

  release.command('prepare').argument('<environment>')
    .description('brings archive, evidence, assets and change sets before the gate; changes nothing in the environment')
    .option(...assemblyOption).option(...documentsOption).option(...profileOption).option(...jsonOption)
    .action((name: string, flags: ReleaseFlags) => inOwnWords(async () => {
      const { openDelivery, prepareRelease, toolkit } = await releases();
      const access = await openDelivery(environmentOf(name), flags);
      const prepared = await prepareRelease(access, {
        assembly: resolve(flags.assembly), documents: resolve(flags.evidence), makeChangeSets: toolkit({ root, profile: flags.profile }), say: tell,
      });
      if (flags.json) print(prepared);
      else say(`${prepared.release}: prepared; \`bulkhead release execute ${name}\` asks the gate`);
    }));

  for (const [verb, description] of [
    ['check', 'asks the gate what it would do; nothing is executed'],
    ['execute', 'calls the gate until the release is done or cannot go on; run it again after any interruption'],
  ] as const) {
    const check = verb === 'check';
    release.command(verb).argument('<environment>').description(description)
      .option('--release <id>', 'the release (default: the one of the evidence)')
      .option(...documentsOption).option(...assemblyOption)
      .option('--no-prepare', 'make no change set that the gate asks for on the way')
      .option(...profileOption).option(...jsonOption)
      .action((name: string, flags: ReleaseFlags) => inOwnWords(async () => {
        const { executeRelease, exitCodeOf, openDelivery, prepareRelease, releaseOf, toolkit } = await releases();
        const id = releaseOf(flags.release, resolve(flags.evidence));
        const access = await openDelivery(environmentOf(name), flags);
        const preparation = { assembly: resolve(flags.assembly), documents: resolve(flags.evidence), makeChangeSets: toolkit({ root, profile: flags.profile }), say: tell };
        const answer = await executeRelease(access, {
          release: id, check, say: check ? () => {} : tell, wait: async milliseconds => { await wait(milliseconds); },
          ...flags.prepare !== false && { prepare: async (only: readonly string[]) => { await prepareRelease(access, { ...preparation, only }); } },
        });
        if (flags.json) print(answer);
        else say(table(answer));
        process.exitCode = exitCodeOf[answer.outcome];
      }));
  }
};
