import { DefaultStackSynthesizer, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Fingerprints } from './fingerprints';
import type { FleetConfig } from '../environment';
import { Tripwire } from '../environment/tripwire';

export interface AuditAccountStackProps {
  readonly fleet: FleetConfig;
  /** Twelve digits. */
  readonly account: string;
}

/** Bootstrap qualifier of the audit account. */
export const auditQualifier = 'audit';

/** What the organization keeps apart from all its environments: the fingerprints by which they are told to differ. */
export class AuditAccountStack extends Stack {
  constructor(scope: Construct, id: string, { fleet: { organization: { region }, environments }, account }: AuditAccountStackProps) {
    super(scope, id, {
      env: { account, region },
      description: 'audit account: keyed fingerprints of the environments\' secrets, never a secret',
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
  }
}

/** The stack of the audit account, once its id is known. */
export const auditAccountStack = (scope: Construct, fleet: FleetConfig): AuditAccountStack | undefined => {
  const { auditAccount: account } = fleet.organization;
  return typeof account === 'string' ? new AuditAccountStack(scope, 'Audit', { fleet, account }) : undefined;
};
