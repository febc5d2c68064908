import { DefaultStackSynthesizer, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Fingerprints } from './fingerprints';
import { Analyzer, auditQualifier, analyzerStacks, type AnalyzerStack } from './record/analyzer-stack';
import { TrailStack } from './record/trail-stack';
import { TrailStore } from './record/trail-store';
import type { FleetConfig } from '../environment';
import { Tripwire } from '../environment/tripwire';

export interface AuditAccountStackProps {
  readonly fleet: FleetConfig;
  /** Twelve digits. */
  readonly account: string;
}

/** What the organization keeps apart from all its environments: their fingerprints, and the record of what was done in them. */
export class AuditAccountStack extends Stack {
  constructor(scope: Construct, id: string, { fleet: { organization: { managementAccount, region }, environments }, account }: AuditAccountStackProps) {
    super(scope, id, {
      env: { account, region },
      description: 'audit account: keyed fingerprints of the environments\' secrets, never a secret; the record of the organization\'s trail',
      synthesizer: new DefaultStackSynthesizer({
        qualifier: auditQualifier,
        generateBootstrapVersionRule: scope.node.tryGetContext('bulkhead:bootstrapVersionRule') !== false,
      }),
    });
    new Tripwire(this, 'Tripwire', { account, region, target: 'audit' });
    Tags.of(this).add('bulkhead:environment', 'audit');
    new Fingerprints(this, 'Fingerprints', {
      environments: environments.flatMap(({ name, account: own }) => (typeof own === 'string' ? [{ name, account: own }] : [])),
    });
    new TrailStore(this, 'Trail', { managementAccount });
    new Analyzer(this, 'Analyzer');
  }
}

/** The stacks of the audit account, once its id is known, and the trail that writes into it. */
export interface AuditStacks {
  readonly audit: AuditAccountStack;
  readonly analyzers: readonly AnalyzerStack[];
  readonly trail: TrailStack;
}

export const auditStacks = (scope: Construct, fleet: FleetConfig): AuditStacks | undefined => {
  const { auditAccount: account } = fleet.organization;
  if (typeof account !== 'string') return undefined;
  const audit = new AuditAccountStack(scope, 'Audit', { fleet, account });
  const trail = new TrailStack(scope, 'Trail', { fleet, auditAccount: account });
  trail.addStackDependency(audit, 'a trail is refused whose bucket is not there yet');
  return { audit, analyzers: analyzerStacks(scope, fleet, account), trail };
};
