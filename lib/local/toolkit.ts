import { join } from 'node:path';
import { bareEnvironment } from './bare-environment';
import { startNode } from './child';
import type { ClientSettings } from './clients';

export interface ToolkitOptions {
  readonly root: string;
  readonly node: string;
  /** Endpoint of the embedded AWS. */
  readonly endpoint: string;
  /** An empty home directory: the toolkit caches account ids in it. */
  readonly home: string;
  readonly onLine?: (line: string) => void;
}

/** An account and region to prepare for deployments, under an environment's own qualifier. */
export interface BootstrapTarget {
  readonly account: string;
  readonly region: string;
  readonly qualifier: string;
  /**
   * File with the bootstrap of its own that an environment has.
   * @default - the CDK's
   */
  readonly template?: string;
}

/** The real CDK command line, pointed at the embedded AWS. */
export interface Toolkit {
  bootstrap(target: BootstrapTarget, settings: ClientSettings): Promise<void>;
  /** Runs one of its commands with the credentials of somebody, by default of nobody in particular. @throws with what it said last */
  run(args: readonly string[], settings?: ClientSettings): Promise<void>;
  /** Deploys every stack of an assembly. */
  deploy(assembly: string, outputsFile: string, onStack?: (stack: string) => void): Promise<void>;
}

const TAIL_LINES = 30;

/** Long past anything that still progresses; the toolkit itself retries a broken server for ever. */
const LONGEST_RUN_MS = 300_000;

const deployed = /^\s*✅\s+(\S+)/u;

const environment = ({ root, home, endpoint }: ToolkitOptions, settings?: ClientSettings): Record<string, string> => ({
  ...bareEnvironment(home),
  AWS_ENDPOINT_URL: endpoint,
  // templates are fetched by the emulator itself, which tells buckets apart by host name.
  AWS_ENDPOINT_URL_S3_FOR_CLOUDFORMATION: endpoint.replace('127.0.0.1', 'localhost'),
  AWS_REGION: settings?.region ?? 'us-east-1',
  AWS_ACCESS_KEY_ID: settings?.credentials.accessKeyId ?? 'local',
  AWS_SECRET_ACCESS_KEY: settings?.credentials.secretAccessKey ?? 'local',
  ...settings && { AWS_SESSION_TOKEN: settings.credentials.sessionToken },
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  // it leaves folders behind, which go with the run's own.
  TMPDIR: home,
  // the toolkit is one large file that is loaded once for each account.
  NODE_COMPILE_CACHE: join(root, '.bulkhead', 'compile-cache'),
  CI: 'true',
});

const run = async (options: ToolkitOptions, args: readonly string[], settings?: ClientSettings, onLine?: (line: string) => void) => {
  const tail: string[] = [];
  const child = startNode({
    root: options.root,
    node: options.node,
    script: join(options.root, 'node_modules/aws-cdk/bin/cdk'),
    args: [...args, '--no-notices', '--no-color'],
    cwd: options.home,
    env: environment(options, settings),
    onLine: line => {
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      options.onLine?.(line);
      onLine?.(line);
    },
  });
  const timer = setTimeout(() => void child.end(), LONGEST_RUN_MS);
  const { code, signal } = await child.exited;
  clearTimeout(timer);
  if (code !== 0) throw new Error(`cdk ${args[0]} ended with ${signal ?? `exit code ${code}`}:\n${tail.join('\n')}`);
};

export const createToolkit = (options: ToolkitOptions): Toolkit => ({
  run: (args, settings) => run(options, args, settings),
  bootstrap: ({ account, region, qualifier, template }, settings) => run(options, [
    'bootstrap', `aws://${account}/${region}`, '--qualifier', qualifier, '--toolkit-stack-name', `CDKToolkit-${qualifier}`,
    ...template === undefined ? [] : ['--template', template],
  ], settings),
  deploy: (assembly, outputsFile, onStack) => run(options, [
    'deploy', '**', '--app', assembly, '--outputs-file', outputsFile,
    '--method=direct', '--require-approval', 'never', '--concurrency', '4',
  ], undefined, line => {
    const stack = deployed.exec(line)?.[1];
    if (stack) onStack?.(stack);
  }),
});
