import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { CfnAccount, CfnOrganizationalUnit } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import type { AccountConfig } from '../environment';

/** An account of the organization and who it is for. */
export interface Member {
  /** Name of the environment, or `audit`. */
  readonly name: string;
  /** Construct id, PascalCase. */
  readonly id: string;
  readonly account: AccountConfig;
}

export interface AccountsProps {
  /** Where the units hang: `r-…` or a parameter's value. */
  readonly rootId: string;
  readonly members: readonly Member[];
}

/**
 * One organizational unit per member below a unit of their own, and the accounts that are still to be created.
 *
 * Name and address of an account cannot change later, and an account outlives its template: once its id stands in
 * `bin/environments.ts` it counts as adopted, leaves the template and stays where it is. An account that existed
 * before is moved into its unit by hand, for CloudFormation cannot move what it has not created.
 */
export class Accounts extends Construct {
  constructor(scope: Construct, id: string, { rootId, members }: AccountsProps) {
    super(scope, id);
    const top = new CfnOrganizationalUnit(this, 'Unit', { name: 'Bulkhead', parentId: rootId });
    let previous: CfnAccount | undefined;
    for (const { name, id: memberId, account } of members) {
      const unit = new CfnOrganizationalUnit(this, `${memberId}Unit`, { name, parentId: top.attrId });
      if (typeof account === 'string') continue;
      const created = new CfnAccount(this, `${memberId}Account`, {
        accountName: `bulkhead-${name}`, email: account.create.email, parentIds: [unit.attrId],
      });
      created.applyRemovalPolicy(RemovalPolicy.RETAIN);
      // Organizations creates one account at a time and fails the others.
      if (previous) created.addResourceDependency(previous);
      previous = created;
      new CfnOutput(scope, `${memberId}AccountId`, {
        description: `account of ${name}: write it into bin/environments.ts`,
        value: created.attrAccountId,
      });
    }
  }
}
