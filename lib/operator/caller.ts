import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { callFailed, nameOf, refused, unusable, type CommandError } from './command-error';
import { shown } from './named';
import { bounded, watched } from './patience';

/** Whose credentials a command should have, and where it finds them. */
export interface ExpectedCaller {
  /** Environment's name, as messages call it. */
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /**
   * Profile of the AWS configuration; `{environment}` stands for the environment's name.
   * @default - the credentials that the SDK finds
   */
  readonly profile?: string;
}

/** Settings of a client with the caller's own credentials, which waits for AWS as long as every command does. */
export const callerSettings = ({ name, region, profile }: Omit<ExpectedCaller, 'account'>): { readonly region: string; readonly profile?: string } & ReturnType<typeof bounded> =>
  ({ region, ...bounded(), ...profile !== undefined && { profile: profile.replaceAll('{environment}', name) } });

/** What may have to be said of the credentials themselves: there are none, or AWS does not take them. */
const ofCredentials = /Credentials|Token|UnrecognizedClient|InvalidAccessKeyId|AuthFailure|OptInRequired|SignatureDoesNotMatch|InvalidSignature|Expired|SSO/;

/**
 * Why nobody knows whose credentials these are: credentials that AWS does not take, or no answer at all.
 *
 * @param owner `'staging'`, or what else the credentials should belong to
 */
export const noCaller = (error: unknown, owner: string, { account, region, profile }: Omit<ExpectedCaller, 'name'>): CommandError => {
  const name = nameOf(error);
  if (!ofCredentials.test(name)) {
    const failed = callFailed(error, `whose credentials these are cannot be found out for ${owner}`);
    if (failed) return failed;
  }
  return unusable(`there are no usable AWS credentials for ${owner}${profile === undefined ? '' : ` in the profile '${shown(profile)}'`} (${name}); log in to account ${account}, for instance with aws sso login, `
    + `and name the profile with --profile${/InvalidClientToken|UnrecognizedClient/.test(name)
      ? `; if they are right, ${region} is not switched on in that account: \`bulkhead org prepare\` switches it on` : ''}`, { cause: error });
};

/**
 * Stands before every other call of every command: credentials of a wrong account are used for nothing but saying whose they are.
 *
 * @returns the caller's ARN
 * @throws CommandError naming both accounts
 */
export const requireCaller = async (expected: ExpectedCaller, sts: Pick<STSClient, 'send'> = watched(new STSClient(callerSettings(expected)))): Promise<string> => {
  const { name, account } = expected;
  let caller;
  try {
    caller = await sts.send(new GetCallerIdentityCommand({}));
  } catch (error) {
    throw noCaller(error, `'${name}'`, { ...expected, profile: callerSettings(expected).profile });
  }
  if (caller.Account === undefined) throw unusable(notAws);
  if (caller.Account !== account) {
    throw refused(`these credentials belong to account ${caller.Account}, but '${name}' is account ${account}; `
      + 'use those of a person in that account, for instance with --profile');
  }
  return caller.Arn ?? '';
};

/** For an answer in AWS's place that says nothing. */
export const notAws = 'what answers in the place of AWS does not say whose credentials these are; look whether a proxy or a login page stands in between (AWS_ENDPOINT_URL, HTTPS_PROXY)';
