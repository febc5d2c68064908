import { DefaultStackSynthesizer, Stack, Tags } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { Construct } from 'constructs';
import type { FleetConfig } from '../../environment';
import { Tripwire } from '../../environment/tripwire';
import { organizationQualifier } from '../organization-stack';
import { recordRegion, trailBucketName, trailKeyAlias, trailName } from './names';
import { PolicyAlarm } from './policy-alarm';

export interface TrailStackProps {
  readonly fleet: FleetConfig;
  /** Twelve digits. */
  readonly auditAccount: string;
}

/**
 * The organization's trail, and the alarm on changes of what it records most carefully.
 *
 * In the management account, for CloudFormation cannot make an organization's trail anywhere else; what it writes is in the
 * audit account, which has to be deployed before.
 *
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1932
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export class TrailStack extends Stack {
  constructor(scope: Construct, id: string, { fleet: { organization }, auditAccount }: TrailStackProps) {
    const { managementAccount, region, alarms } = organization;
    super(scope, id, {
      env: { account: managementAccount, region: recordRegion },
      description: 'organization: the trail that records every account, and the alarm on changes of policies',
      synthesizer: new DefaultStackSynthesizer({
        qualifier: organizationQualifier,
        generateBootstrapVersionRule: scope.node.tryGetContext('bulkhead:bootstrapVersionRule') !== false,
      }),
    });
    new Tripwire(this, 'Tripwire', { account: managementAccount, region: recordRegion, target: 'trail' });
    Tags.of(this).add('bulkhead:environment', 'organization');
    new CfnTrail(this, 'Trail', {
      trailName,
      isLogging: true,
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: trailBucketName(auditAccount, region),
      kmsKeyId: `arn:aws:kms:${region}:${auditAccount}:${trailKeyAlias}`,
    });
    new PolicyAlarm(this, 'PolicyAlarm', { email: alarms?.email });
  }
}
