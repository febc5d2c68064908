import { organizationRole, roleArn } from '../delivery/names';
import { isPending, qualifierOf, type EnvironmentConfig, type OrganizationConfig } from '../environment';
import { declarativePolicy } from './declarative-policy';
import { fingerprintRoleArn } from './fingerprint-link';
import { packed, roomForResourceControls, roomForServiceControls } from './packer';
import type { Guardrail } from './policy';
import { resourceControls } from './resource-control-policy';
import { serviceControls } from './service-control-policy';

/** Role of the management account that may assume roles in the environments; from there, nothing else may. */
export const managementRoleName = 'BulkheadAdministrator';

/** A policy as Organizations takes it. */
export interface OrganizationPolicy {
  /** Construct id below the environment's, stable while statements come and go. */
  readonly id: string;
  readonly name: string;
  readonly type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY' | 'DECLARATIVE_POLICY_EC2';
  readonly description: string;
  readonly content: object;
}

/** An environment whose account is known. */
export type BoundEnvironment = EnvironmentConfig & { readonly account: string };

/** The statements that bind one environment, with what each stops; both sides of every border. */
export const guardrailsOf = (environment: BoundEnvironment, organization: OrganizationConfig): Readonly<Record<'principals' | 'resources', Guardrail[]>> => {
  const { name, account, region, ci } = environment;
  const { auditAccount, managementAccount, organizationId, administrationRole = organizationRole } = organization;
  return {
    principals: serviceControls({
      environment: { config: environment, account, region, qualifier: qualifierOf(environment), flows: {} },
      administrationRole: roleArn({ account }, administrationRole),
      fingerprintRole: typeof auditAccount === 'string' ? fingerprintRoleArn(auditAccount, name) : undefined,
    }),
    resources: resourceControls({
      account,
      managementRole: roleArn({ account: managementAccount }, managementRoleName),
      ci,
      organizationId: organizationId === undefined || isPending(organizationId) ? undefined : organizationId,
    }),
  };
};

/**
 * Everything that Organizations is given for one environment.
 *
 * @throws when the statements do not fit, with the size
 */
export const policiesOf = (environment: BoundEnvironment, organization: OrganizationConfig): OrganizationPolicy[] => {
  const { name } = environment;
  const { principals, resources } = guardrailsOf(environment, organization);
  const numbered = (id: string, suffix: string, policy: Pick<OrganizationPolicy, 'type' | 'description'>, documents: readonly object[]) =>
    documents.map((content, index): OrganizationPolicy => ({
      ...policy, content, id: `${id}${index + 1}`, name: `bulkhead-${name}-${suffix}-${index + 1}`,
    }));
  return [
    ...numbered('PrincipalsPolicy', 'principals', {
      type: 'SERVICE_CONTROL_POLICY', description: `what principals of ${name} may never do`,
    }, packed(`bulkhead-${name}-principals`, principals, roomForServiceControls)),
    ...numbered('ResourcesPolicy', 'resources', {
      type: 'RESOURCE_CONTROL_POLICY', description: `what nobody may do to resources of ${name}`,
    }, packed(`bulkhead-${name}-resources`, resources, roomForResourceControls)),
    {
      id: 'NetworkPolicy',
      name: `bulkhead-${name}-network`,
      type: 'DECLARATIVE_POLICY_EC2',
      description: `what EC2 itself refuses in ${name}`,
      content: declarativePolicy(environment),
    },
  ];
};
