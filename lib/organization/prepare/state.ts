/** What AWS says of the organization, as far as the preparation asks. */
export interface OrganizationState {
  /** Absent where the management account has none yet. */
  readonly organization?: {
    readonly id: string;
    readonly managementAccount: string;
    /** Whether it has all features; without them it knows no policies. */
    readonly allFeatures: boolean;
    readonly rootId: string;
    readonly policyTypes: Readonly<Record<string, string>>;
    /** Services that the organization trusts. */
    readonly services: readonly string[];
    readonly accounts: readonly Member[];
    /** Names of accounts that are being created. */
    readonly creating: readonly string[];
    /** Accounts that are invited and have not answered, with the handshake to accept. */
    readonly invited: Readonly<Record<string, string>>;
    /** Services that an account administers for the organization, by account. */
    readonly delegated: Readonly<Record<string, readonly string[]>>;
    /** State of a region in an account, under `account/region`. */
    readonly regions: Readonly<Record<string, string>>;
    /** Names of the policies that are attached to an account. */
    readonly policies: Readonly<Record<string, readonly string[]>>;
  };
}

export interface Member {
  readonly id: string;
  readonly email: string;
  readonly active: boolean;
}
