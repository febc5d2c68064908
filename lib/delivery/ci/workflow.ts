import { stringify } from 'yaml';
import { tagOf, uses, type ActionName } from './actions';

/** The parts of a workflow that ours use, as GitHub documents them. */
export interface Workflow {
  readonly name: string;
  readonly on: object;
  /** None: each job asks for what it needs. */
  readonly permissions: Readonly<Record<string, never>>;
  readonly concurrency?: object;
  readonly defaults: typeof strictShell;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Job {
  readonly 'name': string;
  readonly 'needs'?: readonly string[];
  readonly 'if'?: string;
  readonly 'runs-on': 'ubuntu-24.04';
  readonly 'timeout-minutes': number;
  readonly 'environment'?: string;
  readonly 'permissions': Readonly<Record<string, 'read' | 'write'>>;
  readonly 'concurrency'?: object;
  readonly 'outputs'?: Readonly<Record<string, string>>;
  readonly 'env'?: Readonly<Record<string, string>>;
  readonly 'steps': readonly Step[];
}

export interface Step {
  readonly 'name': string;
  readonly 'id'?: string;
  readonly 'if'?: string;
  readonly 'uses'?: string;
  readonly 'with'?: Readonly<Record<string, string | number | boolean>>;
  /** Never with an expression in it: what others may write goes through `env`. */
  readonly 'run'?: string;
  readonly 'env'?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

/** Named, bash also ends a step whose pipe breaks in the middle. */
export const strictShell = { run: { shell: 'bash' } } as const;

export const runner = 'ubuntu-24.04' as const;

export const step = (name: string, action: ActionName, given: Step['with'] = {}): Step => ({ name, uses: uses(action), with: given });

export const run = (name: string, lines: string | readonly string[], env?: Step['env']): Step =>
  ({ name, run: [lines].flat().join('\n'), ...env && { env } });

/** The repository at one commit and its packages; no credentials stay in the folder. */
export const sources = (given: Step['with'] = {}): Step[] => [
  step('Check out', 'actions/checkout', { 'persist-credentials': false, ...given }),
  // no cache: what one run writes would be another one's program.
  step('Set Node up', 'actions/setup-node', { 'node-version': 24, 'package-manager-cache': false }),
];

export const install = run('Install', 'npm ci --ignore-scripts');

/** A workflow as a file, each pinned commit with its tag behind it. */
export const write = (workflow: Workflow): string => stringify(workflow, { lineWidth: 0, aliasDuplicateObjects: false, singleQuote: true })
  .replace(/^(\s*uses: \S+@([0-9a-f]{40}))$/gm, (line, used: string, commit: string) => `${used} # ${tagOf(commit) ?? ''}`.trimEnd() || line);
