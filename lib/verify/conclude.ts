import type { Account } from './account';
import { digestsOf, oneOf, withBootstrap, type Proof } from './baseline';
import { examine } from './examine';
import type { OrganizationPart } from './organization';
import { rank } from './rank';
import type { Drift, Elsewhere, Unread } from './types';
import type { Verdict } from '../audit';
import { Resolver } from '../audit/resolve/resolver';
import { buildWorld } from '../audit/world/build';
import type { EnvironmentContext } from '../environment';

export interface Verification {
  /** What the audit says of the templates by themselves. */
  readonly audited: Verdict;
  readonly stacks: readonly { readonly stack: string; readonly audited: string; readonly deployed?: string }[];
  /** Worst first. */
  readonly drifts: readonly Drift[];
  readonly unread: readonly Unread[];
  readonly elsewhere: readonly Elsewhere[];
  /** Resources that were read and compared. */
  readonly compared: number;
  /** Resources of which the template alone is compared, by type. */
  readonly byTemplateOnly: Readonly<Record<string, number>>;
  /** Control policies that were compared. */
  readonly controlPolicies: number;
  /** 0 equal and proven; 1 something differs; 2 something could not be read, or the templates are not proven. */
  readonly exitCode: 0 | 1 | 2;
}

/** Everything that was read. */
export interface Readings {
  readonly proof: Proof;
  readonly account: Account;
  readonly organization: OrganizationPart;
}

/** Compares what was read with the templates, and asks the audit what every difference opens. */
export const conclude = (environment: EnvironmentContext, { proof, account, organization }: Readings): Verification => {
  const { input, judged: { verdict: audited } } = proof;
  const like = oneOf(proof, environment);
  const loaded = withBootstrap(proof.loaded, like, environment, account);
  const world = buildWorld(loaded, input.environments);
  const stacks = world.stacks.filter(stack => stack.account === environment.account && stack.region === environment.region);
  const governing = new Set(world.environments.filter(({ kind }) => kind === 'organization').flatMap(({ accounts }) => [...accounts]));
  const { drafts, unread, elsewhere, compared, byTemplateOnly } = examine({ environment, account, stacks, resolver: new Resolver(world), governing });
  const drifts = rank([...drafts, ...organization.drafts], proof, loaded, like);
  const open = [...unread, ...organization.unread];
  return {
    audited, stacks: digestsOf(loaded, environment, account), drifts, unread: open, elsewhere, compared, byTemplateOnly, controlPolicies: organization.compared,
    exitCode: drifts.length > 0 || audited === 'VIOLATED' ? 1 : open.length > 0 || audited !== 'PROVEN' ? 2 : 0,
  };
};
