import { ExecuteChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { recheckAssets } from './assets';
import type { Reason } from './contract';
import { examineStack, type Examination, type Examined } from './examine';
import type { Ledger, ReleaseRecord } from './ledger';
import type { ReleaseStack } from './stacks';

export interface Pace {
  /** Milliseconds that the function still has. */
  readonly left: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Enough to answer and to be called again. */
const RESERVE_MS = 45_000;
const POLL_MS = 4_000;

export interface Executed {
  readonly record: ReleaseRecord;
  readonly outcome: 'executed' | 'in-progress' | 'failed';
  readonly reasons: readonly Reason[];
}

/**
 * Executes one verified change set and waits for its end.
 *
 * What is about to happen is written down first: a gate that is interrupted after it finds the stack changed by itself, or the
 * change set still there, and goes on from either.
 */
export const executeStack = async (
  examination: Examination, ledger: Ledger, expected: ReleaseStack, here: Examined, { left, wait }: Pace,
): Promise<Executed> => {
  const { clients, settings, release } = examination;
  const { name, changeSet = '', assets } = here;
  const mark = (record: ReleaseRecord, reached: 'executing' | 'done' | 'failed') => ledger.write({
    ...record, state: reached === 'failed' ? 'failed' : 'executing', stacks: { ...record.stacks, [name]: { changeSet, state: reached, assets } },
  }, record);
  let [record, found] = [examination.record, here];
  if (here.state === 'prepared') {
    record = await mark(record, 'executing');
    await clients.cloudformation.send(new ExecuteChangeSetCommand({ StackName: name, ChangeSetName: changeSet, ClientRequestToken: `${release}-${record.revision}` }));
    found = (await examineStack({ ...examination, record }, expected)).examined;
  }
  while (found.landed !== true) {
    if (found.state === 'failed') {
      return {
        record: await mark(record, 'failed'), outcome: 'failed',
        reasons: [{ code: 'stack-failed', message: `${name} failed and was taken back; its events say why. Where it failed while it was made, the account's administration deletes it first` }],
      };
    }
    if (left() < RESERVE_MS) return { record, outcome: 'in-progress', reasons: [] };
    await wait(POLL_MS);
    found = (await examineStack({ ...examination, record }, expected)).examined;
  }
  const changed = await recheckAssets(clients, settings, assets);
  record = await mark(record, changed.length > 0 ? 'failed' : 'done');
  return { record, outcome: changed.length > 0 ? 'failed' : 'executed', reasons: changed };
};
