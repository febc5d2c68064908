import type { Guardrail } from '../policy';

/**
 * Keys stay with their account: a grant outlives the policy that allowed it, and a policy may lock its own account out.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export const keys = (): Guardrail[] => [
  {
    stops: 'grants on keys but those that a service asks for to keep a resource encrypted',
    shownBy: 'grants a principal of another environment the use of a key',
    statement: {
      Sid: 'GrantsForServicesOnly',
      Effect: 'Deny',
      Action: ['kms:CreateGrant'],
      Resource: '*',
      Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' } },
    },
  },
  {
    stops: 'keys that lock their own account out',
    shownBy: 'gives a key a policy that locks its account out',
    statement: {
      Sid: 'NoKeyLockout',
      Effect: 'Deny',
      Action: ['kms:CreateKey', 'kms:PutKeyPolicy'],
      Resource: '*',
      Condition: { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } },
    },
  },
];
