// a request as far as templates tell it: who calls what, and what the call carries.
import { partitionOf } from './patterns';
import type { EnvironmentNode, ResourceNode } from '../world/types';

/** What is known of one key of a request. */
export interface Given {
  /** The value matches one of these patterns. */
  readonly patterns: readonly string[];
  /** Whether a request may come without the key. */
  readonly absent: 'never' | 'maybe' | 'always';
  /** The role or user whose ARN the value is; null for somebody whom no template shows. */
  readonly node?: ResourceNode | null;
  /** The environment whose networks the value is one of, where that is what it is. */
  readonly network?: EnvironmentNode;
}

/** Keys in lower case; nothing is known of a key that is not there. */
export type Carried = ReadonlyMap<string, Given>;

/** Who calls. */
export interface Caller {
  readonly kind: 'role' | 'user' | 'account' | 'service' | 'web-identity' | 'anonymous';
  readonly account: string | undefined;
  readonly environment: EnvironmentNode;
  /** The role or user. */
  readonly node?: ResourceNode;
  /** Its explicit name. */
  readonly givenName?: string;
  /** `sqs.amazonaws.com`; `*` for any that no template names. */
  readonly service?: string;
  /** Whose token it brings, e.g. `token.actions.githubusercontent.com`. */
  readonly provider?: string;
  /** Patterns of the token's subject. */
  readonly subjects?: readonly string[];
}

/** The pattern of the ARN that a caller goes by. */
const arnOf = ({ kind, account = '*', node, givenName }: Caller): string => {
  if (kind === 'account') return `arn:*:*::${account}:*`;
  const isPlain = givenName !== undefined && node?.properties.Path === undefined;
  return `arn:${partitionOf(node?.stack.region)}:iam::${account}:${kind}/${isPlain ? '' : '*'}${givenName ?? ''}`;
};

/** What every call of a caller carries, whatever it is about. */
export const carriedBy = (caller: Caller): Map<string, Given> => {
  const { kind, account = '*', node, environment } = caller;
  const carried = new Map<string, Given>();
  const set = (keys: readonly string[], given: Given) => { for (const key of keys) carried.set(key, given); };
  set(['aws:principalisawsservice'], { patterns: [String(kind === 'service')], absent: 'never' });
  set(['aws:sourcevpc', 'aws:sourcevpce'], { patterns: ['*'], absent: 'maybe', network: environment });
  if (kind === 'role' || kind === 'user' || kind === 'account') {
    set(['aws:principalaccount', 'kms:calleraccount'], { patterns: [account], absent: 'never' });
    set(['aws:principalarn'], { patterns: [arnOf(caller)], absent: 'never', node: kind === 'account' ? null : node });
    // a call that a service makes in somebody's name may carry these; then they are of the caller's own account.
    set(['aws:sourceaccount', 'aws:sourceowner'], { patterns: [account], absent: 'maybe' });
    set(['aws:sourcearn'], { patterns: [`arn:*:*:*:${account}:*`, 'arn:*:s3:::*'], absent: 'maybe' });
  } else set(['aws:principalaccount', 'kms:calleraccount', 'aws:principalarn', 'aws:principalorgid', 'aws:principalorgpaths'], { patterns: [], absent: 'always' });
  if (kind === 'service') {
    set(['aws:sourceaccount', 'aws:sourceowner'], { patterns: [account], absent: 'maybe' });
    set(['aws:sourcearn'], { patterns: [`arn:*:*:*:${account}:*`, 'arn:*:s3:::*'], absent: 'maybe' });
  }
  if (kind === 'anonymous') set(['aws:sourceaccount', 'aws:sourceowner', 'aws:sourcearn'], { patterns: [], absent: 'always' });
  if (kind === 'web-identity') {
    set([`${caller.provider}:sub`], { patterns: caller.subjects ?? ['*'], absent: 'never' });
    set(['aws:sourceaccount', 'aws:sourceowner', 'aws:sourcearn'], { patterns: [], absent: 'always' });
  }
  return carried;
};

const towards = new WeakMap<Carried, Map<string, Carried>>();

/** What a call carries besides once it is known whom it concerns. */
export const carriedTo = (carried: Carried, account: string | undefined): Carried => {
  if (account === undefined) return carried;
  const known = towards.get(carried) ?? new Map<string, Carried>();
  towards.set(carried, known);
  let more = known.get(account);
  if (!more) known.set(account, (more = new Map([...carried, ['aws:resourceaccount', { patterns: [account], absent: 'never' as const }]])));
  return more;
};
