import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bootstrapNames } from '../../delivery/names';
import { onEnd } from '../../local/ending';
import type { EnvironmentContext } from '../../environment';

export interface ChangeSetsRequest {
  readonly environment: EnvironmentContext;
  /** Folder of the assembly. */
  readonly assembly: string;
  /** Stacks as the toolkit selects them, such as `Production/Network`. */
  readonly stacks: readonly string[];
  readonly changeSet: string;
}

/** Publishes assets and makes change sets; executes none. The exit code is the toolkit's. */
export type MakeChangeSets = (request: ChangeSetsRequest) => Promise<number>;

/**
 * Arguments of the toolkit that publish the assets of an assembly and make change sets.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-deploy.html
 */
export const changeSetArguments = ({ environment, assembly, stacks, changeSet }: ChangeSetsRequest): string[] => [
  'deploy', ...stacks, '--exclusively', '--app', assembly, '--method', 'prepare-change-set', '--change-set-name', changeSet,
  '--require-approval', 'never', '--toolkit-stack-name', bootstrapNames(environment).stack, '--no-notices',
];

export interface ToolkitOptions {
  /** Root folder of the project, whose toolkit runs. */
  readonly root: string;
  readonly profile?: string;
}

export const toolkit = ({ root, profile }: ToolkitOptions): MakeChangeSets => request => new Promise((resolve, reject) => {
  const child = spawn(process.execPath, [join(root, 'node_modules/aws-cdk/bin/cdk'), ...changeSetArguments(request)], {
    // progress is no result: standard output stays the command's own.
    stdio: ['inherit', 2, 2],
    env: { ...process.env, ...profile !== undefined && { AWS_PROFILE: profile.replaceAll('{environment}', request.environment.config.name) } },
  });
  // terminated alone, we take it along; Ctrl-C reaches both.
  onEnd(() => { child.kill(); });
  child.on('error', reject).on('exit', code => resolve(code ?? 1));
});
