import type { AccountConfig, FleetConfig } from '../../environment';
import type { Member } from './state';

/** An account of the fleet, and the regions that it works in. */
export interface Place {
  readonly name: string;
  readonly account: AccountConfig;
  readonly regions: readonly string[];
}

/** The audit account first: it looks at every region that an environment works in. */
export const placesOf = ({ organization, environments }: FleetConfig): Place[] => [
  { name: 'audit', account: organization.auditAccount, regions: [...new Set([organization.region, ...environments.map(({ region }) => region)])].sort() },
  ...environments.map(({ name, account, region }) => ({ name, account, regions: [region] })),
];

/** An account is known by its id, or by the address that it was created for. */
export const memberFor = (members: readonly Member[], account: AccountConfig): Member | undefined =>
  members.find(({ id, email }) => (typeof account === 'string' ? id === account : email.toLowerCase() === account.create.email.toLowerCase()));
