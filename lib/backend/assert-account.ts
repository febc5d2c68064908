import { accountProblems, WrongEnvironment, type AssertEnvironmentOptions } from './assert-environment';
import type { BackendConfig } from './contract';
import { readExpected } from './expected';

/** Says whose credentials these are. */
export type Identity = () => Promise<{ readonly Account?: string }>;

/** Asks STS, which needs no permission; the client is loaded only now, and every Lambda runtime has it. */
const askSts = (region: string): Identity => async () => {
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  return new STSClient({ region, maxAttempts: 3 }).send(new GetCallerIdentityCommand({}));
};

/**
 * Refuses to let a backend start with credentials of another account, or where nobody can say whose they are.
 *
 * A function without a way to STS gives its own ARN to `assertEnvironment` instead.
 *
 * @throws WrongEnvironment naming both accounts
 */
export const assertAccount = async (
  { expected: given, variables = process.env }: Pick<AssertEnvironmentOptions, 'expected' | 'variables'> = {}, identity?: Identity,
): Promise<BackendConfig> => {
  const expected = readExpected(given, variables);
  let account: string | undefined;
  try {
    ({ Account: account } = await (identity ?? askSts(expected.region))());
  } catch (error) {
    throw new WrongEnvironment(expected.environment, [`nobody says whose credentials these are (${error instanceof Error ? error.name : 'unknown'}); `
      + `give the backend a role of account ${expected.account} and a way to STS (owner: ${expected.owner})`]);
  }
  const problems = accountProblems(account, expected);
  if (problems.length > 0) throw new WrongEnvironment(expected.environment, problems);
  return expected;
};
