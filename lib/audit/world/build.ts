import { objectIn, isObject, type JsonObject } from '../assembly/shape';
import type { Loaded, LoadedStack } from '../assembly/types';
import type { EnvironmentsFile } from '../model';
import { Resolver } from '../resolve/resolver';
import { literalsOf } from '../resolve/value';
import { environmentsOf } from './environments';
import {
  exportKey,
  stackKey,
  type EnvironmentNode,
  type ExportNode,
  type ResourceNode,
  type StackNode,
  type World,
} from './types';

const stackNode = (loaded: LoadedStack, environment: EnvironmentNode, parent?: StackNode['parent']): StackNode => {
  const { name, account, region } = loaded;
  const stack: StackNode = { loaded, environment, name, account, region, resources: new Map(), nested: new Map(), parent };
  for (const [logicalId, { type, body }] of loaded.resources) {
    const properties: JsonObject = isObject(body.Properties) ? body.Properties : {};
    const resource: ResourceNode = { stack, logicalId, type, body, properties };
    stack.resources.set(logicalId, resource);
  }
  environment.stacks.push(stack);
  return stack;
};

/** A template's exports, by every name that each may have: parameters and mappings count as they do elsewhere. */
const exportsOf = (resolver: Resolver, stack: StackNode): ExportNode[] =>
  Object.entries(objectIn(stack.loaded.document.value, 'Outputs', stack.loaded.document.file, '')).flatMap(
    ([outputId, output]) => {
      if (!isObject(output) || !isObject(output.Export) || output.Value === undefined) return [];
      const { Value: value } = output;
      const names = resolver.value(stack, output.Export.Name ?? null).flatMap(name => literalsOf([name]) ?? []);
      return names.map(name => ({ stack, outputId, name, value }));
    },
  );

/** Builds the world of everything that was read. */
export const buildWorld = ({ stacks: loaded }: Loaded, file?: EnvironmentsFile): World => {
  const { assigned, contested } = environmentsOf(loaded, file);
  const nodes = new Map<LoadedStack, StackNode>();
  for (const stack of loaded) {
    const parent = stack.parent && { stack: nodes.get(stack.parent.stack)!, logicalId: stack.parent.logicalId };
    const node = stackNode(stack, assigned.get(stack)!, parent);
    parent?.stack.nested.set(parent.logicalId, node);
    nodes.set(stack, node);
  }
  const stacks = [...nodes.values()];
  const environments = [...new Set([...assigned.values(), ...contested])].sort((a, b) => (a.name < b.name ? -1 : 1));
  const byAccount = new Map<string, EnvironmentNode>();
  for (const environment of environments)
    for (const account of environment.accounts) if (!byAccount.has(account)) byAccount.set(account, environment);
  const exports = new Map<string, ExportNode>();
  const exportsByName = new Map<string, ExportNode[]>();
  const stacksByName = new Map<string, StackNode[]>();
  for (const stack of stacks) {
    stacksByName.set(stackKey(stack.account, stack.name), [
      ...(stacksByName.get(stackKey(stack.account, stack.name)) ?? []),
      stack,
    ]);
  }
  const world: World = { environments, stacks, byAccount, exports, exportsByName, stacksByName };
  const resolver = new Resolver(world);
  for (const stack of stacks) {
    for (const node of exportsOf(resolver, stack)) {
      exports.set(exportKey(stack.account, stack.region, node.name), node);
      exportsByName.set(node.name, [...(exportsByName.get(node.name) ?? []), node]);
    }
  }
  return world;
};
