// an organization in memory, with the moods of the real one: slow, busy, forgetful, and apt to lose an answer.
import type { PrepareAccess } from '../../../lib/organization/prepare';

const named = (name: string, message = name) => Object.assign(new Error(message), { name });

export interface Moods {
  /** Looks at an account's creation before it is done. */
  readonly creationTakes?: number;
  /** Why no account is made. */
  readonly creationFails?: string;
  /** Looks at a region before it is on. */
  readonly regionTakes?: number;
  /** Looks at a policy type before it shows. */
  readonly typeShowsAfter?: number;
  /** Answers every call with this error, as long as there are such errors left. */
  readonly busy?: { name: string; times: number };
  /** Ends the run at this call, counted from one, before or after it took effect. */
  readonly stopAt?: { readonly call: number; readonly effect: 'before' | 'after' };
}

/** What the calls are given that change or name something. */
type Input = Readonly<Record<'PolicyType' | 'ServicePrincipal' | 'CreateAccountRequestId' | 'AccountName' | 'Email' | 'AccountId' | 'TargetId' | 'Filter' | 'RegionName', string>>
  & { readonly NextToken?: string; readonly Target: { readonly Id: string } };

interface FakeAccount { readonly Id: string; readonly Name: string; readonly Email: string; State: string }

/** What is there; it stays while access to it comes and goes. */
export const fakeOrganization = ({ caller = '999999999999' } = {}) => {
  const state = {
    founded: undefined as undefined | { master: string; features: string },
    types: new Map<string, number>(),
    services: new Set<string>(),
    accounts: [] as FakeAccount[],
    creations: [] as { Id: string; AccountName: string; Email: string; looks: number; State: string; AccountId?: string; FailureReason?: string }[],
    regions: new Map<string, number>(),
    delegated: new Map<string, Set<string>>(),
    handshakes: [] as { Id: string; State: string; Parties: { Id: string; Type: string }[] }[],
    policies: new Map<string, string[]>(),
    /** Names of the calls that change something, in their order. */
    changes: [] as string[],
  };

  const access = (moods: Moods = {}): PrepareAccess & { readonly calls: () => number } => {
    let calls = 0;
    let busy = moods.busy?.times ?? 0;
    const creating = () => state.creations.map(({ looks: _, Email: __, ...creation }) => creation);
    const settle = (creation: (typeof state.creations)[number]) => {
      if (creation.State !== 'IN_PROGRESS' || creation.looks++ < (moods.creationTakes ?? 0)) return creation;
      if (moods.creationFails) return Object.assign(creation, { State: 'FAILED', FailureReason: moods.creationFails });
      const Id = String(500000000000 + state.accounts.length);
      state.accounts.push({ Id, Name: creation.AccountName, Email: creation.Email, State: 'ACTIVE' });
      return Object.assign(creation, { State: 'SUCCEEDED', AccountId: Id });
    };
    const root = () => ({
      Id: 'r-fake', PolicyTypes: [...state.types.entries()].flatMap(([Type, looks]) => {
        state.types.set(Type, looks + 1);
        return looks < (moods.typeShowsAfter ?? 0) ? [] : [{ Type, Status: 'ENABLED' }];
      }),
    });
    const answer = (command: string, input: Input): object => {
      const change = () => { state.changes.push(command); };
      if (command !== 'CreateOrganization' && !state.founded) throw named('AWSOrganizationsNotInUseException');
      switch (command) {
        case 'DescribeOrganization': return { Organization: { Id: 'o-fakefakefa', MasterAccountId: state.founded!.master, FeatureSet: state.founded!.features } };
        case 'CreateOrganization':
          if (state.founded) throw named('AlreadyInOrganizationException');
          change();
          state.founded = { master: caller, features: 'ALL' };
          return {};
        case 'ListRoots': return { Roots: [root()] };
        case 'EnablePolicyType':
          if (state.types.has(input.PolicyType)) throw named('PolicyTypeAlreadyEnabledException');
          change();
          state.types.set(input.PolicyType, 0);
          return {};
        case 'ListAWSServiceAccessForOrganization': return { EnabledServicePrincipals: [...state.services].map(ServicePrincipal => ({ ServicePrincipal })) };
        case 'EnableAWSServiceAccess':
          if (!state.services.has(input.ServicePrincipal)) change();
          state.services.add(input.ServicePrincipal);
          return {};
        case 'ListAccounts': {
          // a page an account.
          const at = Number(input.NextToken ?? 0);
          return { Accounts: state.accounts.slice(at, at + 1), ...at + 1 < state.accounts.length && { NextToken: String(at + 1) } };
        }
        case 'ListCreateAccountStatus':
          state.creations.forEach(settle);
          return { CreateAccountStatuses: creating().filter(({ State }) => State === 'IN_PROGRESS') };
        case 'DescribeCreateAccountStatus':
          return { CreateAccountStatus: settle(state.creations.find(({ Id }) => Id === input.CreateAccountRequestId)!) };
        case 'CreateAccount': {
          if (state.creations.some(({ State }) => State === 'IN_PROGRESS')) throw new Error('two accounts at once');
          if (state.accounts.some(({ Email }) => Email === input.Email)) throw new Error('the same account twice');
          change();
          const creation = { Id: `car-${state.creations.length}`, AccountName: input.AccountName, Email: input.Email, looks: 0, State: 'IN_PROGRESS' };
          state.creations.push(creation);
          return { CreateAccountStatus: { ...creation } };
        }
        case 'ListHandshakesForOrganization': return { Handshakes: state.handshakes };
        case 'InviteAccountToOrganization': {
          change();
          const { Id } = input.Target;
          state.handshakes.push({ Id: `h-${Id}`, State: 'OPEN', Parties: [{ Id: 'o-fakefakefa', Type: 'ORGANIZATION' }, { Id, Type: 'ACCOUNT' }] });
          return {};
        }
        case 'ListDelegatedAdministrators': return { DelegatedAdministrators: [...state.delegated.keys()].map(Id => ({ Id })) };
        case 'ListDelegatedServicesForAccount':
          return { DelegatedServices: [...state.delegated.get(input.AccountId)!].map(ServicePrincipal => ({ ServicePrincipal })) };
        case 'RegisterDelegatedAdministrator': {
          const own = state.delegated.get(input.AccountId) ?? new Set();
          if (own.has(input.ServicePrincipal)) throw named('AccountAlreadyRegisteredException');
          change();
          state.delegated.set(input.AccountId, own.add(input.ServicePrincipal));
          return {};
        }
        case 'ListPoliciesForTarget':
          return { Policies: input.Filter === 'SERVICE_CONTROL_POLICY' ? (state.policies.get(input.TargetId) ?? []).map(Name => ({ Name })) : [] };
        case 'GetRegionOptStatus': {
          const place = `${input.AccountId}/${input.RegionName}`;
          const looks = state.regions.get(place);
          if (looks !== undefined) state.regions.set(place, looks + 1);
          const on = looks === undefined ? 'DISABLED' : looks < (moods.regionTakes ?? 0) ? 'ENABLING' : 'ENABLED';
          return { RegionOptStatus: (input.RegionName).startsWith('me-') ? on : 'ENABLED_BY_DEFAULT' };
        }
        case 'EnableRegion':
          change();
          state.regions.set(`${input.AccountId}/${input.RegionName}`, 0);
          return {};
        default: throw new Error(`${command} is not expected`);
      }
    };
    const send = (command: { constructor: { name: string }; input: unknown }): Promise<never> => {
      calls += 1;
      const stop = moods.stopAt?.call === calls ? moods.stopAt.effect : undefined;
      if (stop === 'before') throw named('Interrupted');
      if (busy > 0) {
        busy -= 1;
        throw named(moods.busy!.name);
      }
      try {
        return Promise.resolve(answer(command.constructor.name.replace(/Command$/, ''), command.input as Input) as never);
      } finally {
        // whatever was answered is lost.
        if (stop === 'after') throw named('Interrupted');
      }
    };
    const client = { send: (command: never) => new Promise<never>(resolve => { resolve(send(command)); }) };
    return { organizations: client, account: client, caller: () => Promise.resolve(caller), calls: () => calls };
  };
  return { state, access };
};
