import type { Account } from './account';

/** An account that was invited has another role than the organization's own to administer it, named in the configuration and of no template. */
export const withWayIn = (account: Account, arn: string | undefined): Account => (arn === undefined ? account : {
  ...account,
  live: account.live.map(live => (live.attributes?.Arn === arn && live.owner === undefined ? { ...live, owner: 'the configuration: administrationRole' } : live)),
});
