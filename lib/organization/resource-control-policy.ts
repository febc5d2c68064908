import type { Guardrail } from './policy';

export interface ResourceControlProps {
  readonly account: string;
  /** The one role outside the account that may assume roles in it. */
  readonly managementRole: string;
  /**
   * Repository and GitHub environment whose workflows may assume a role here.
   * @default - nobody comes in with a web identity
   */
  readonly ci?: { readonly repository: string; readonly environment: string };
}

/** Services whose resources hold the environment's data and secrets and that know resource control policies. */
const guarded = ['dynamodb:*', 'ecr:*', 'kms:*', 'logs:*', 's3:*', 'secretsmanager:*', 'sqs:*'];

const webIdentity = { Effect: 'Deny', Principal: '*', Action: ['sts:AssumeRoleWithWebIdentity'], Resource: '*' } as const;
const subject = 'token.actions.githubusercontent.com:sub';

/**
 * What nobody may do to the resources of one environment, whatever their own policies allow.
 *
 * A caller without an account, such as an anonymous one, is refused too: a missing key makes a negated condition true.
 * Service-linked roles and keys that AWS manages are not bound by it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice
 * @see https://github.com/aws-samples/data-perimeter-policy-examples
 */
export const resourceControls = ({ account, managementRole, ci }: ResourceControlProps): Guardrail[] => [
  {
    stops: 'principals of other accounts and anonymous ones from reaching data, secrets, keys and logs',
    statement: {
      Sid: 'OwnPrincipalsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: guarded,
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:PrincipalAccount': account },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
  },
  {
    // apart from the rest: together with it, this would lock out the organization's way in and every web identity.
    stops: 'principals of other accounts from becoming a role of this one, but for one named role of the organization',
    statement: {
      Sid: 'OwnRolesOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: ['sts:AssumeRole'],
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:PrincipalAccount': account },
        ArnNotEquals: { 'aws:PrincipalArn': managementRole },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
  },
  ...ci
    ? [{
        stops: 'workflows of another repository or another GitHub environment',
        statement: {
          Sid: 'OwnWorkflowOnly',
          ...webIdentity,
          Condition: {
            StringNotEquals: { [subject]: `repo:${ci.repository}:environment:${ci.environment}` },
            Null: { [subject]: 'false' },
          },
        },
      }]
    : [],
  {
    stops: ci ? 'web identities that GitHub did not issue' : 'web identities, for no workflow deploys this environment',
    statement: {
      Sid: 'NoOtherWebIdentity',
      ...webIdentity,
      ...ci && { Condition: { Null: { [subject]: 'true' } } },
    },
  },
  {
    stops: 'AWS services that act for another account',
    statement: {
      Sid: 'NoConfusedDeputy',
      Effect: 'Deny',
      Principal: '*',
      Action: [...guarded, 'sts:AssumeRole'],
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:SourceAccount': account },
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    },
  },
];
