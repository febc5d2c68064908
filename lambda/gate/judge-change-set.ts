import type { Stack } from '@aws-sdk/client-cloudformation';
import type { GateClients } from './clients';
import type { Reason } from './contract';
import { readNestedChanges, type Changes, type Prepared } from './prepared';
import type { GateSettings } from './settings';
import type { ReleaseStack, ReleaseTemplate } from './stacks';
import { readTemplate, sameTemplate } from './templates';
import { isObject } from '../../lib/audit/assembly/shape';
import { unless } from '../../lib/promotion/evidence';

/** What the stacks of the product need; macros expand only what the archive's template names. */
const capabilities = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'];

const same = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean => {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every(key => Object.hasOwn(other, key) && one[key] === other[key]);
};

export const parametersOf = (list: { ParameterKey?: string; ParameterValue?: string }[] = []): Record<string, string> =>
  Object.fromEntries(list.map(({ ParameterKey: key = '', ParameterValue: value = '' }) => [key, value]));

const tagsOf = (list: { Key?: string; Value?: string }[] = []): Record<string, string> =>
  // CloudFormation's own tags are not the template's business.
  Object.fromEntries(list.filter(({ Key: key = '' }) => !key.startsWith('aws:')).map(({ Key: key = '', Value: value = '' }) => [key, value]));

/** What a parameter is that nobody set: a description may leave it out. */
const defaultsOf = ({ template }: ReleaseStack): Record<string, string> => Object.fromEntries(
  Object.entries(isObject(template.Parameters) ? template.Parameters : {}).flatMap(([key, definition]) =>
    (isObject(definition) && definition.Default !== undefined ? [[key, String(definition.Default as string | number)]] : [])));

/** Whether a stack is as the archive describes it already. */
export const isCurrent = async (clients: GateClients, expected: ReleaseStack, stack: Stack): Promise<boolean> =>
  same({ ...defaultsOf(expected), ...parametersOf(stack.Parameters) }, expected.parameters) && same(tagsOf(stack.Tags), expected.tags)
  && sameTemplate(await readTemplate(clients, expected.name), expected.template);

/**
 * Whether the change sets of nested stacks hold the archive's templates. Each was read from the bucket when it was made, and what
 * lies in the bucket now does not tell what lay there then.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/change-sets-for-nested-stacks.html
 */
const judgeNested = async (clients: GateClients, name: string, { nested }: ReleaseTemplate, { nested: changes }: Changes): Promise<Reason[]> => {
  const reasons: Reason[] = [];
  for (const { logicalId, changeSet } of changes) {
    const [inner, path] = [Object.hasOwn(nested, logicalId) ? nested[logicalId] : undefined, `${name}/${logicalId}`];
    if (inner === undefined || !sameTemplate(await readTemplate(clients, undefined, changeSet), inner.template)) {
      reasons.push({ code: 'change-set-template', message: `the change set of ${path} has another template than the archive` });
      continue;
    }
    const further = await readNestedChanges(clients, changeSet);
    reasons.push(
      ...unless(!further.imports, 'change-set-settings', `the change set of ${path} takes over resources that exist already`),
      ...await judgeNested(clients, path, inner, further),
    );
  }
  return reasons;
};

/** Whether a change set does to its stack what the archive says, and nothing beside it. */
export const judgeChangeSet = async (
  clients: GateClients, { executionRole }: GateSettings, expected: ReleaseStack, changeSet: Prepared, stack: Stack,
): Promise<Reason[]> => {
  const { name } = expected;
  const text = await readTemplate(clients, name, changeSet.ChangeSetId);
  return [
    ...unless(sameTemplate(text, expected.template), 'change-set-template', `the change set of ${name} has another template than the archive`),
    ...await judgeNested(clients, name, expected, changeSet),
    ...unless(same({ ...defaultsOf(expected), ...parametersOf(changeSet.Parameters) }, expected.parameters), 'change-set-parameters', `the change set of ${name} sets other parameters than the archive`),
    ...unless(same(tagsOf(changeSet.Tags), expected.tags), 'change-set-settings', `the change set of ${name} sets other tags than the archive`),
    ...unless((changeSet.Capabilities ?? []).every(one => capabilities.includes(one)), 'change-set-settings', `the change set of ${name} asks for capabilities beyond ${capabilities.join(', ')}`),
    ...unless(!changeSet.imports && changeSet.ImportExistingResources !== true, 'change-set-settings', `the change set of ${name} takes over resources that exist already`),
    ...unless((changeSet.NotificationARNs ?? []).length === 0 && (changeSet.RollbackConfiguration?.RollbackTriggers ?? []).length === 0
      && changeSet.ParentChangeSetId === undefined && (changeSet.OnStackFailure === undefined || changeSet.OnStackFailure === 'ROLLBACK'),
    'change-set-settings', `the change set of ${name} has settings that the toolkit does not make: notifications, rollback triggers, a parent, or another end of a failure`),
    // a change set does not tell its role; the stack does, and the roles of continuous integration can pass no other.
    ...unless(stack.RoleARN === undefined || stack.RoleARN === executionRole, 'stack-role', `${name} is changed with another role than the environment's execution role`),
  ];
};
