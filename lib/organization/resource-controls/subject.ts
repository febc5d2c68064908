import type { CiConfig } from '../../environment';

/** What the resource control policies of one environment have to know of it; every field is a literal. */
export interface ResourceControlSubject {
  readonly account: string;
  /** The one role outside the account that may assume roles in it. */
  readonly managementRole: string;
  /**
   * Repository and GitHub environment whose workflows may assume a role here.
   * @default - nobody comes in with a web identity
   */
  readonly ci?: CiConfig;
  /**
   * `o-…`; a service that says for which organization it acts, but not for which account, is held to it.
   * @default - only the account that a service names is compared
   */
  readonly organizationId?: string;
}
