import { Duration } from 'aws-cdk-lib';
import { AccountPrincipal, CompositePrincipal, PrincipalWithConditions, type IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { EnvironmentContext } from '../../environment/context';

/** The shortest that a role's sessions can be limited to. */
export const shortSession = Duration.hours(1);

/**
 * A person of this account, with a second factor.
 *
 * Two ways in: a user whose session was made with a second factor less than an hour ago, under the user's own name; or a session of
 * the one permission set of IAM Identity Center that the configuration names. Such a session says nothing of a second factor, so
 * Identity Center has to demand it at every sign-in; nobody but Identity Center can make a role below its reserved path.
 *
 * @param permissionSet name of the permission set
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_rolesessionname
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export const person = ({ account, region }: EnvironmentContext, permissionSet: string | undefined): IPrincipal => {
  // the region's own endpoint, where the environment's rules see who comes.
  const here = { 'aws:RequestedRegion': region };
  const withSecondFactor = new PrincipalWithConditions(new AccountPrincipal(account), {
    Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
    StringEquals: { ...here, 'sts:RoleSessionName': '${aws:username}' },
  });
  if (permissionSet === undefined) return withSecondFactor;
  const reserved = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com`;
  return new CompositePrincipal(withSecondFactor, new PrincipalWithConditions(new AccountPrincipal(account), {
    ArnLike: { 'aws:PrincipalArn': [`${reserved}/AWSReservedSSO_${permissionSet}_*`, `${reserved}/*/AWSReservedSSO_${permissionSet}_*`] },
    StringEquals: here,
  }));
};
