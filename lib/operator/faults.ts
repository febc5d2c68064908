// the one place that says what it means when AWS, the network or a file does not answer as it should.

/** The class of an AWS error: its message may quote what was sent. */
export const nameOf = (error: unknown): string =>
  error instanceof Error && /^[A-Za-z]{1,64}$/.test(error.name) ? error.name : 'an unknown error';

/** Why something has no answer, with what to do about it. */
export interface Fault {
  /** Class of the error, or the code that the operating system gave it. */
  readonly name: string;
  /** What is said of the call. */
  readonly says: string;
  readonly remedy: string;
  /** 2 where asking again may be enough, 3 where the surroundings have to change first. */
  readonly exitCode: 2 | 3;
}

interface Row {
  readonly when: RegExp;
  readonly says: string;
  readonly remedy: (call: string) => string;
  readonly exitCode: 2 | 3;
}

/** Nobody answered: what the network or a timer says. */
const silence = /Timeout|ETIMEDOUT|ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|Network/;

/**
 * The first that fits counts.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 * @see https://nodejs.org/api/errors.html
 */
const rows: readonly Row[] = [
  {
    when: /AccessDenied|NotAuthorized|Unauthorized|Forbidden|AuthorizationError/, exitCode: 3,
    says: 'is denied', remedy: call => `let whoever runs this call ${call}, and look at the control policies above the account`,
  },
  {
    when: /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|BandwidthLimit|ProvisionedThroughputExceeded/, exitCode: 2,
    says: 'is throttled', remedy: () => 'run the same command again in a minute',
  },
  {
    when: /InvalidClientToken|UnrecognizedClient|InvalidAccessKeyId|OptInRequired|RegionDisabled|AuthFailure/, exitCode: 3,
    says: 'has no credentials that AWS knows there',
    remedy: () => 'log in again, for instance with aws sso login; if the credentials are right, the region is not switched on in that account: `bulkhead org prepare` switches it on',
  },
  {
    when: /Expired|Credentials|InvalidSignature|SignatureDoesNotMatch|MissingAuthenticationToken|IncompleteSignature|InvalidToken|SSO|TokenProvider/, exitCode: 3,
    says: 'has no usable credentials', remedy: () => 'log in again, for instance with aws sso login, and run the same command again',
  },
  {
    when: /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ERR_TLS|ERR_SSL|EPROTO/, exitCode: 3,
    says: 'reaches something that is not trusted', remedy: () => 'a proxy stands between this machine and AWS: name its certificate in NODE_EXTRA_CA_CERTS, or go around it',
  },
  {
    when: silence, exitCode: 3,
    says: 'got no answer',
    remedy: () => 'look whether this machine reaches AWS in that region (network, proxy, AWS_ENDPOINT_URL, region switched on), and run the same command again',
  },
  {
    when: /^Internal|ServiceUnavailable|ServiceException|ServerException|ServiceFailure|DependencyFailure/, exitCode: 2,
    says: 'failed at AWS', remedy: () => 'run the same command again in a few minutes; health.aws.amazon.com says whether more is wrong',
  },
];

const strange: Pick<Row, 'says' | 'remedy' | 'exitCode'> = {
  exitCode: 3, says: 'got an answer that is none of AWS\'s', remedy: () => 'look whether a proxy or a login page stands between this machine and AWS (AWS_ENDPOINT_URL, HTTPS_PROXY)',
};

interface CallError {
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $fault?: unknown;
  readonly $response?: { readonly statusCode?: number };
  readonly $call?: string;
}

/** A wrapper that names the call stands for the error within it. */
const originOf = (error: unknown): unknown => {
  const { call, cause } = (error ?? {}) as { call?: unknown; cause?: unknown };
  return typeof call === 'string' && cause !== undefined ? cause : error;
};

const isCode = (code: unknown): code is string => typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code);

/** The class of an error, or the code that the operating system gave it; never a message, which may quote what was sent. */
export const nameWithCode = (error: unknown): string => {
  const { code } = (originOf(error) ?? {}) as CallError;
  return isCode(code) ? code : nameOf(originOf(error));
};

/** Whether a call ended without an answer of anybody's. */
export const isSilence = (error: unknown): boolean => silence.test(nameWithCode(error));

/** Whether an error comes from a call at all; everything else is one of ours. */
export const isOfCall = (error: unknown): boolean => {
  const { $metadata, $fault, $response, $call, code } = (originOf(error) ?? {}) as CallError;
  return $metadata !== undefined || $fault !== undefined || $response !== undefined || $call !== undefined
    || (isCode(code) && !/^E(?:PIPE|EXIST)$/.test(code) && (rows.some(({ when }) => when.test(code))));
};

/** The call that an error ends, as IAM names it, with its region. */
export const callOf = (error: unknown): string => {
  const { call } = (error ?? {}) as { call?: unknown };
  return typeof call === 'string' ? call : ((error ?? {}) as CallError).$call ?? 'a call of AWS';
};

/** What an error of a call means; undefined for one that says something of what was asked, such as that it is not there. */
export const faultOf = (error: unknown, call = callOf(error)): Fault | undefined => {
  const name = nameWithCode(error);
  const { $metadata, $response } = (originOf(error) ?? {}) as CallError;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  const named = rows.find(({ when }) => when.test(name));
  // what cannot be parsed has no class of AWS's.
  const nameless = isOfCall(error) && (/^(?:SyntaxError|TypeError|Error|Unknown|UnknownError|an unknown error)$/.test(name));
  const row = named ?? (status !== undefined && status >= 500 ? rows.at(-1) : nameless ? strange : undefined);
  return row && { name, says: row.says, remedy: row.remedy(call.replace(/ in .*/, '')), exitCode: row.exitCode };
};
