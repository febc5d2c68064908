import type { Guardrail } from '../policy';
import { guarded } from './data';
import type { ResourceControlSubject } from './subject';

const byService = { Effect: 'Deny', Principal: '*', Action: [...guarded, 'sts:AssumeRole'], Resource: '*' } as const;
const ofService = { Bool: { 'aws:PrincipalIsAWSService': 'true' } };

/**
 * Services act for this account or in their own name. Which account it is they say in a key that is absent otherwise,
 * and a missing key would make the negated condition true.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceaccount
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
 */
export const deputies = ({ account, organizationId }: ResourceControlSubject): Guardrail[] => [
  {
    stops: 'services of AWS that act for another account',
    shownBy: 'its queue is written to by a service that acts for another environment',
    statement: {
      Sid: 'NoConfusedDeputy',
      ...byService,
      Condition: { StringNotEquals: { 'aws:SourceAccount': account }, Null: { 'aws:SourceAccount': 'false' }, ...ofService },
    },
  },
  ...organizationId !== undefined
    ? [{
        stops: 'services of AWS that act for another organization and do not say for which account',
        shownBy: 'its bucket is written to by a service that acts for another organization',
        statement: {
          Sid: 'NoDeputyOfOtherOrganizations',
          ...byService,
          Condition: {
            StringNotEquals: { 'aws:SourceOrgID': organizationId },
            Null: { 'aws:SourceOrgID': 'false', 'aws:SourceAccount': 'true' },
            ...ofService,
          },
        },
      }]
    : [],
];
