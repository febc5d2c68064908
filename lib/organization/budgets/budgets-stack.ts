import { DefaultStackSynthesizer, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccountBudget } from './account-budget';
import { monthlyLimit, recordLimit } from './limit';
import { constructId, type FleetConfig } from '../../environment';
import { Tripwire } from '../../environment/tripwire';
import { organizationQualifier } from '../organization-stack';
import { recordRegion } from '../record/names';

export interface BudgetsStackProps {
  readonly fleet: FleetConfig;
}

/**
 * A budget for every account, in the one account that the bill comes to.
 *
 * Not in the environments: CloudFormation has no budgets in many regions, me-central-1 among them, and an environment may use no other
 * region than its own. What nobody of an environment can reach, nobody there can quieten either.
 *
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2177
 */
export class BudgetsStack extends Stack {
  constructor(scope: Construct, id: string, { fleet: { organization, environments } }: BudgetsStackProps) {
    const { managementAccount, auditAccount, alarms, budget } = organization;
    super(scope, id, {
      env: { account: managementAccount, region: recordRegion },
      description: 'organization: what each account may cost in a month, and who is told before it does',
      synthesizer: new DefaultStackSynthesizer({
        qualifier: organizationQualifier,
        generateBootstrapVersionRule: scope.node.tryGetContext('bulkhead:bootstrapVersionRule') !== false,
      }),
    });
    new Tripwire(this, 'Tripwire', { account: managementAccount, region: recordRegion, target: 'budgets' });
    Tags.of(this).add('bulkhead:environment', 'organization');
    for (const config of environments) {
      if (typeof config.account !== 'string') continue;
      new AccountBudget(this, constructId(config.name), { of: config.name, account: config.account, monthly: monthlyLimit(config), email: config.alarms.email });
    }
    // whoever is told of the organization's changes is told of its costs.
    if (alarms === undefined) return;
    const monthly = budget?.monthly ?? recordLimit;
    new AccountBudget(this, 'Management', { of: 'management', account: managementAccount, monthly, email: alarms.email });
    if (typeof auditAccount === 'string') new AccountBudget(this, 'AuditAccount', { of: 'audit', account: auditAccount, monthly, email: alarms.email });
  }
}
