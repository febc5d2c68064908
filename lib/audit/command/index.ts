import type { Command } from 'commander';
import { audit, type EnvironmentsFile } from '..';
import { parseCommit, parseFormats, parseProfiles, parseTimestamp, type AuditOptions } from './options';
import { runAudit, type Surroundings } from './run';
import { isOwn } from './sources';

export { ownText } from './own';
export { runAudit, type Surroundings } from './run';
export type { AuditOptions } from './options';

/**
 * Adds `audit` to the command line.
 *
 * @param costs what environments cost, for a column beside the verdict
 * @param own what the app of this folder says of its environments; it stands for `--environments` where no folder is named
 */
export const auditCommand = (program: Command, own?: () => EnvironmentsFile | Promise<EnvironmentsFile>, costs?: Surroundings['costs']): void => {
  program.command('audit')
    // a misspelt option is unusable input, not a violation: the caller turns it into its exit status.
    .exitOverride()
    .description('proves from the templates alone that environments share nothing, or shows where they do')
    .argument('[assembly...]', 'folders that CDK synthesized, or one of plain templates with --mapping (default: cdk.out)')
    .option('--environments <file>', 'environments, declared links and suppressions, JSON or YAML (default: this app\'s for its own cdk.out, else derived from the manifests)')
    .option('--mapping <file>', 'which environment each plain template belongs to, JSON or YAML')
    .option('--format <names>', 'table, html, json, sarif, junit, csv, access; several with --out (default: table, with --out all others)', parseFormats)
    .option('--out <dir>', 'where the reports go (default: standard output)')
    .option('--baseline <report>', 'an earlier JSON report; the new one says what appeared, went and changed')
    .option('--profile <name>', 'relations, or hygiene for the rules within one environment as well (default: what the environments file says, else relations)', parseProfiles)
    .option('--explain <finding>', 'the whole chain of one finding, and its remedy; or of \'PRINCIPAL > RESOURCE\', whether it is allowed or denied')
    .option('--expand <pair>', 'FROM:TO or all: every principal and resource of it in the access file (default: all, or by class where they are very many)')
    .option('--timestamp <moment>', 'stated on the reports; suppressions are judged on its day (default: none is stated)', parseTimestamp)
    .option('--commit <id>', 'commit of what is audited, stated on the reports', parseCommit)
    .addHelpText('after', '\nExit status: 0 all proven, 1 violated, 2 none violated but something unknown, 3 unusable input.')
    .action(async (folders: string[], options: AuditOptions) => {
      const subject = isOwn(folders, process.cwd()) && options.environments === undefined && own ? await own() : undefined;
      process.exitCode = runAudit(folders, options, {
        audit,
        own: subject && (() => subject),
        costs,
        cwd: process.cwd(),
        colour: process.stdout.isTTY && process.env.NO_COLOR === undefined,
        out: text => { process.stdout.write(text); },
        err: text => { process.stderr.write(text); },
      });
    });
};
