import { CfnParameter, DefaultStackSynthesizer, Stack, Tags } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import type { Construct } from 'constructs';
import { constructId, executionRoleArn, isPending, qualifierOf, type AccountConfig, type EnvironmentConfig, type FleetConfig } from '../environment';
import { Tripwire } from '../environment/tripwire';
import { Accounts } from './accounts';
import { fingerprintRoleArn } from './fingerprint-link';
import { policyOf } from './policy';
import { resourceControls } from './resource-control-policy';
import { serviceControls } from './service-control-policy';

export interface OrganizationStackProps {
  readonly fleet: FleetConfig;
}

/** Bootstrap qualifier of the management account. */
export const organizationQualifier = 'org';

/** Role of the management account that may assume roles in the environments; from there, nothing else may. */
export const managementRoleName = 'BulkheadAdministrator';

/**
 * The organization around the environments: units, accounts, and the policies that keep each environment to itself.
 *
 * Deployed into the management account, which these policies do not bind and which therefore holds nothing of value.
 * Policies come with an environment's account id, so that an account is bootstrapped before it is bound.
 */
export class OrganizationStack extends Stack {
  constructor(scope: Construct, id: string, { fleet: { organization, environments } }: OrganizationStackProps) {
    const { managementAccount, auditAccount, region, rootId } = organization;
    super(scope, id, {
      env: { account: managementAccount, region },
      description: 'organization: units, accounts, and the policies that refuse every way between environments',
      synthesizer: new DefaultStackSynthesizer({
        qualifier: organizationQualifier,
        generateBootstrapVersionRule: scope.node.tryGetContext('bulkhead:bootstrapVersionRule') !== false,
      }),
    });
    new Tripwire(this, 'Tripwire', { account: managementAccount, region, target: 'organization' });
    Tags.of(this).add('bulkhead:environment', 'organization');

    new Accounts(this, 'Accounts', {
      rootId: isPending(rootId) ? this.rootParameter(rootId.pending).valueAsString : rootId,
      members: [
        ...environments.map(({ name, account }) => ({ name, id: constructId(name), account })),
        { name: 'audit', id: 'Audit', account: auditAccount },
      ],
    });
    for (const environment of environments) {
      if (typeof environment.account === 'string') this.bind(environment, environment.account, auditAccount);
    }
  }

  private rootParameter(source: string): CfnParameter {
    return new CfnParameter(this, 'OrganizationRootId', {
      description: `root of the organization: ${source}`,
      allowedPattern: '^r-[0-9a-z]{4,32}$',
      constraintDescription: 'looks like r-ab12; aws organizations list-roots prints it',
    });
  }

  /** Attaches the policies to the account itself, whichever unit it is in. */
  private bind(config: EnvironmentConfig, account: string, auditAccount: AccountConfig): void {
    const { name, region, ci } = config;
    const executionRole = executionRoleArn({ config, account, region, qualifier: qualifierOf(config), flows: {} });
    const fingerprintRole = typeof auditAccount === 'string' ? fingerprintRoleArn(auditAccount, name) : undefined;
    const managementRole = `arn:aws:iam::${Stack.of(this).account}:role/${managementRoleName}`;
    const policies = [
      {
        id: 'PrincipalsPolicy',
        type: 'SERVICE_CONTROL_POLICY',
        name: `bulkhead-${name}-principals`,
        description: `what principals of ${name} may never do`,
        guardrails: serviceControls({ account, region, executionRole, fingerprintRole }),
      },
      {
        id: 'ResourcesPolicy',
        type: 'RESOURCE_CONTROL_POLICY',
        name: `bulkhead-${name}-resources`,
        description: `what nobody may do to resources of ${name}`,
        guardrails: resourceControls({ account, managementRole, ci }),
      },
    ];
    for (const { id, guardrails, ...policy } of policies) {
      new CfnPolicy(this, `${constructId(name)}${id}`, {
        ...policy, targetIds: [account], content: policyOf(policy.name, guardrails),
      });
    }
  }
}
