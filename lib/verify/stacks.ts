import { createHash } from 'node:crypto';
import { DescribeStacksCommand, GetTemplateCommand, ListStackResourcesCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { pages } from './kinds/gather';
import type { StackResource } from './deployed';
import type { Aws } from './types';
import { parseYaml } from '../audit/assembly/yaml';
import { isObject, type Json, type JsonObject } from '../audit/assembly/shape';
import type { LoadedStack } from '../audit/assembly/types';

export const stackType = 'AWS::CloudFormation::Stack';

const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]));
};

/** SHA-256 of what a template says, whatever its white space, the order of its members and its format. */
export const templateDigest = (template: JsonObject): string => createHash('sha256').update(JSON.stringify(sorted(template))).digest('hex');

/** Every stack of the account and region, by name. */
export const stacksIn = async ({ cloudformation }: Aws): Promise<ReadonlyMap<string, Stack>> => {
  const all = await pages(async NextToken => {
    const { Stacks, NextToken: next } = await cloudformation.send(new DescribeStacksCommand({ NextToken }));
    return { items: Stacks, next };
  });
  return new Map(all.map(stack => [stack.StackName ?? '', stack]));
};

export const resourcesIn = async ({ cloudformation }: Aws, stack: string): Promise<StackResource[]> => {
  const all = await pages(async NextToken => {
    const { StackResourceSummaries, NextToken: next } = await cloudformation.send(new ListStackResourcesCommand({ StackName: stack, NextToken }));
    return { items: StackResourceSummaries, next };
  });
  return all.flatMap(({ LogicalResourceId = '', ResourceType = '', PhysicalResourceId, ResourceStatus }) =>
    (PhysicalResourceId === undefined || ResourceStatus === 'DELETE_COMPLETE' ? [] : [{ stack, logicalId: LogicalResourceId, type: ResourceType, physicalId: PhysicalResourceId }]));
};

/** The template as it was sent when the stack was deployed. @throws where it is none */
export const templateIn = async ({ cloudformation }: Aws, stack: string): Promise<JsonObject> => {
  const { TemplateBody = '' } = await cloudformation.send(new GetTemplateCommand({ StackName: stack, TemplateStage: 'Original' }));
  const value = TemplateBody.trimStart().startsWith('{') ? JSON.parse(TemplateBody) as Json : parseYaml(TemplateBody, stack);
  if (!isObject(value)) throw new Error('a template that is no object');
  return value;
};

const resourcesOf = (template: JsonObject): JsonObject => (isObject(template.Resources) ? template.Resources : {});

const list = (names: readonly string[]): string => (names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', '));

/** In what a deployed template is another one than the audited. */
export const templateDifference = (audited: JsonObject, deployed: JsonObject): string[] => {
  const [wanted, found] = [templateDigest(audited), templateDigest(deployed)];
  if (wanted === found) return [];
  const [before, after] = [resourcesOf(audited), resourcesOf(deployed)];
  const told = (what: string, names: readonly string[]) => (names.length > 0 ? [`${what}: ${list(names)}`] : []);
  return [
    `digest of the deployed template ${found.slice(0, 16)}…, of the audited one ${wanted.slice(0, 16)}…`,
    ...told('only deployed', Object.keys(after).filter(id => before[id] === undefined)),
    ...told('only audited', Object.keys(before).filter(id => after[id] === undefined)),
    ...told('not the same', Object.keys(before).filter(id => after[id] !== undefined && JSON.stringify(sorted(before[id]!)) !== JSON.stringify(sorted(after[id])))),
  ];
};

/** Parameters whose deployed value is not the one that the assembly gives. */
export const parameterDifference = ({ parameters, document }: LoadedStack, { Parameters = [] }: Stack): string[] => {
  const declared = isObject(document.value.Parameters) ? document.value.Parameters : {};
  return Parameters.flatMap(({ ParameterKey: name = '', ParameterValue: live = '' }) => {
    const declaration = declared[name];
    const given = parameters[name] ?? (isObject(declaration) ? declaration.Default : undefined);
    if (given === undefined) return [];
    const expected = typeof given === 'string' ? given : JSON.stringify(given);
    if (expected === live) return [];
    const isHidden = isObject(declaration) && (declaration.NoEcho === true || declaration.NoEcho === 'true');
    return [`parameter ${name} is ${isHidden ? 'another' : `'${live}'`}, synthesized ${isHidden ? '' : `'${expected}'`}`.trimEnd()];
  });
};
