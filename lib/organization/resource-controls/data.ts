import type { Guardrail } from '../policy';
import type { ResourceControlSubject } from './subject';

/**
 * Services whose resources hold the environment's data and secrets and that know resource control policies; API Gateway
 * and Lambda do not.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 */
export const guarded = ['dynamodb:*', 'ecr:*', 'kms:*', 'logs:*', 's3:*', 'secretsmanager:*', 'sqs:*'];

/**
 * Data, secrets, keys and logs answer to their own account.
 *
 * A caller without an account, such as an anonymous one, is refused too: a missing key makes a negated condition true.
 * The account and not the organization path is compared, for the policies hang on the account itself, wherever it is.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalaccount
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice
 */
export const data = ({ account }: ResourceControlSubject): Guardrail[] => [
  {
    stops: 'principals of other accounts and anonymous ones from reaching data, secrets, keys and logs',
    shownBy: 'its secret is read by a principal of another environment',
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
];
