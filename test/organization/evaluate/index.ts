// a small evaluation of organization policies, as AWS documents it:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import { conditionsHold } from './conditions';
import { arnLike, glob } from './match';
import { type Request, keysOf } from './request';
import type { Statement } from '../../../lib/organization/policy';

export { githubClaims, type Caller, type Request } from './request';

/** Where policies hang: whose principals, or whose resources, and what is neither. */
export interface Attached {
  readonly kind: 'principals' | 'resources';
  readonly account: string;
  readonly region: string;
  readonly statements: readonly Statement[];
}

/** Services whose resources know resource control policies. */
const covered = ['aoss', 'cognito-identity', 'cognito-idp', 'dynamodb', 'ecr', 'kms', 'logs', 's3', 'secretsmanager', 'sqs', 'sts'];

const some = (patterns: string | readonly string[], meets: (pattern: string) => boolean): boolean => [patterns].flat().some(meets);

/** Names of services and actions know no case; ARNs do. */
const acts = ({ Action, NotAction }: Statement, action: string): boolean =>
  (Action !== undefined ? some(Action, one => glob(one, action, 'i')) : !some(NotAction ?? [], one => glob(one, action, 'i')));

const concerns = ({ Resource, NotResource }: Statement, resource: string): boolean => {
  // a call that knows no resource is evaluated against `*`, which only `*` matches.
  const named = (pattern: string) => pattern === '*' || (resource !== '*' && arnLike(pattern, resource));
  return Resource !== undefined ? some(Resource, named) : !some(NotResource ?? [], named);
};

/**
 * Whether policies are asked at all: those of principals bind roles of their account but no service-linked one; those of
 * resources bind whoever comes to a resource of theirs in a covered service, but no service-linked role.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
export const bound = ({ kind, account }: Pick<Attached, 'kind' | 'account'>, { caller, action, owner }: Request): boolean => {
  if (caller.kind === 'service-linked role') return false;
  if (kind === 'principals') return caller.kind === 'role' && caller.account === account;
  return owner === account && covered.includes(action.split(':')[0]!) && action !== 'kms:RetireGrant';
};

/** Sids of the statements that deny a request; empty where the policies leave it to the account's own. */
export const denials = (attached: Attached, request: Request): string[] => {
  if (!bound(attached, request)) return [];
  const keys = keysOf(request, attached.region);
  return attached.statements
    .filter(statement => acts(statement, request.action) && concerns(statement, request.resource ?? '*') && conditionsHold(statement.Condition ?? {}, keys))
    .map(({ Sid }) => Sid);
};
