// names that two accounts have to know of the record, so that neither looks anything up.

/**
 * Where AWS Organizations reports what is done to it, and where the organization's trail is at home, whichever region is configured.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_monitoring.html
 */
export const recordRegion = 'us-east-1';

export const trailName = 'bulkhead';

export const trailArn = (managementAccount: string): string => `arn:aws:cloudtrail:${recordRegion}:${managementAccount}:trail/${trailName}`;

export const trailBucketName = (auditAccount: string, region: string): string => `bulkhead-trail-${auditAccount}-${region}`;

export const trailKeyAlias = 'alias/bulkhead-trail';
