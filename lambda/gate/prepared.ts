import {
  DescribeChangeSetCommand, DescribeStacksCommand, ListChangeSetsCommand, ListStacksCommand,
  type DescribeChangeSetOutput, type Stack,
} from '@aws-sdk/client-cloudformation';
import type { GateClients } from './clients';
import { changeSetName } from './contract';
import { isNamed } from '../webhook/aws';

/** What a change set changes, as far as that is not in its template. */
export interface Changes {
  /** Whether it takes over resources that exist already. */
  readonly imports: boolean;
  /** Change sets of nested stacks, by logical id: each holds the template that was read when it was made. */
  readonly nested: readonly { readonly logicalId: string; readonly changeSet: string }[];
}

/** A change set as far as it decides. */
export type Prepared = DescribeChangeSetOutput & Changes & { readonly ChangeSetId: string };

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

/** Every page of a change set: the first as it is, and what all of them change. */
const readPages = async (
  { cloudformation }: GateClients, changeSet: string, stack?: string,
): Promise<{ first: DescribeChangeSetOutput; changes: Changes }> => {
  const find = (token?: string) => cloudformation.send(new DescribeChangeSetCommand({ StackName: stack, ChangeSetName: changeSet, NextToken: token }));
  const first = await find();
  const found = [...first.Changes ?? []];
  for (let page = first; page.NextToken !== undefined;) {
    page = await find(page.NextToken);
    found.push(...page.Changes ?? []);
  }
  return {
    first,
    changes: {
      imports: found.some(({ ResourceChange: change }) => change?.Action === 'Import'),
      nested: found.flatMap(({ ResourceChange: { LogicalResourceId: logicalId = '', ChangeSetId: id } = {} }) => (id === undefined ? [] : [{ logicalId, changeSet: id }])),
    },
  };
};

export const readNestedChanges = async (clients: GateClients, changeSet: string): Promise<Changes> => (await readPages(clients, changeSet)).changes;

/** The change set of a release on a stack, under the id that no other will ever have. */
export const readChangeSet = async (clients: GateClients, stack: string, release: string): Promise<Prepared | undefined> => {
  try {
    const { first, changes } = await readPages(clients, changeSetName(release), stack);
    const { ChangeSetId: id } = first;
    if (id === undefined || first.StackName !== stack || first.Status === undefined) throw new Error('malformed change set answer');
    return { ...first, ...changes, ChangeSetId: id };
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
