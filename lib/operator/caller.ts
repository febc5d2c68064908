import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { nameOf, refused, unusable } from './command-error';

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

/** Settings of a client with the caller's own credentials. */
export const callerSettings = ({ name, region, profile }: Omit<ExpectedCaller, 'account'>): { readonly region: string; readonly profile?: string } =>
  ({ region, ...profile !== undefined && { profile: profile.replaceAll('{environment}', name) } });

/**
 * Stands before every other call of every command: credentials of a wrong account are used for nothing but saying whose they are.
 *
 * @returns the caller's ARN
 * @throws CommandError naming both accounts
 */
export const requireCaller = async (expected: ExpectedCaller, sts: Pick<STSClient, 'send'> = new STSClient(callerSettings(expected))): Promise<string> => {
  const { name, account } = expected;
  let caller;
  try {
    caller = await sts.send(new GetCallerIdentityCommand({}));
  } catch (error) {
    throw unusable(`there are no usable AWS credentials for '${name}' (${nameOf(error)}); log in to account ${account}, for instance with aws sso login, `
      + 'and name the profile with --profile', { cause: error });
  }
  if (caller.Account !== account) {
    throw refused(`these credentials belong to account ${caller.Account ?? '(unknown)'}, but '${name}' is account ${account}; `
      + 'use those of a person in that account, for instance with --profile');
  }
  return caller.Arn ?? '';
};
