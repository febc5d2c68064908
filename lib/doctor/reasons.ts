import { unknown, type Finding } from './types';
import { CallFailed } from './read-only';
import { CommandError, nameOf } from '../operator/command-error';

interface Reason {
  readonly when: RegExp;
  /** What to say of the call, and what to do. */
  readonly says: string;
  readonly remedy: (call: string) => string;
}

/** Why a call has no answer; the first that fits. */
const reasons: readonly Reason[] = [
  {
    when: /AccessDenied|NotAuthorized|Unauthorized|Forbidden|AuthorizationError/,
    says: 'is denied', remedy: call => `let whoever runs the doctor call ${call}, as the policy ReadOnlyAccess of AWS does, and run it again`,
  },
  { when: /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/, says: 'is throttled', remedy: () => 'run the same command again in a minute' },
  {
    when: /Expired|InvalidClientToken|UnrecognizedClient|Credentials|InvalidSignature|SignatureDoesNotMatch|SSO|TokenProvider/,
    says: 'has no usable credentials', remedy: () => 'log in again, for instance with aws sso login, and run the same command again',
  },
  {
    when: /Timeout|ETIMEDOUT|ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|Network/,
    says: 'got no answer', remedy: () => 'look whether this machine reaches AWS in that region (network, proxy, region switched on), and run the same command again',
  },
];

/** The class of an error, or the code that the operating system gave it. */
const nameWithCode = (error: unknown): string => {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^[A-Z_]{2,32}$/.test(code) ? code : nameOf(error);
};

/** What a check says that could not find out; AWS's own message is left out, for it may quote what was sent. */
export const inconclusive = (error: unknown): Finding => {
  if (error instanceof CommandError) {
    // our own messages say the problem first and the way out after it.
    const [problem = '', ...wayOut] = error.message.split('; ');
    return unknown(problem, wayOut.length > 0 ? wayOut.join('; ') : undefined);
  }
  if (!(error instanceof CallFailed)) return unknown(`the check itself failed (${nameOf(error)})`, 'run the same command again; if it stays so, it is an error of Bulkhead');
  const name = nameWithCode(error.cause);
  const reason = reasons.find(({ when }) => when.test(name));
  return unknown(`${error.call} ${reason?.says ?? 'failed'} (${name})`, reason?.remedy(error.call) ?? 'run the same command again');
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
