import { ciSubject } from '../../environment';
import type { Guardrail } from '../policy';
import type { ResourceControlSubject } from './subject';

const webIdentity = { Effect: 'Deny', Principal: '*', Action: ['sts:AssumeRoleWithWebIdentity'], Resource: '*' } as const;
const claim = (name: string): string => `token.actions.githubusercontent.com:${name}`;

/**
 * Roles are assumed from their own account, by services, and by the one workflow that deploys the environment.
 *
 * Apart from the rest: together with it, this would lock out the organization's way in and every web identity, whose
 * callers have no account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export const roles = ({ account, managementRole, ci }: ResourceControlSubject): Guardrail[] => [
  {
    stops: 'principals of other accounts from becoming a role of this one, but for one named role of the organization',
    shownBy: 'its role is assumed by a principal of another environment',
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
    ? [
        workflow('OwnWorkflowOnly', 'sub', ciSubject(ci), {
          stops: 'workflows of another repository or another GitHub environment',
          shownBy: 'its role is assumed by the workflow of another GitHub environment',
        }),
        workflow('OwnAudienceOnly', 'aud', 'sts.amazonaws.com', {
          stops: 'tokens that a workflow asked for on behalf of another audience',
          shownBy: 'its role is assumed with a token for another audience',
        }),
        ...ci.repositoryId !== undefined
          ? [workflow('OwnRepositoryOnly', 'repository_id', ci.repositoryId, {
              stops: 'workflows of a repository that took over the name',
              shownBy: 'its role is assumed by a repository that took over the name',
            })]
          : [],
      ]
    : [],
  {
    stops: ci ? 'web identities that GitHub did not issue' : 'web identities, for no workflow deploys this environment',
    shownBy: 'its role is assumed with a web identity that GitHub did not issue',
    statement: {
      Sid: 'NoOtherWebIdentity',
      ...webIdentity,
      ...ci && { Condition: { Null: { [claim('sub')]: 'true' } } },
    },
  },
];

/** Compares one claim, of GitHub's tokens only: without the second condition, others would be refused twice. */
const workflow = (Sid: string, name: string, value: string, words: Pick<Guardrail, 'stops' | 'shownBy'>): Guardrail => ({
  ...words,
  statement: { Sid, ...webIdentity, Condition: { StringNotEquals: { [claim(name)]: value }, Null: { [claim('sub')]: 'false' } } },
});
