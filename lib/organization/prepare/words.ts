import { isOfCall, nameWithCode, callOf, faultOf } from '../../operator/faults';
import { inWords, isInOwnWords, refused, undecided, unusable } from '../../operator/command-error';

/** What an error of AWS means for whoever prepares the organization; no secret is ever sent here, so AWS's own words may be shown. */
const explain = (error: unknown): Error => {
  if (isInOwnWords(error)) return error;
  const name = nameWithCode(error);
  const message = error instanceof Error ? error.message : '';
  if (/AccessDenied/.test(name)) {
    return unusable(`these credentials may not do this (${name}): ${message}; the preparation needs organizations:*, account:GetRegionOptStatus and `
      + 'account:EnableRegion in the management account', { cause: error });
  }
  // a rule of Organizations: asking again would be answered the same.
  if (/ConstraintViolation|InvalidInput|HandshakeConstraint|PolicyChangesInProgress|ValidationException/.test(name)) return refused(`AWS refuses it (${name}): ${message}`);
  if (faultOf(error) ?? !isOfCall(error)) return inWords(error);
  return undecided(`${callOf(error)} failed (${name}${message ? `: ${message}` : ''}); what was done is kept: run the same command again`, { cause: error });
};

/** Runs the preparation so that every way it can end has its own exit code and words. */
export const explained = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw explain(error);
  }
};
