import { AccountClient } from '@aws-sdk/client-account';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { nameOf, refused, unusable } from '../../operator/command-error';

type Sender<Client extends { send: unknown }> = Pick<Client, 'send'>;

/** AWS as the management account sees it. */
export interface PrepareAccess {
  readonly organizations: Sender<OrganizationsClient>;
  readonly account: Sender<AccountClient>;
  /** Twelve digits, as AWS says whose credentials these are. */
  caller(): Promise<string>;
}

/** Where Organizations and Account Management answer, whatever region is configured. */
const home = 'us-east-1';

/** Clients with the credentials that the SDK finds. */
export const openPrepareAccess = ({ profile }: { readonly profile?: string } = {}): PrepareAccess => {
  const settings = { region: home, ...profile !== undefined && { profile } };
  const sts = new STSClient(settings);
  return {
    organizations: new OrganizationsClient(settings),
    account: new AccountClient(settings),
    caller: async () => {
      try {
        return (await sts.send(new GetCallerIdentityCommand({}))).Account ?? '(unknown)';
      } catch (error) {
        throw unusable(`there are no usable AWS credentials for the management account (${nameOf(error)}); log in, for instance with aws sso login, `
          + 'and name the profile with --profile', { cause: error });
      }
    },
  };
};

/** Nothing is asked and nothing is changed with the credentials of another account. */
export const requireManagement = async (access: PrepareAccess, managementAccount: string): Promise<void> => {
  const caller = await access.caller();
  if (caller !== managementAccount) {
    throw refused(`these credentials belong to account ${caller}, but the organization's management account is ${managementAccount}; `
      + 'use those of a person in that account, for instance with --profile');
  }
};
