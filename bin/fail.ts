import { inWords, unusable } from '../lib/operator/command-error';
import { isOfCall } from '../lib/operator/faults';
import { isInterrupted } from '../lib/local/ending';

const UNUSABLE = 3;

/** The end of a command that did not reach its own. */
export const fail = (error: unknown): void => {
  // what fails while a command is being ended fails because of it.
  if (isInterrupted()) return;
  // commander has printed its help or complaint already.
  if ((error as { code?: unknown } | undefined)?.code?.toString().startsWith('commander.')) {
    process.exitCode = (error as { exitCode?: unknown }).exitCode === 0 ? 0 : UNUSABLE;
    return;
  }
  // what is thrown as a plain error was written for people; a class of the language was not.
  const plain = error instanceof Error && error.constructor === Error && !('exitCode' in error) && !('code' in error) && !isOfCall(error);
  const { message, exitCode, stack, cause } = plain ? unusable(error.message, { cause: error }) : inWords(error);
  const origin = (cause as Error | undefined)?.stack;
  process.stderr.write(`${process.env.BULKHEAD_DEBUG ? [stack ?? message, ...origin === undefined ? [] : [`caused by ${origin}`]].join('\n') : message}\n`);
  process.exitCode = exitCode;
};
