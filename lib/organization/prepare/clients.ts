import { AccountClient } from '@aws-sdk/client-account';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { noCaller, notAws } from '../../operator/caller';
import { refused, unusable } from '../../operator/command-error';
import { bounded, watched } from '../../operator/patience';

type Sender<Client extends { send: unknown }> = Pick<Client, 'send'>;

/** AWS as the management account sees it. */
export interface PrepareAccess {
  readonly organizations: Sender<OrganizationsClient>;
  readonly account: Sender<AccountClient>;
  /** Twelve digits, as AWS says whose credentials these are. */
  caller(expected: string): Promise<string>;
}

/** Where Organizations and Account Management answer, whatever region is configured. */
const home = 'us-east-1';

/** Clients with the credentials that the SDK finds. */
export const openPrepareAccess = ({ profile }: { readonly profile?: string } = {}): PrepareAccess => {
  const settings = { region: home, ...bounded(), ...profile !== undefined && { profile } };
  const sts = watched(new STSClient(settings));
  return {
    organizations: watched(new OrganizationsClient(settings)),
    account: watched(new AccountClient(settings)),
    caller: async managementAccount => {
      const { Account: caller } = await sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
        throw noCaller(error, 'the management account', { account: managementAccount, region: home, profile });
      });
      if (caller === undefined) throw unusable(notAws);
      return caller;
    },
  };
};

/** Nothing is asked and nothing is changed with the credentials of another account. */
export const requireManagement = async (access: PrepareAccess, managementAccount: string): Promise<void> => {
  const caller = await access.caller(managementAccount);
  if (caller !== managementAccount) {
    throw refused(`these credentials belong to account ${caller}, but the organization's management account is ${managementAccount}; `
      + 'use those of a person in that account, for instance with --profile');
  }
};
