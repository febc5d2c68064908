import type { Guardrail } from './policy';
import { data } from './resource-controls/data';
import { deputies } from './resource-controls/deputies';
import { roles } from './resource-controls/roles';
import type { ResourceControlSubject } from './resource-controls/subject';

/**
 * What nobody may do to the resources of one environment, whatever their own policies allow.
 *
 * Service-linked roles and keys that AWS manages are not bound by it, nor are resources of the management account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 * @see https://github.com/aws-samples/data-perimeter-policy-examples
 */
export const resourceControls = (subject: ResourceControlSubject): Guardrail[] => [
  ...data(subject), ...roles(subject), ...deputies(subject),
];

export type { ResourceControlSubject };
