import {
  DescribeChangeSetCommand, DescribeStacksCommand, ListChangeSetsCommand, ListStacksCommand,
  type DescribeChangeSetOutput, type Stack,
} from '@aws-sdk/client-cloudformation';
import type { GateClients } from './clients';
import { changeSetName } from './contract';
import { isNamed } from '../webhook/aws';

/** A change set as far as it decides. */
export type Prepared = DescribeChangeSetOutput & { readonly ChangeSetId: string; readonly imports: boolean };

/** AWS names the missing stack only in words. */
const isAbsent = (error: unknown): boolean =>
  isNamed(error, 'ChangeSetNotFoundException') || isNamed(error, 'ChangeSetNotFound') || (isNamed(error, 'ValidationError') && /does not exist/.test((error as Error).message));

export const readStack = async ({ cloudformation }: GateClients, name: string): Promise<Stack | undefined> => {
  try {
    const { Stacks: [stack] = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName: name }));
    if (stack?.StackName !== name || stack.StackStatus === undefined) throw new Error('malformed stack answer');
    return stack;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
};

/** The change set of a release on a stack, under the id that no other will ever have. */
export const readChangeSet = async ({ cloudformation }: GateClients, stack: string, release: string): Promise<Prepared | undefined> => {
  try {
    const find = (name: string, token?: string) =>
      cloudformation.send(new DescribeChangeSetCommand({ StackName: stack, ChangeSetName: name, NextToken: token }));
    const first = await find(changeSetName(release));
    const { ChangeSetId: id } = first;
    if (id === undefined || first.StackName !== stack || first.Status === undefined) throw new Error('malformed change set answer');
    let [imports, page] = [false, first];
    for (;;) {
      imports ||= (page.Changes ?? []).some(({ ResourceChange: change }) => change?.Action === 'Import');
      if (page.NextToken === undefined) return { ...first, ChangeSetId: id, imports };
      page = await find(id, page.NextToken);
    }
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
};

/** Names of all change sets of a stack. */
export const changeSetsOf = async ({ cloudformation }: GateClients, stack: string): Promise<string[]> => {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page = await cloudformation.send(new ListChangeSetsCommand({ StackName: stack, NextToken: token }));
    names.push(...(page.Summaries ?? []).map(({ ChangeSetName: name }) => name ?? ''));
    token = page.NextToken;
  } while (token !== undefined);
  return names;
};

/** Stacks that are so far nothing but a change set. */
export const stacksInReview = async ({ cloudformation }: GateClients): Promise<string[]> => {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page = await cloudformation.send(new ListStacksCommand({ StackStatusFilter: ['REVIEW_IN_PROGRESS'], NextToken: token }));
    names.push(...(page.StackSummaries ?? []).map(({ StackName: name }) => name ?? ''));
    token = page.NextToken;
  } while (token !== undefined);
  return names;
};
