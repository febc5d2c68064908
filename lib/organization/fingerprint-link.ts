// the one declared link between accounts: a role of the audit account that an environment's operator may assume.

/** Names inside the audit account; the commands use them without looking anything up. */
export const fingerprintNames = {
  table: 'bulkhead-fingerprints',
  keyAlias: 'alias/bulkhead-fingerprints',
  /** Partition of the table: the environment. */
  partitionKey: 'environment',
  /** Sort key of the table: which secret, and the fingerprint of one of its values. */
  sortKey: 'secret',
} as const;

export const fingerprintRoleName = (environment: string): string => `bulkhead-fingerprints-${environment}`;

export const fingerprintRoleArn = (auditAccount: string, environment: string): string =>
  `arn:aws:iam::${auditAccount}:role/${fingerprintRoleName(environment)}`;
