import type { Stack } from '@aws-sdk/client-cloudformation';
import { checkAssets, type CheckedAsset } from './assets';
import type { GateClients } from './clients';
import { changeSetName, type Reason, type StackState } from './contract';
import { isCurrent, judgeChangeSet } from './judge-change-set';
import type { ReleaseRecord } from './ledger';
import { changeSetsOf, readChangeSet, readStack, stacksInReview } from './prepared';
import type { GateSettings } from './settings';
import type { ReleaseStack } from './stacks';

export interface Examined {
  readonly name: string;
  readonly state: StackState;
  /** Id of the change set that was verified, or executed. */
  readonly changeSet?: string;
  /** The stack has come to what the archive says, and that is not written down yet. */
  readonly landed?: boolean;
  readonly assets: readonly CheckedAsset[];
}

/** A stack that CloudFormation has not finished with; waiting is all there is to do. */
const isBusy = ({ StackStatus: status }: Stack): boolean => status?.endsWith('_IN_PROGRESS') === true && status !== 'REVIEW_IN_PROGRESS';

/** A stack that is whole: its last change held, or was taken back to the one before. */
const isWhole = ({ StackStatus: status = 'DELETE_FAILED' }: Stack): boolean =>
  ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'].includes(status);

export interface Examination {
  readonly clients: GateClients;
  readonly settings: GateSettings;
  readonly release: string;
  readonly record: ReleaseRecord;
}

/** Where a stack stands, and whether what was prepared for it is exactly what the archive says. */
export const examineStack = async (
  { clients, settings, release, record }: Examination, expected: ReleaseStack,
): Promise<{ examined: Examined; reasons: readonly Reason[] }> => {
  const { name } = expected;
  const is = (state: StackState, rest: Partial<Examined> = {}, reasons: readonly Reason[] = []) => ({ examined: { name, state, assets: [], ...rest }, reasons });
  const begun = Object.hasOwn(record.stacks, name) ? record.stacks[name] : undefined;
  const stack = await readStack(clients, name);
  if (stack === undefined) return begun === undefined ? is('unprepared') : is('failed', begun);
  if (isBusy(stack)) {
    return begun?.state === 'executing' ? is('executing', begun)
      : is('executing', {}, [{ code: 'stack-busy', message: `${name} is being changed by someone else (${stack.StackStatus ?? ''})` }]);
  }
  if (isWhole(stack) && await isCurrent(clients, expected, stack)) {
    if (begun === undefined) return is('current');
    return begun.state === 'done' ? is('done', begun) : is('executing', { ...begun, state: 'executing', landed: true });
  }
  const changeSet = await readChangeSet(clients, name, release);
  const [status, execution] = [changeSet?.Status, changeSet?.ExecutionStatus];
  if (begun !== undefined && (changeSet === undefined || changeSet.ChangeSetId === begun.changeSet) && execution !== 'AVAILABLE') {
    // an executed change set shows in its stack a moment later.
    return execution === 'EXECUTE_IN_PROGRESS' ? is('executing', begun) : is('failed', { ...begun, state: 'failed' });
  }
  if (changeSet === undefined || status === 'FAILED' || ['OBSOLETE', 'EXECUTE_FAILED', 'EXECUTE_COMPLETE'].includes(execution ?? '')) return is('unprepared');
  if (status !== 'CREATE_COMPLETE' || execution !== 'AVAILABLE') {
    return is('unprepared', {}, [{ code: 'change-set-unusable', message: `the change set of ${name} is ${status ?? ''}, ${execution ?? ''}; try again when it is complete` }]);
  }
  const others = (await changeSetsOf(clients, name)).filter(other => other !== changeSetName(release));
  const { reasons, checked } = await checkAssets(clients, settings, expected);
  return is('prepared', { changeSet: changeSet.ChangeSetId, assets: checked }, [
    ...await judgeChangeSet(clients, settings, expected, changeSet, stack),
    ...others.map((other): Reason => ({ code: 'extra-change-set', message: `${name} has another change set, '${other}'; \`bulkhead release prepare\` removes it` })),
    ...reasons,
  ]);
};

/** Stacks that somebody prepared beside those of the archive. */
export const judgeExtraStacks = async ({ clients }: Examination, expected: readonly ReleaseStack[]): Promise<Reason[]> =>
  (await stacksInReview(clients)).filter(name => !expected.some(stack => stack.name === name))
    .map(name => ({ code: 'extra-stack', message: `${name} was prepared and is no stack of the archive; the account's administration deletes it: aws cloudformation delete-stack --stack-name ${name}` }));
