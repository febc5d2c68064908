import { GetAccountAuthorizationDetailsCommand, GetOpenIDConnectProviderCommand, ListOpenIDConnectProvidersCommand, ListSAMLProvidersCommand, type GetAccountAuthorizationDetailsResponse } from '@aws-sdk/client-iam';
import { gather, json, once, policy } from './gather';
import type { Json } from '../../audit/assembly/shape';
import { organizationRole } from '../../delivery/names';
import type { Aspect, Aws, Live, Reader } from '../types';

const inline = (whose: 'Role' | 'User' | 'Group'): Aspect =>
  ({ as: 'policies', carrier: { type: 'AWS::IAM::Policy', names: `${whose}s`, holds: 'PolicyDocument' }, changedBy: `Put${whose}Policy` });
/** What is attached may deny as well, so that less of it may be more. */
const attached = (changedBy: string): Aspect => ({ as: 'set', loosens: 'any', changedBy });

const inlineOf = (policies: readonly { PolicyName?: string; PolicyDocument?: string }[] = []): Json[] =>
  policies.map(({ PolicyName = '', PolicyDocument }) => ({ PolicyName, PolicyDocument: policy(PolicyDocument) ?? null }));

const arnsOf = (policies: readonly { PolicyArn?: string }[] = []): Json[] => policies.flatMap(({ PolicyArn }) => PolicyArn ?? []);

/** Roles that are nobody's template: by their path, which AWS reserves, or by the name that the organization gives. */
const ownerOf = (path = '/', name = ''): string | undefined => {
  if (path.startsWith('/aws-service-role/')) return 'AWS: role of a service, linked to it';
  if (path.startsWith('/aws-reserved/')) return 'IAM Identity Center of the organization';
  return name === organizationRole ? 'the organization: its way in' : undefined;
};

/** Every role, user, group and policy with all that it holds, in as few calls as there are. */
const details = async (aws: Aws): Promise<GetAccountAuthorizationDetailsResponse[]> => {
  const answers: GetAccountAuthorizationDetailsResponse[] = [];
  let Marker: string | undefined;
  do {
    const answer = await aws.iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['Group', 'LocalManagedPolicy', 'Role', 'User'], MaxItems: 1000, Marker }));
    answers.push(answer);
    if (answer.IsTruncated && (answer.Marker === undefined || answer.Marker === Marker)) throw new Error('a page that does not say which one is next');
    Marker = answer.IsTruncated ? answer.Marker : undefined;
  } while (Marker !== undefined);
  return answers;
};

const principals = async (aws: Aws): Promise<Live[]> => {
  const answers = await details(aws);
  return [
    ...answers.flatMap(({ RoleDetailList = [] }) => RoleDetailList).map((role): Live => ({
      type: 'AWS::IAM::Role', id: role.RoleName ?? '', attributes: { Arn: role.Arn ?? '', RoleId: role.RoleId ?? '' }, owner: ownerOf(role.Path, role.RoleName),
      properties: json({
        AssumeRolePolicyDocument: policy(role.AssumeRolePolicyDocument), Policies: inlineOf(role.RolePolicyList),
        ManagedPolicyArns: arnsOf(role.AttachedManagedPolicies), PermissionsBoundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
      }),
    })),
    ...answers.flatMap(({ UserDetailList = [] }) => UserDetailList).map((user): Live => ({
      type: 'AWS::IAM::User', id: user.UserName ?? '', attributes: { Arn: user.Arn ?? '', UserId: user.UserId ?? '' },
      properties: json({
        Policies: inlineOf(user.UserPolicyList), ManagedPolicyArns: arnsOf(user.AttachedManagedPolicies),
        PermissionsBoundary: user.PermissionsBoundary?.PermissionsBoundaryArn, Groups: user.GroupList,
      }),
    })),
    ...answers.flatMap(({ GroupDetailList = [] }) => GroupDetailList).map((group): Live => ({
      type: 'AWS::IAM::Group', id: group.GroupName ?? '', attributes: { Arn: group.Arn ?? '' },
      properties: json({ Policies: inlineOf(group.GroupPolicyList), ManagedPolicyArns: arnsOf(group.AttachedManagedPolicies) }),
    })),
    ...answers.flatMap(({ Policies = [] }) => Policies).map((managed): Live => ({
      type: 'AWS::IAM::ManagedPolicy', id: managed.Arn ?? '', attributes: { PolicyArn: managed.Arn ?? '' },
      properties: json({ PolicyDocument: policy(managed.PolicyVersionList?.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document) }),
    })),
  ];
};

const providers = async (aws: Aws): Promise<Live[]> => {
  const [{ OpenIDConnectProviderList = [] }, { SAMLProviderList = [] }] = await Promise.all([
    aws.iam.send(new ListOpenIDConnectProvidersCommand({})), aws.iam.send(new ListSAMLProvidersCommand({})),
  ]);
  const answers = OpenIDConnectProviderList.map(async ({ Arn = '' }) => {
    const answer = once(() => aws.iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: Arn })));
    return gather({ type: 'AWS::IAM::OIDCProvider', id: Arn, attributes: { Arn } }, {
      Url: async () => (await answer()).Url, ClientIdList: async () => (await answer()).ClientIDList,
    });
  });
  return [
    ...await Promise.all(answers),
    ...SAMLProviderList.map(({ Arn = '' }): Live => ({ type: 'AWS::IAM::SAMLProvider', id: Arn, attributes: { Arn }, properties: {} })),
  ];
};

const bound: Aspect = { as: 'value', loosens: 'any', changedBy: 'PutRolePermissionsBoundary' };

export const iam: Reader = {
  kinds: [
    {
      type: 'AWS::IAM::Role', aspects: {
        AssumeRolePolicyDocument: { as: 'policy', changedBy: 'UpdateAssumeRolePolicy' }, Policies: inline('Role'), ManagedPolicyArns: attached('AttachRolePolicy'), PermissionsBoundary: bound,
      },
    },
    { type: 'AWS::IAM::User', aspects: { Policies: inline('User'), ManagedPolicyArns: attached('AttachUserPolicy'), PermissionsBoundary: bound, Groups: attached('AddUserToGroup') } },
    { type: 'AWS::IAM::Group', aspects: { Policies: inline('Group'), ManagedPolicyArns: attached('AttachGroupPolicy') } },
    { type: 'AWS::IAM::ManagedPolicy', aspects: { PolicyDocument: { as: 'policy', changedBy: 'CreatePolicyVersion' } } },
  ],
  read: principals,
};

/** IAM takes the address of an issuer with its scheme and shows it without. */
const host = (url: Json): Json => (typeof url === 'string' ? url.replace(/^https:\/\//, '') : url);

export const identityProviders: Reader = {
  kinds: [
    {
      type: 'AWS::IAM::OIDCProvider', aspects: {
        Url: { as: 'value', loosens: 'any', same: host, changedBy: 'CreateOpenIDConnectProvider' },
        ClientIdList: { as: 'set', loosens: 'more', changedBy: 'AddClientIDToOpenIDConnectProvider' },
      },
    },
    { type: 'AWS::IAM::SAMLProvider', aspects: {} },
  ],
  read: providers,
};
