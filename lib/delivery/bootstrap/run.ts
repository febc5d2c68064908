import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrapTemplate, type BootstrapOptions } from './template';
import { executionPolicyPrefix } from './execution-policy';
import { bootstrapNames, isGated, policyArn } from '../names';
import type { EnvironmentContext } from '../../environment';
import { requireCaller } from '../../operator/caller';
import { undecided } from '../../operator/command-error';
import { onEnd } from '../../local/ending';

export interface BootstrapRun extends BootstrapOptions {
  /** Root folder of the project, whose toolkit runs. */
  readonly root: string;
  /** Profile of the AWS configuration; `{environment}` stands for the environment's name. */
  readonly profile?: string;
  readonly say: (line: string) => void;
}

/** Starts a program and answers its exit code; what it prints goes where ours does. */
export type Start = (program: string, args: readonly string[], environment: NodeJS.ProcessEnv) => Promise<number>;

const start: Start = (program, args, env) => new Promise((resolve, reject) => {
  // progress is no result: standard output stays the command's own.
  const child = spawn(program, args, { stdio: ['inherit', 2, 2], env });
  // terminated alone, we take it along; Ctrl-C reaches both.
  onEnd(() => { child.kill(); });
  child.on('error', reject).on('exit', code => resolve(code ?? 1));
});

/** Arguments of the toolkit for an environment's own bootstrap. */
const toolkitArguments = (environment: EnvironmentContext, template: string): string[] => {
  const { account, region, qualifier } = environment;
  const count = Object.keys(bootstrapTemplate(environment).Resources).filter(id => id.startsWith('ExecutionPolicy')).length;
  const policies = Array.from({ length: count }, (_, index) => policyArn(environment, `${executionPolicyPrefix}${index + 1}`));
  return [
    'bootstrap', `aws://${account}/${region}`, '--template', template, '--qualifier', qualifier, '--toolkit-stack-name', bootstrapNames(environment).stack,
    // the template names them itself; the toolkit would announce administrator's rights otherwise.
    '--cloudformation-execution-policies', policies.join(','),
    '--termination-protection', '--no-notices',
  ];
};

/**
 * Bootstraps one environment with the credentials of a person of its account; run again, it updates what is there.
 *
 * @throws CommandError before anything is called, where the credentials belong to another account
 */
export const bootstrapEnvironment = async (environment: EnvironmentContext, { root, profile, say, ...options }: BootstrapRun, run: Start = start): Promise<void> => {
  const { config, account, region } = environment;
  const { open = false } = options;
  const arn = await requireCaller({ name: config.name, account, region, profile });
  const { stack } = bootstrapNames(environment);
  say(`${arn} bootstraps ${config.name} in ${account}, ${region}: stack ${stack}`);
  if (isGated(config)) {
    say(open
      ? `OPEN: the deploy role of ${config.name} may execute change sets; run this again without --open once its gate stands`
      : `the deploy role of ${config.name} prepares change sets and executes none`);
  }
  if (config.bucketToken === undefined) {
    say(`the name of the asset bucket can be guessed; set bucketToken of '${config.name}' to the output of \`openssl rand -hex 16\` before the first bootstrap`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bootstrap-'));
  onEnd(() => rmSync(folder, { recursive: true, force: true }));
  try {
    const file = join(folder, `${stack}.template.json`);
    writeFileSync(file, JSON.stringify(bootstrapTemplate(environment, options), null, 2));
    const code = await run(process.execPath, [join(root, 'node_modules/aws-cdk/bin/cdk'), ...toolkitArguments(environment, file)], {
      ...process.env,
      ...profile !== undefined && { AWS_PROFILE: profile.replaceAll('{environment}', config.name) },
    });
    if (code !== 0) throw undecided(`the toolkit ended with exit code ${code}; read the events of ${stack}, mend what they name and run the same command again`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
