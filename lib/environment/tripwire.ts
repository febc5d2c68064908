import { Aws, CfnMapping, CfnRule, Fn } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

export interface TripwireProps {
  readonly account: string;
  readonly region: string;
  /** What deploys there, for the message: the environment's name or `organization`. */
  readonly target: string;
}

/**
 * Stops a template that was sent to a wrong account or region before it creates anything there.
 *
 * A rule asserts both pseudo-parameters; because AWS documents rules for parameters only, a lookup in a map that knows
 * just this region and account stands behind it: it fails anywhere else.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export class Tripwire extends Construct {
  constructor(scope: Construct, id: string, { account, region, target }: TripwireProps) {
    super(scope, id);
    new CfnRule(this, 'Rule', {
      assertions: [
        {
          assert: Fn.conditionEquals(Aws.ACCOUNT_ID, account),
          assertDescription: `this template belongs to ${target} in account ${account} and may not be deployed elsewhere`,
        },
        {
          assert: Fn.conditionEquals(Aws.REGION, region),
          assertDescription: `this template belongs to ${target} in region ${region} and may not be deployed elsewhere`,
        },
      ],
    });
    const targets = new CfnMapping(this, 'Targets', { mapping: { [region]: { [account]: target } } });
    new StringParameter(this, 'Parameter', {
      description: 'name of what is deployed; the lookup fails in any other account or region',
      stringValue: targets.findInMap(Aws.REGION, Aws.ACCOUNT_ID),
    });
  }
}
