import { isOfFileSystem, whyNot } from './file-faults';
import { callOf, faultOf, isOfCall, nameOf, nameWithCode } from './faults';

export { nameOf } from './faults';

/** Why a command ends without having done what was asked; the message names the remedy and never a secret. */
export class CommandError extends Error {
  /** 1 refused or violated, 2 undecided or evidence missing, 3 unusable input or surroundings, 130 ended by Ctrl-C. */
  constructor(readonly exitCode: 1 | 2 | 3 | 130, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
  }
}

export const refused = (message: string): CommandError => new CommandError(1, message);

export const undecided = (message: string, options?: ErrorOptions): CommandError => new CommandError(2, message, options);

export const unusable = (message: string, options?: ErrorOptions): CommandError => new CommandError(3, message, options);

/** Ctrl-C at a prompt, which tells the program and sends no signal. */
export const interrupted = (message: string): CommandError => new CommandError(130, message);

/** Whether an error says itself what it means for the caller. */
export const isInOwnWords = (error: unknown): error is Error & { readonly exitCode: number } =>
  typeof (error as { exitCode?: unknown } | undefined)?.exitCode === 'number';

/**
 * Our own words for a call that failed because of whose, where or when it was; an error that says something of what was
 * asked, such as that it is not there, gets the words of its asker.
 *
 * @param problem what could not be done for it, as a message begins
 */
export const callFailed = (error: unknown, problem?: string): CommandError | undefined => {
  if (isInOwnWords(error)) return undefined;
  const fault = faultOf(error);
  if (!fault) return undefined;
  const { name, says, remedy, exitCode } = fault;
  return new CommandError(exitCode, `${problem === undefined ? '' : `${problem}: `}${callOf(error)} ${says} (${name}); ${remedy}`, { cause: error });
};

/**
 * What any error means for whoever ran the command, without a word of AWS's: it quotes rejected input in its messages, and the
 * input may be a secret.
 */
export const inWords = (error: unknown): Error & { readonly exitCode: number } => {
  if (isInOwnWords(error)) return error;
  const failed = callFailed(error);
  if (failed) return failed;
  if (isOfFileSystem(error)) {
    const { path } = error as NodeJS.ErrnoException;
    return unusable(`${path === undefined ? 'a file or stream' : `'${path}'`} cannot be used: ${whyNot(error)}`, { cause: error });
  }
  if (isOfCall(error)) return undecided(`${callOf(error)} failed (${nameWithCode(error)}); what was done is kept: run the same command again`, { cause: error });
  return undecided(`the command itself failed (${nameOf(error)}); what was done is kept: run the same command again, `
    + 'and if it stays so, it is an error of Bulkhead (BULKHEAD_DEBUG=1 shows where)', { cause: error });
};

/** Runs a command so that nothing but its own words gets out. */
export const inOwnWords = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    throw inWords(error);
  }
};
