import { readSources } from '../../audit/assembly/read';
import type { EnvironmentContext } from '../../environment';
import { unusable } from '../../operator/command-error';

/** A stack of an environment, by CloudFormation's name and by the toolkit's. */
export interface NamedStack {
  readonly name: string;
  readonly selector: string;
}

/** Stacks of an environment in an assembly, which must have some. */
export const stacksOf = (assembly: string, { account, region, config }: EnvironmentContext): NamedStack[] => {
  const { stacks } = readSources([{ kind: 'assembly', path: assembly }], assembly);
  const own = stacks.filter(stack => stack.account === account && stack.region === region && stack.parent === undefined);
  if (own.length === 0) throw unusable(`the assembly ${assembly} has no stack of '${config.name}' (account ${account}, ${region}); synthesize it with that account`);
  return own.map(({ name, artifact }) => ({ name, selector: typeof artifact?.value.displayName === 'string' ? artifact.value.displayName.split(' ')[0] ?? name : name }));
};
