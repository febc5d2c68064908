import { CfnParameter, CfnResource, DefaultStackSynthesizer, Stack, Tags } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import type { Construct } from 'constructs';
import { constructId, isPending, type FleetConfig } from '../environment';
import { Tripwire } from '../environment/tripwire';
import { policiesOf, type BoundEnvironment } from './environment-policies';
import { Units } from './units';

export interface OrganizationStackProps {
  readonly fleet: FleetConfig;
}

/** Bootstrap qualifier of the management account. */
export const organizationQualifier = 'org';

/**
 * The organization around the environments: units, and the policies that keep each environment to itself.
 *
 * Deployed into the management account, which these policies do not bind and which therefore holds nothing of value.
 * Policies come with an environment's account id, so that an account is bootstrapped before it is bound.
 */
export class OrganizationStack extends Stack {
  constructor(scope: Construct, id: string, { fleet: { organization, environments } }: OrganizationStackProps) {
    const { managementAccount, region, rootId } = organization;
    super(scope, id, {
      env: { account: managementAccount, region },
      description: 'organization: units, and the policies that refuse every way between environments',
      synthesizer: new DefaultStackSynthesizer({
        qualifier: organizationQualifier,
        generateBootstrapVersionRule: scope.node.tryGetContext('bulkhead:bootstrapVersionRule') !== false,
      }),
    });
    new Tripwire(this, 'Tripwire', { account: managementAccount, region, target: 'organization' });
    Tags.of(this).add('bulkhead:environment', 'organization');

    new Units(this, 'Accounts', {
      rootId: isPending(rootId) ? this.rootParameter(rootId.pending).valueAsString : rootId,
      members: [...environments.map(({ name }) => ({ name, id: constructId(name) })), { name: 'audit', id: 'Audit' }],
    });
    for (const environment of environments) {
      if (typeof environment.account !== 'string') continue;
      // attached to the account itself, whichever unit it is in.
      for (const { id: policyId, ...policy } of policiesOf(environment as BoundEnvironment, organization)) {
        new CfnPolicy(this, `${constructId(environment.name)}${policyId}`, { ...policy, targetIds: [environment.account] });
      }
    }
    this.oneAfterTheOther();
  }

  /** Organizations makes one change at a time; what comes meanwhile fails with ConcurrentModificationException. */
  private oneAfterTheOther(): void {
    const changes = this.node.findAll().filter(CfnResource.isCfnResource).filter(({ cfnResourceType }) => cfnResourceType.startsWith('AWS::Organizations::'));
    changes.slice(1).forEach((change, index) => change.addResourceDependency(changes[index]!));
  }

  private rootParameter(source: string): CfnParameter {
    return new CfnParameter(this, 'OrganizationRootId', {
      description: `root of the organization: ${source}`,
      allowedPattern: '^r-[0-9a-z]{4,32}$',
      constraintDescription: 'looks like r-ab12; aws organizations list-roots prints it',
    });
  }
}
