import { objectIn, isObject, type JsonObject } from '../assembly/shape';
import type { Loaded, LoadedStack } from '../assembly/types';
import type { EnvironmentsFile } from '../model';
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

/** Names of exports that are written out; the others are resolved by whoever asks. */
const literalExports = (stack: StackNode): ExportNode[] =>
  Object.entries(objectIn(stack.loaded.document.value, 'Outputs', stack.loaded.document.file, '')).flatMap(
    ([outputId, output]) => {
      if (!isObject(output) || !isObject(output.Export) || output.Value === undefined) return [];
      const name = exportName(stack, output.Export.Name);
      return name === undefined ? [] : [{ stack, outputId, name, value: output.Value }];
    },
  );

// an export's name may only use what is known at synthesis: text and pseudo-parameters.
const exportName = (stack: StackNode, name: unknown): string | undefined => {
  if (typeof name === 'string') return name;
  if (!isObject(name)) return undefined;
  const pseudo: Record<string, string | undefined> = {
    'AWS::StackName': stack.name,
    'AWS::Region': stack.region,
    'AWS::AccountId': stack.account,
  };
  if (typeof name.Ref === 'string') return pseudo[name.Ref];
  if (typeof name['Fn::Sub'] === 'string') {
    const text = name['Fn::Sub'].replace(/\$\{(AWS::\w+)\}/g, (whole, key: string) => pseudo[key] ?? whole);
    return text.includes('${') ? undefined : text;
  }
  const join = name['Fn::Join'];
  if (!Array.isArray(join) || typeof join[0] !== 'string' || !Array.isArray(join[1])) return undefined;
  const parts = join[1].map(part => exportName(stack, part));
  return parts.includes(undefined) ? undefined : parts.join(join[0]);
};

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
    for (const node of literalExports(stack)) {
      exports.set(exportKey(stack.account, stack.region, node.name), node);
      exportsByName.set(node.name, [...(exportsByName.get(node.name) ?? []), node]);
    }
  }
  return { environments, stacks, byAccount, exports, exportsByName, stacksByName };
};
