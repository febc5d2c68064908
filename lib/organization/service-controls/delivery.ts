import { executing } from '../../delivery/bootstrap/boundary';
import { executionPolicyPrefix } from '../../delivery/bootstrap/execution-policy';
import { bootstrapNames, boundaryArn, deliveryRoles, isGated, policyArn, roleArn } from '../../delivery/names';
import { executionRoleArn } from '../../environment';
import type { Guardrail } from '../policy';
import type { ServiceControlSubject } from './subject';

const changesOfRoles = [
  'iam:AttachRolePolicy', 'iam:CreateRole', 'iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole',
];

/**
 * Keeps standing what decides over every deploy: identities come from a template, each with the boundary, and what the
 * bootstrap made is the administration's alone.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
 */
export const delivery = ({ environment, administrationRole }: ServiceControlSubject): Guardrail[] => {
  const { account, region, qualifier, config } = environment;
  const boundary = boundaryArn(environment);
  const executionRole = executionRoleArn(environment);
  const { stack, versionParameter } = bootstrapNames(environment);
  const butFor = (...roles: readonly string[]) => ({ ArnNotEquals: { 'aws:PrincipalArn': roles } });
  return [
    {
      stops: 'identities beside those of the template: roles, users, their keys, and providers whose word would be taken for one',
      shownBy: 'changes who may assume a role, by hand',
      statement: {
        Sid: 'IdentitiesFromTheTemplateOnly',
        Effect: 'Deny',
        Action: [
          ...changesOfRoles, 'iam:AddClientIDToOpenIDConnectProvider', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreateOpenIDConnectProvider',
          'iam:CreateSAMLProvider', 'iam:CreateUser', 'iam:UpdateSAMLProvider',
        ],
        Resource: '*',
        Condition: butFor(executionRole, administrationRole),
      },
    },
    {
      stops: 'a role or user without the boundary, or with another one',
      shownBy: 'deploys a role without the permissions boundary',
      statement: {
        Sid: 'BoundaryOnEveryIdentity',
        Effect: 'Deny',
        Action: ['iam:CreateRole', 'iam:CreateUser', 'iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'],
        Resource: '*',
        Condition: { StringNotEquals: { 'iam:PermissionsBoundary': boundary }, ...butFor(administrationRole) },
      },
    },
    {
      stops: 'taking the boundary off, and changing what it bounds or what CloudFormation may do',
      shownBy: 'takes the permissions boundary off a role',
      statement: {
        Sid: 'BoundaryStays',
        Effect: 'Deny',
        Action: [
          'iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:DeleteRolePermissionsBoundary',
          'iam:DeleteUserPermissionsBoundary', 'iam:SetDefaultPolicyVersion',
        ],
        Resource: [boundary, policyArn(environment, `${executionPolicyPrefix}*`), roleArn(environment, '*'), `arn:aws:iam::${account}:user/*`],
        Condition: butFor(administrationRole),
      },
    },
    {
      stops: 'a deploy that changes what every deploy goes through: the roles, the stack and the version of the bootstrap',
      shownBy: 'deploys a change of the role that deploys',
      statement: {
        Sid: 'BootstrapStays',
        Effect: 'Deny',
        Action: [
          ...changesOfRoles.filter(action => action !== 'iam:CreateRole'), 'cloudformation:CreateChangeSet', 'cloudformation:DeleteStack',
          'cloudformation:ExecuteChangeSet', 'cloudformation:UpdateStack', 'ssm:DeleteParameter', 'ssm:PutParameter',
        ],
        Resource: [
          roleArn(environment, `cdk-${qualifier}-*`), `arn:aws:cloudformation:${region}:${account}:stack/${stack}/*`,
          `arn:aws:ssm:${region}:${account}:parameter${versionParameter}`,
        ],
        Condition: butFor(administrationRole),
      },
    },
    ...isGated(config)
      ? [{
          stops: 'releases past the gate: whoever deploys may prepare a change set, and only the gate or break-glass executes it',
          shownBy: 'executes a change set of production from its continuous integration',
          statement: {
            Sid: 'ReleasesThroughTheGate',
            Effect: 'Deny' as const,
            Action: executing,
            Resource: '*',
            // CloudFormation's own role makes nested stacks, and nobody else can be it.
            Condition: butFor(roleArn(environment, deliveryRoles.gate), roleArn(environment, deliveryRoles.breakGlass), executionRole, administrationRole),
          },
        }]
      : [],
  ];
};
