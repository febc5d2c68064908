import {
  DescribeOrganizationCommand, ListAccountsCommand, ListAWSServiceAccessForOrganizationCommand, ListCreateAccountStatusCommand,
  ListDelegatedAdministratorsCommand, ListDelegatedServicesForAccountCommand, ListHandshakesForOrganizationCommand, ListRootsCommand,
} from '@aws-sdk/client-organizations';
import type { FleetConfig } from '../../environment';
import { nameOf } from '../../operator/command-error';
import type { PrepareAccess } from './clients';
import { observePlaces } from './observe-places';
import type { Clock } from './patience';
import { memberFor, placesOf } from './places';
import { reader, type Reader } from './reader';
import type { Member, OrganizationState } from './state';

type Organizations = PrepareAccess['organizations'];

const describe = async (organizations: Organizations, read: Reader) => {
  try {
    return (await read.one(() => organizations.send(new DescribeOrganizationCommand({})))).Organization;
  } catch (error) {
    if (nameOf(error) === 'AWSOrganizationsNotInUseException') return undefined;
    throw error;
  }
};

const membersOf = async (organizations: Organizations, read: Reader): Promise<Member[]> => {
  const accounts = await read.all(NextToken => organizations.send(new ListAccountsCommand({ NextToken })), page => page.Accounts);
  return accounts.map(({ Id = '', Email = '', State, Status }) => ({ id: Id, email: Email, active: (State ?? Status) === 'ACTIVE' }));
};

const delegatedBy = async (organizations: Organizations, read: Reader): Promise<Record<string, readonly string[]>> => {
  const administrators = await read.all(
    NextToken => organizations.send(new ListDelegatedAdministratorsCommand({ NextToken })), page => page.DelegatedAdministrators);
  const delegated: Record<string, readonly string[]> = {};
  for (const { Id: AccountId = '' } of administrators) {
    const services = await read.all(
      NextToken => organizations.send(new ListDelegatedServicesForAccountCommand({ AccountId, NextToken })), page => page.DelegatedServices);
    delegated[AccountId] = services.flatMap(({ ServicePrincipal }) => ServicePrincipal ?? []);
  }
  return delegated;
};

/** Invitations that wait for an answer: handshake by account. */
const invitations = async (organizations: Organizations, read: Reader): Promise<Record<string, string>> => {
  const handshakes = await read.all(
    NextToken => organizations.send(new ListHandshakesForOrganizationCommand({ Filter: { ActionType: 'INVITE' }, NextToken })), page => page.Handshakes);
  const open = handshakes.filter(({ State }) => State === 'OPEN' || State === 'REQUESTED');
  return Object.fromEntries(open.flatMap(({ Id = '', Parties = [] }) =>
    Parties.filter(({ Type }) => Type === 'ACCOUNT').map(party => [party.Id ?? '', Id])));
};

const nothing = { rootId: '', policyTypes: {}, services: [], accounts: [], creating: [], invited: {}, delegated: {}, regions: {}, policies: {} };

/** Reads what there is; nothing is changed. */
export const observe = async (access: PrepareAccess, fleet: FleetConfig, clock: Clock): Promise<OrganizationState> => {
  const { organizations } = access;
  const read = reader(clock);
  const { Id, MasterAccountId, FeatureSet } = await describe(organizations, read) ?? {};
  if (Id === undefined || MasterAccountId === undefined) return {};
  const base = { id: Id, managementAccount: MasterAccountId, allFeatures: FeatureSet === 'ALL' };
  // whoever is not the management account is told so, and may not list the rest.
  if (MasterAccountId !== fleet.organization.managementAccount) return { organization: { ...base, ...nothing } };

  const [root] = (await read.one(() => organizations.send(new ListRootsCommand({})))).Roots ?? [];
  const policyTypes = Object.fromEntries((root?.PolicyTypes ?? []).map(({ Type = '', Status = '' }) => [Type, Status]));
  const trusted = await read.all(
    NextToken => organizations.send(new ListAWSServiceAccessForOrganizationCommand({ NextToken })), page => page.EnabledServicePrincipals);
  const services = trusted.flatMap(({ ServicePrincipal }) => ServicePrincipal ?? []);
  // before the accounts: one that is finished in between would be in neither list, and be created twice.
  const creating = await read.all(
    NextToken => organizations.send(new ListCreateAccountStatusCommand({ States: ['IN_PROGRESS'], NextToken })), page => page.CreateAccountStatuses);
  const accounts = await membersOf(organizations, read);
  const strangers = placesOf(fleet).some(({ account }) => typeof account === 'string' && !memberFor(accounts, account));
  return {
    organization: {
      ...base,
      rootId: root?.Id ?? '',
      policyTypes,
      services,
      accounts,
      creating: creating.flatMap(({ AccountName }) => AccountName ?? []),
      invited: strangers ? await invitations(organizations, read) : {},
      delegated: await delegatedBy(organizations, read),
      ...await observePlaces(access, fleet, read, { accounts, services, policyTypes }),
    },
  };
};
