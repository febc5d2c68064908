import { join, resolve } from 'node:path';
import { UnusableSurroundings } from '../errors';
import { ensurePython } from './python';
import { packageEnvironment, run } from './run';

export interface ComparisonOptions {
  /** Root folder of the project. */
  readonly root: string;
  readonly endpoint: string;
  /** Folder of the synthesized cloud assembly, relative to the root or absolute. */
  readonly assembly: string;
}

export interface MissingResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly reason: string;
}

/** How the templates of an assembly compare with what the services themselves say exists. */
export interface Inventory {
  readonly stacks: number;
  readonly resources: number;
  /** Found through the service's own API. */
  readonly verified: number;
  /** Known to the deployment only: the emulator has no such service. */
  readonly recorded: number;
  readonly missing: readonly MissingResource[];
}

/** Looks every resource of the assembly up; run it before identity policies are enforced. */
export const compareWithAssembly = async ({ root, endpoint, assembly }: ComparisonOptions): Promise<Inventory> => {
  const python = await ensurePython({ root });
  const folder = join(root, 'lib/local/aws');
  const outcome = await run(python.executable, ['-m', 'bulkhead_aws.inventory', '--endpoint', endpoint, resolve(root, assembly)], {
    cwd: folder,
    env: packageEnvironment(folder),
  });
  // exit code 1 is a result, with the missing resources in it; others are failures.
  if (outcome.code !== 0 && outcome.code !== 1) {
    throw new UnusableSurroundings(`the inventory did not run: ${outcome.stderr.trim()}`);
  }
  try {
    return JSON.parse(outcome.stdout) as Inventory;
  } catch (cause) {
    throw new UnusableSurroundings(`the inventory answered no JSON: ${outcome.stderr.trim()}`, { cause });
  }
};
