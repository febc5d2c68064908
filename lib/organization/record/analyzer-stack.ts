import { DefaultStackSynthesizer, Stack, Tags } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';
import type { FleetConfig } from '../../environment';
import { Tripwire } from '../../environment/tripwire';

/** Bootstrap qualifier of the audit account. */
export const auditQualifier = 'audit';

/**
 * Reports whatever of the organization somebody outside of it may reach, in the region it stands in.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-external.html
 */
export class Analyzer extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CfnAnalyzer(this, 'Resource', { analyzerName: 'bulkhead', type: 'ORGANIZATION' });
  }
}

export interface AnalyzerStackProps {
  /** The audit account, twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** The analyzer of one more region: it sees no other than its own. */
export class AnalyzerStack extends Stack {
  constructor(scope: Construct, id: string, { account, region }: AnalyzerStackProps) {
    super(scope, id, {
      env: { account, region },
      description: `audit account: what of the organization is reachable from outside, in ${region}`,
      synthesizer: new DefaultStackSynthesizer({
        qualifier: auditQualifier,
        generateBootstrapVersionRule: scope.node.tryGetContext('bulkhead:bootstrapVersionRule') !== false,
      }),
    });
    new Tripwire(this, 'Tripwire', { account, region, target: 'analyzer' });
    Tags.of(this).add('bulkhead:environment', 'audit');
    new Analyzer(this, 'Analyzer');
  }
}

/** Construct id of the stack of a region: `me-central-1` becomes `AnalyzerMeCentral1`. */
const analyzerId = (region: string): string =>
  `Analyzer${region.split('-').map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`;

/** One stack for each region that an environment works in and the audit account's own stack is not in. */
export const analyzerStacks = (scope: Construct, { organization, environments }: FleetConfig, account: string): AnalyzerStack[] =>
  [...new Set(environments.map(({ region }) => region))].filter(region => region !== organization.region).sort()
    .map(region => new AnalyzerStack(scope, analyzerId(region), { account, region }));
