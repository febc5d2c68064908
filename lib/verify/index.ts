// what calls AWS; the command line loads it when the command runs.
import { readAccount, type Watch } from './account';
import { oneOf, type Proof } from './baseline';
import { conclude, type Verification } from './conclude';
import { organizationPart, type OrganizationAws } from './organization';
import type { Aws } from './types';
import { withWayIn } from './way-in';
import { roleArn } from '../delivery/names';
import type { EnvironmentContext } from '../environment';

export { readProof, type Proof } from './baseline';
export { becomeVerifier } from './become';
export { openAws } from './clients';
export type { Verification } from './conclude';
export { openOrganization } from './organization';
export { document, page } from './page';
export type { Aws, Drift, Rank, Unread } from './types';

export interface VerifyOptions {
  /** The assembly that was audited and deployed. */
  readonly proof: Proof;
  readonly aws: Aws;
  /**
   * The management account, or `left out` where the caller does without.
   * @default - undecided
   */
  readonly organization?: OrganizationAws | 'left out';
  /**
   * Role that administers the account, with its path, as the configuration names it.
   * @default - the organization's own
   */
  readonly administrationRole?: string;
  readonly watch?: Watch;
}

const leftOut = { drafts: [], unread: [], compared: 0 };

/**
 * Compares one environment's account with the audited assembly; changes nothing.
 *
 * @throws CommandError where the assembly has nothing of the environment
 */
export const verify = async (environment: EnvironmentContext, { proof, aws, organization, administrationRole, watch }: VerifyOptions): Promise<Verification> => {
  oneOf(proof, environment);
  const [account, governed] = await Promise.all([
    readAccount(aws, environment, watch),
    organization === 'left out' ? leftOut : organizationPart(organization, proof.loaded),
  ]);
  const wayIn = administrationRole === undefined ? undefined : roleArn(environment, administrationRole);
  return conclude(environment, { proof, account: withWayIn(account, wayIn), organization: governed });
};
