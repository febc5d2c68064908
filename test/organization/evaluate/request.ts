// who asks for what, and which keys AWS puts into such a request:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
import type { Keys } from './conditions';

/** Who asks. */
export type Caller =
  | { readonly kind: 'role'; readonly account: string; readonly name: string }
  /** A service in its own name, on behalf of a resource of an account where it says so. */
  | { readonly kind: 'service'; readonly forAccount?: string; readonly forOrganization?: string }
  | { readonly kind: 'service-linked role'; readonly account: string; readonly name: string }
  /** Somebody with a token of an identity provider; not yet a principal of any account. */
  | { readonly kind: 'web identity'; readonly claims: Readonly<Record<string, string>> }
  | { readonly kind: 'anonymous' };

export interface Request {
  readonly caller: Caller;
  /** As the service authorization reference spells it. */
  readonly action: string;
  /** @default '*', for actions that know no resource */
  readonly resource?: string;
  /** Owner of the resource: twelve digits, or `aws` where it belongs to a service; absent where AWS does not say. */
  readonly owner?: string;
  /** @default - the environment's region */
  readonly region?: string;
  /** Keys of the action's own service. */
  readonly keys?: Keys;
}

const github = 'token.actions.githubusercontent.com';

const callerKeys = (caller: Caller): Keys => {
  switch (caller.kind) {
    case 'role':
      return {
        'aws:PrincipalArn': `arn:aws:iam::${caller.account}:role/${caller.name}`,
        'aws:PrincipalAccount': caller.account,
        'aws:PrincipalIsAWSService': 'false',
      };
    case 'service-linked role':
      return {
        'aws:PrincipalArn': `arn:aws:iam::${caller.account}:role/aws-service-role/${caller.name}`,
        'aws:PrincipalAccount': caller.account,
        'aws:PrincipalIsAWSService': 'false',
      };
    case 'service':
      return {
        'aws:PrincipalIsAWSService': 'true',
        ...caller.forAccount !== undefined && { 'aws:SourceAccount': caller.forAccount },
        ...caller.forOrganization !== undefined && { 'aws:SourceOrgID': caller.forOrganization },
      };
    case 'web identity':
      return { 'aws:PrincipalIsAWSService': 'false', ...caller.claims };
    case 'anonymous':
      return {};
  }
};

/** The whole context of a request. */
export const keysOf = ({ caller, owner, region, keys }: Request, home: string): Keys => ({
  ...callerKeys(caller),
  'aws:RequestedRegion': region ?? home,
  ...owner !== undefined && { 'aws:ResourceAccount': owner },
  ...keys,
});

/** Claims of a workflow's token, under the names that IAM gives them. */
export const githubClaims = (claims: Readonly<Record<'sub', string> & Partial<Record<'aud' | 'repository_id', string>>>) =>
  Object.fromEntries(Object.entries(claims).map(([name, value]) => [`${github}:${name}`, value]));
