import { readSources } from '../../lib/audit/assembly/read';
import { isObject, type JsonObject } from '../../lib/audit/assembly/shape';
import type { AssetReference, LoadedStack } from '../../lib/audit/assembly/types';
import { gateFunctionName } from './contract';
import { refuse } from './refused';
import type { GateSettings } from './settings';

/** A template with those of the stacks nested in it, by logical id. */
export interface ReleaseTemplate {
  readonly template: JsonObject;
  readonly nested: Readonly<Record<string, ReleaseTemplate>>;
}

/** One stack of the target as the archive describes it. */
export interface ReleaseStack extends ReleaseTemplate {
  readonly name: string;
  /** Every parameter with the value that it must have. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** What its resources take from the bootstrap's bucket; the template itself is not among them. */
  readonly assets: readonly AssetReference[];
}

const texts = (value: unknown): Record<string, string> => Object.fromEntries(
  Object.entries(isObject(value) ? value : {}).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])));

const parametersOf = ({ name, document: { value: template }, parameters }: LoadedStack): Record<string, string> => Object.fromEntries(
  Object.entries(isObject(template.Parameters) ? template.Parameters : {}).map(([key, definition]) => {
    const value = parameters[key] ?? (isObject(definition) ? definition.Default : undefined);
    if (typeof value !== 'string' && typeof value !== 'number') return refuse('change-set-parameters', `the assembly gives no value to the parameter ${key} of ${name}`);
    return [key, String(value)];
  }));

const templateOf = (stack: LoadedStack, all: readonly LoadedStack[]): ReleaseTemplate => ({
  template: stack.document.value,
  nested: Object.fromEntries(all.flatMap(inner => (inner.parent?.stack === stack ? [[inner.parent.logicalId, templateOf(inner, all)] as const] : []))),
});

const toRelease = (stack: LoadedStack, all: readonly LoadedStack[]): ReleaseStack => {
  const properties = stack.artifact?.value.properties;
  return {
    ...templateOf(stack, all),
    name: stack.name,
    parameters: parametersOf(stack),
    tags: texts(isObject(properties) ? properties.tags : undefined),
    assets: stack.assets.filter(({ entry }) => !isObject(entry.source) || entry.source.path !== stack.document.file.split('/').at(-1)),
  };
};

const idOf = (stack: LoadedStack): string => `${stack.artifact?.document.file}\0${stack.artifact?.place.at(-1)}`;

const needs = ({ artifact }: LoadedStack): string[] => {
  const names = artifact?.value.dependencies;
  return (Array.isArray(names) ? names : []).flatMap(name => (typeof name === 'string' ? [`${artifact?.document.file}\0${name}`] : []));
};

const isOwn = ({ document }: LoadedStack): boolean => JSON.stringify(document.value).includes(`"FunctionName":"${gateFunctionName}"`);

/** Each after what it needs; the gate's own stack as late as that allows, so that one gate carries a release through. */
const inOrder = (stacks: readonly LoadedStack[]): LoadedStack[] => {
  const [left, order] = [[...stacks].sort((one, other) => Number(isOwn(one)) - Number(isOwn(other)) || (one.name < other.name ? -1 : 1)), [] as LoadedStack[]];
  while (left.length > 0) {
    const waiting = new Set(left.map(idOf));
    const next = left.findIndex(stack => needs(stack).every(id => !waiting.has(id)));
    if (next < 0) return refuse('stacks-missing', 'the stacks of the assembly need each other in a circle');
    order.push(...left.splice(next, 1));
  }
  return order;
};

/** The target's stacks in the order of their execution, read from the verified archive. */
export const releaseStacks = (folder: string, { account, region, target }: GateSettings): ReleaseStack[] => {
  const { stacks } = readSources([{ kind: 'assembly', path: folder }], folder);
  const own = stacks.filter(stack => stack.account === account && stack.parent === undefined);
  if (own.length === 0) return refuse('stacks-missing', `the assembly has no stack of '${target}'`);
  const elsewhere = own.find(stack => stack.region !== region);
  if (elsewhere) return refuse('stacks-missing', `${elsewhere.name} is of region ${elsewhere.region ?? '(unknown)'}, and the gate stands before ${region}`);
  return inOrder(own).map(stack => toRelease(stack, stacks));
};
