import { GetRegionOptStatusCommand } from '@aws-sdk/client-account';
import { ListPoliciesForTargetCommand, type PolicyType } from '@aws-sdk/client-organizations';
import type { FleetConfig } from '../../environment';
import type { PrepareAccess } from './clients';
import { memberFor, placesOf } from './places';
import type { Reader } from './reader';
import type { OrganizationState } from './state';

type Known = NonNullable<OrganizationState['organization']>;

/** What is attached to the fleet's accounts, and which of their regions are on. */
export const observePlaces = async (
  { organizations, account: management }: PrepareAccess, fleet: FleetConfig, read: Reader,
  { accounts, services, policyTypes }: Pick<Known, 'accounts' | 'services' | 'policyTypes'>,
): Promise<Pick<Known, 'regions' | 'policies'>> => {
  const regions: Record<string, string> = {};
  const policies: Record<string, readonly string[]> = {};
  const enabled = Object.entries(policyTypes).filter(([, status]) => status === 'ENABLED').map(([type]) => type as PolicyType);
  for (const { account, regions: wanted } of placesOf(fleet)) {
    const member = memberFor(accounts, account);
    if (!member?.active) continue;
    const { id: AccountId } = member;
    // another account's regions are this account's business only once the organization trusts Account Management.
    for (const RegionName of services.includes('account.amazonaws.com') ? wanted : []) {
      const { RegionOptStatus = 'UNKNOWN' } = await read.one(() => management.send(new GetRegionOptStatusCommand({ AccountId, RegionName })));
      regions[`${AccountId}/${RegionName}`] = RegionOptStatus;
    }
    const attached: string[] = [];
    for (const Filter of enabled) {
      const found = await read.all(
        NextToken => organizations.send(new ListPoliciesForTargetCommand({ TargetId: AccountId, Filter, NextToken })), page => page.Policies);
      attached.push(...found.flatMap(({ Name }) => Name ?? []));
    }
    policies[AccountId] = attached;
  }
  return { regions, policies };
};
