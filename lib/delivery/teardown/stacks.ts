import { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { unusable } from '../../operator/command-error';

/** A resource of a template, as far as a teardown looks at it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  /** What CloudFormation does with it when its stack goes; it deletes what says nothing. */
  readonly DeletionPolicy?: string;
}

/** Whether a resource outlives its stack. */
export const keeps = ({ DeletionPolicy = 'Delete' }: TemplateResource): boolean => DeletionPolicy !== 'Delete';

/** A stack of the assembly with what it would take along. */
export interface PlannedStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly terminationProtection: boolean;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  /** Names of the stacks that have to be there for it. */
  readonly needs: readonly string[];
}

/** Every stack of an assembly. */
export const stacksOf = (assembly: string): PlannedStack[] => {
  return new CloudAssembly(assembly).stacksRecursively.map((stack) => ({
    name: stack.stackName,
    account: stack.environment.account,
    region: stack.environment.region,
    terminationProtection: stack.terminationProtection ?? false,
    resources: (stack.template as { Resources?: Record<string, TemplateResource> }).Resources ?? {},
    needs: stack.dependencies.filter(other => other instanceof CloudFormationStackArtifact).map(other => other.stackName),
  }));
};

/** The order in which stacks can go: none before those that need it. */
export const deletionOrder = (stacks: readonly PlannedStack[]): PlannedStack[] => {
  const order: PlannedStack[] = [];
  const left = new Set(stacks);
  while (left.size > 0) {
    const needed = new Set([...left].flatMap(({ needs }) => needs));
    // names make the order the same on every run.
    const free = [...left].filter(({ name }) => !needed.has(name)).sort((a, b) => a.name.localeCompare(b.name));
    if (free.length === 0) throw unusable(`the stacks ${[...left].map(({ name }) => name).join(', ')} need one another; synthesize them anew`);
    for (const stack of free) left.delete(stack);
    order.push(...free);
  }
  return order;
};
