// the templates that an environment is compared with: the assembly's, and its bootstrap's.
import { resolve } from 'node:path';
import { templateDigest } from './stacks';
import type { Account } from './account';
import { judgementOf, load, type Judgement } from '../audit/audit';
import { UnusableInput, type AuditInput, type EnvironmentsFile } from '../audit';
import { isObject, type Json, type JsonObject } from '../audit/assembly/shape';
import type { Loaded, LoadedStack } from '../audit/assembly/types';
import { bootstrapTemplate } from '../delivery/bootstrap';
import { bootstrapNames } from '../delivery/names';
import type { EnvironmentContext } from '../environment';
import { unusable } from '../operator/command-error';

/** Type of a template's resource. */
export const typeOf = (body: Json | undefined): string => (isObject(body) && typeof body.Type === 'string' ? body.Type : '');

/** An assembly as it was read, with what the audit says of it; one for all of its environments. */
export interface Proof {
  readonly assembly: string;
  readonly input: AuditInput;
  readonly loaded: Loaded;
  readonly judged: Judgement;
}

/**
 * Reads an assembly and asks the audit about it.
 *
 * @param environments what the audit is told of them
 * @throws CommandError where there is none that can be read
 */
export const readProof = (assembly: string, environments: EnvironmentsFile): Proof => {
  const path = resolve(assembly);
  const input: AuditInput = { sources: [{ kind: 'assembly', path }], root: path, environments };
  try {
    const loaded = load(input);
    return { assembly, input, loaded, judged: judgementOf(loaded, input) };
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    throw unusable(`the assembly '${assembly}' cannot be read: ${error.message}; run npx cdk synth --quiet, or name the deployed one with --assembly`, { cause: error });
  }
};

/** A stack of the environment. @throws CommandError where the assembly has none */
export const oneOf = ({ assembly, loaded }: Proof, { config: { name }, account, region }: EnvironmentContext): LoadedStack => {
  const stack = loaded.stacks.find(each => each.account === account && each.region === region && !each.parent);
  if (!stack) throw unusable(`the assembly '${assembly}' has no stack of '${name}' (${account}, ${region}); run npx cdk synth --quiet first`);
  return stack;
};

/**
 * The bootstrap as another stack of the environment: no assembly has it, and its roles and its bucket are compared like all others.
 *
 * @param account what is deployed: the open variant of a gated environment is told as another template
 */
export const withBootstrap = (loaded: Loaded, like: LoadedStack, environment: EnvironmentContext, { stacks }: Account): Loaded => {
  const name = bootstrapNames(environment).stack;
  if (!stacks.has(name)) return loaded;
  const value = JSON.parse(JSON.stringify(bootstrapTemplate(environment))) as JsonObject;
  const resources = Object.entries(isObject(value.Resources) ? value.Resources : {});
  const stack: LoadedStack = {
    name, stage: like.stage, account: like.account, region: like.region, environment: like.environment, assets: [], parameters: {},
    document: { file: `bootstrap of ${environment.config.name}`, text: JSON.stringify(value, null, 1), format: 'json', value },
    resources: new Map(resources.map(([id, body]) => [id, { type: typeOf(body), body: body as JsonObject }])),
  };
  return { ...loaded, stacks: [...loaded.stacks, stack] };
};

export const digestsOf = ({ stacks }: Loaded, { account, region }: EnvironmentContext, { templates }: Account) =>
  stacks.filter(stack => stack.account === account && stack.region === region && !stack.parent).map(({ name, document }) => {
    const deployed = templates.get(name);
    return { stack: name, audited: templateDigest(document.value), ...deployed && { deployed: templateDigest(deployed) } };
  });
