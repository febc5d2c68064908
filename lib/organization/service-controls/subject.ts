import type { EnvironmentContext } from '../../environment';

/** What the service control policies of one environment have to know of it; every field is a literal. */
export interface ServiceControlSubject {
  readonly environment: EnvironmentContext;
  /** Bootstraps the account and takes it down; nobody else may touch what the bootstrap made. An ARN. */
  readonly administrationRole: string;
  /**
   * The one role outside the account that may be assumed: it makes and compares fingerprints in the audit account. An ARN.
   * @default - none: the audit account is not known yet
   */
  readonly fingerprintRole?: string;
}
