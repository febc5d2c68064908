import { isGated, organizationRole } from '../../delivery/names';
import { isPending, qualifierOf, type AccountConfig, type FleetConfig } from '../../environment';
import { policiesOf } from '../environment-policies';
import { organizationQualifier } from '../organization-stack';
import { auditQualifier } from '../record/analyzer-stack';
import { recordRegion } from '../record/names';
import { memberFor, placesOf, type Place } from './places';
import type { OrganizationState } from './state';

/** A call that changes something, as data: what a plan prints is what a run performs. */
export type Change =
  | { readonly call: 'CreateOrganization' }
  | { readonly call: 'EnablePolicyType'; readonly rootId: string; readonly policyType: string }
  | { readonly call: 'EnableAWSServiceAccess'; readonly service: string }
  | { readonly call: 'CreateAccount'; readonly name: string; readonly email: string; readonly roleName: string }
  | { readonly call: 'InviteAccountToOrganization'; readonly account: string }
  | { readonly call: 'EnableRegion'; readonly account: string; readonly region: string }
  | { readonly call: 'RegisterDelegatedAdministrator'; readonly account: string; readonly service: string };

/**
 * `open` is done by this command; `waiting` is for AWS; `later` needs a step before it; `yours` is done by
 * you, with the command that the step names.
 */
export type Status = 'done' | 'open' | 'waiting' | 'later' | 'yours';

export interface Step {
  /** Stable, so that two runs can be compared. */
  readonly id: string;
  /** What it does and what for. */
  readonly does: string;
  readonly status: Status;
  readonly change?: Change;
  /** Whether a step of yours holds up what this command does. */
  readonly holds?: true;
}

const policyTypes: Readonly<Record<string, string>> = {
  SERVICE_CONTROL_POLICY: 'bind principals',
  RESOURCE_CONTROL_POLICY: 'bind whoever comes to resources',
  DECLARATIVE_POLICY_EC2: 'block public access to networks, images and snapshots',
};

const analyzer = 'access-analyzer.amazonaws.com';
const services: Readonly<Record<string, string>> = {
  'account.amazonaws.com': 'regions are switched on from here',
  'cloudtrail.amazonaws.com': 'one trail records every account',
  [analyzer]: 'one analyzer looks at every account',
};

type Known = NonNullable<OrganizationState['organization']>;

/** Id of an account of the fleet, once it exists. */
const idOf = (known: Known | undefined, account: AccountConfig): string | undefined => (typeof account === 'string'
  ? account : memberFor(known?.accounts ?? [], account)?.id);

const accountStep = (known: Known | undefined, { name, account }: Place, roleName: string, busy: boolean): Step => {
  const id = `account-${name}`;
  const member = memberFor(known?.accounts ?? [], account);
  if (typeof account === 'string') {
    const does = `account ${account} of ${name} joins the organization`;
    if (member) return { id, does, status: 'done' };
    if (!known) return { id, does, status: 'later' };
    const handshake = known.invited[account];
    return handshake === undefined
      ? { id, does: `${does}: it is invited, and has to accept`, status: 'open', change: { call: 'InviteAccountToOrganization', account } }
      : { id, does: `${does}: with its own credentials, aws organizations accept-handshake --handshake-id ${handshake}`, status: 'yours', holds: true };
  }
  const accountName = `bulkhead-${name}`;
  const does = `create the account ${accountName} for ${account.create.email}; neither name nor address can change later`;
  if (member) return { id, does: `account ${member.id} of ${name} exists (${account.create.email})`, status: 'done' };
  if (known?.creating.includes(accountName)) return { id, does, status: 'waiting' };
  // Organizations creates one account at a time and fails the others.
  if (busy || !known) return { id, does, status: 'later' };
  return { id, does, status: 'open', change: { call: 'CreateAccount', name: accountName, email: account.create.email, roleName } };
};

const regionSteps = (known: Known | undefined, { name, account, regions }: Place): Step[] => regions.map((region): Step => {
  const id = `region-${name}-${region}`;
  const does = `switch ${region} on in the account of ${name}; where it is on already by default, nothing is done`;
  const own = idOf(known, account);
  const state = own === undefined ? undefined : known?.regions[`${own}/${region}`];
  if (own === undefined || state === undefined) return { id, does, status: 'later' };
  if (/^ENABLED/.test(state)) return { id, does, status: 'done' };
  return state === 'DISABLED' ? { id, does, status: 'open', change: { call: 'EnableRegion', account: own, region } } : { id, does, status: 'waiting' };
});

/** What stands in the configuration already: an id that a run prints has to be written there. */
const configurationStep = ({ organization, environments }: FleetConfig, known: Known | undefined): Step => {
  const values = [
    ...isPending(organization.rootId) ? [`organization.rootId: '${known?.rootId ?? 'r-…'}'`] : [],
    ...organization.organizationId === undefined || isPending(organization.organizationId) ? [`organization.organizationId: '${known?.id ?? 'o-…'}'`] : [],
    ...[{ name: 'organization.auditAccount', account: organization.auditAccount }, ...environments.map(({ name, account }) => ({ name: `${name}.account`, account }))]
      .flatMap(({ name, account }) => (typeof account === 'string' ? [] : [`${name}: '${idOf(known, account) ?? '…'}'`])),
  ];
  return values.length === 0
    ? { id: 'configuration', does: 'every id stands in bin/environments.ts', status: 'done' }
    : { id: 'configuration', does: `write into bin/environments.ts: ${values.join(', ')}`, status: 'yours', holds: true };
};

const bootstrap = (account: string, region: string, qualifier: string): string =>
  `npx cdk bootstrap aws://${account}/${region} --qualifier ${qualifier} --toolkit-stack-name CDKToolkit-${qualifier}`;

const nextSteps = (fleet: FleetConfig, known: Known | undefined): Step[] => {
  const { organization, environments } = fleet;
  const yours = (id: string, does: string): Step => ({ id, does, status: 'yours' });
  const id = (account: AccountConfig) => idOf(known, account) ?? 'ACCOUNT';
  const bound = environments.map((environment): Step => {
    const account = idOf(known, environment.account);
    const wanted = account === undefined ? [] : policiesOf({ ...environment, account }, organization).map(({ name }) => name);
    const attached = account === undefined ? [] : known?.policies[account] ?? [];
    const whole = wanted.length > 0 && wanted.every(name => attached.includes(name));
    return { id: `policies-${environment.name}`, does: `bind ${environment.name}, once it is bootstrapped${isGated(environment) ? ' and deployed for the first time' : ''}: npx cdk deploy Organization`, status: whole ? 'done' : 'yours' };
  });
  return [
    ...[...new Set([organization.region, recordRegion])].map(region =>
      yours(`bootstrap-organization-${region}`, bootstrap(organization.managementAccount, region, organizationQualifier))),
    ...[...new Set([organization.region, ...environments.map(({ region }) => region)])].map(region =>
      yours(`bootstrap-audit-${region}`, bootstrap(id(organization.auditAccount), region, auditQualifier))),
    ...environments.map(environment => yours(`bootstrap-${environment.name}`,
      `npm run bulkhead -- bootstrap ${environment.name}, with credentials of ${id(environment.account)} (qualifier ${qualifierOf(environment)})`)),
    ...bound,
    yours('record', 'record what is done from now on: npx cdk deploy Audit \'Analyzer*\', then npx cdk deploy Trail --exclusively'),
  ];
};

/** Every step in its order, and how far it is; nothing is called, nothing is changed. */
export const planOf = (fleet: FleetConfig, { organization: known }: OrganizationState): Step[] => {
  const { administrationRole = organizationRole } = fleet.organization;
  // a role with a path is one of another origin; the account gets AWS's own beside it.
  const roleName = administrationRole.includes('/') ? organizationRole : administrationRole;
  const places = placesOf(fleet);
  const status = (done: boolean): Status => (done ? 'done' : known ? 'open' : 'later');

  const accounts: Step[] = [];
  for (const place of places) {
    accounts.push(accountStep(known, place, roleName, accounts.some(step => /^create/.test(step.does) && ['open', 'waiting'].includes(step.status))));
  }
  const audit = idOf(known, fleet.organization.auditAccount);
  const member = audit !== undefined && known?.accounts.some(({ id }) => id === audit);
  return [
    {
      id: 'organization',
      does: 'found the organization with all features in the management account',
      status: known ? 'done' : 'open',
      ...!known && { change: { call: 'CreateOrganization' } },
    },
    ...Object.entries(policyTypes).map(([policyType, purpose]): Step => {
      const state = known?.policyTypes[policyType];
      return {
        id: `policy-type-${policyType}`,
        does: `switch on ${policyType}, for policies that ${purpose}`,
        status: state === undefined ? status(false) : state === 'ENABLED' ? 'done' : 'waiting',
        ...known && state === undefined && { change: { call: 'EnablePolicyType', rootId: known.rootId, policyType } },
      };
    }),
    ...Object.entries(services).map(([service, purpose]): Step => ({
      id: `service-${service}`,
      does: `trust ${service} in the organization: ${purpose}`,
      status: status(known?.services.includes(service) ?? false),
      ...known && !known.services.includes(service) && { change: { call: 'EnableAWSServiceAccess', service } },
    })),
    ...accounts,
    ...places.flatMap(place => regionSteps(known, place)),
    {
      id: 'analyzer',
      does: 'let the audit account analyze access for the organization',
      status: member ? status(known?.delegated[audit]?.includes(analyzer) ?? false) : 'later',
      ...member && !known?.delegated[audit]?.includes(analyzer) && { change: { call: 'RegisterDelegatedAdministrator', account: audit, service: analyzer } },
    },
    configurationStep(fleet, known),
    ...nextSteps(fleet, known),
  ];
};
