import { post } from './request';

export interface Organization {
  readonly organizationId: string;
  readonly rootId: string;
}

/** An account that existed before the organization and joins it by invitation, keeping its id. */
export interface AdoptedAccount {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
}

/**
 * Creates the organization of a management account and enables service and resource control policies in it; on AWS both
 * are steps of their own before the first deploy. Called again, it answers the same organization.
 */
export const createOrganization = (endpoint: string, managementAccountId: string): Promise<Organization> =>
  post<Organization>(endpoint, '/bulkhead/organization', { managementAccountId });

/** Lets accounts with given ids join below the root, as invitation and acceptance do on AWS. */
export const adoptAccounts = async (
  endpoint: string,
  managementAccountId: string,
  accounts: readonly AdoptedAccount[],
): Promise<void> => {
  for (const account of accounts) {
    await post(endpoint, '/bulkhead/organization/adopt', { managementAccountId, ...account });
  }
};
