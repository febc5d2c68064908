import { unknown, type Finding } from './types';
import { CallFailed } from './read-only';
import { CommandError } from '../operator/command-error';
import { faultOf, nameOf, nameWithCode } from '../operator/faults';

/** What a check says that could not find out; AWS's own message is left out, for it may quote what was sent. */
export const inconclusive = (error: unknown): Finding => {
  if (error instanceof CommandError) {
    // our own messages say the problem first and the way out after it.
    const [problem = '', ...wayOut] = error.message.split('; ');
    return unknown(problem, wayOut.length > 0 ? wayOut.join('; ') : undefined);
  }
  if (!(error instanceof CallFailed)) return unknown(`the check itself failed (${nameOf(error)})`, 'run the same command again; if it stays so, it is an error of Bulkhead');
  const fault = faultOf(error.cause, error.call);
  return unknown(`${error.call} ${fault?.says ?? 'failed'} (${fault?.name ?? nameWithCode(error.cause)})`, fault?.remedy ?? 'run the same command again');
};

/** Whether AWS says that something is not there. */
export const isMissing = (error: unknown): boolean =>
  error instanceof CallFailed && /^(NoSuchEntity|ParameterNotFound|ResourceNotFound|NoSuchResource|NotFound)/.test(error.name);

/** The answer of a call, or nothing where what it asks for does not exist. */
export const ifThere = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};
