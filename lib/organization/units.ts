import { CfnOrganizationalUnit } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';

/** Whom a unit is for. */
export interface Member {
  /** Name of the environment, or `audit`. */
  readonly name: string;
  /** Construct id, PascalCase. */
  readonly id: string;
}

export interface UnitsProps {
  /** Where the units hang: `r-…` or a parameter's value. */
  readonly rootId: string;
  readonly members: readonly Member[];
}

/**
 * One organizational unit per member below a unit of their own.
 *
 * Accounts are not in the template: `bulkhead org prepare` creates them, for a stack whose rollback leaves an account behind
 * finds its address taken when it is deployed again.
 */
export class Units extends Construct {
  constructor(scope: Construct, id: string, { rootId, members }: UnitsProps) {
    super(scope, id);
    const top = new CfnOrganizationalUnit(this, 'Unit', { name: 'Bulkhead', parentId: rootId });
    for (const { name, id: memberId } of members) new CfnOrganizationalUnit(this, `${memberId}Unit`, { name, parentId: top.attrId });
  }
}
