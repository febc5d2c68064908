// what the command prints, the start-up check reads and a backend builds on: plain types, public values, no secret.
import type { CredentialClass, DataClass } from '../environment/types';
import type { ProviderName } from '../providers/types';

/** One registration with a provider, as a backend uses it. */
export interface BackendBinding {
  readonly provider: ProviderName;
  /** What the provider calls the environment of its own behind this one; absent where it has only one. */
  readonly providerEnvironment?: string;
  /** Prefixes of the API keys by class; absent where keys do not tell. */
  readonly apiKeyPrefixes?: { readonly test: string; readonly live: string };
  /** Host of the provider's API; `null` while onboarding has not named it. */
  readonly apiDomain: string | null;
  /** Flows that new sessions are created with. */
  readonly flows: readonly { readonly id: string; readonly name?: string }[];
  /** Flows whose events still arrive, those that were replaced too. */
  readonly acceptedFlowIds: readonly string[];
  /** Where the provider sends its webhooks; `null` until the environment's zone is delegated. */
  readonly webhookUrl: string | null;
  /** Paths in the environment's Parameter Store: public settings, and the ARNs of the secrets, never a value. */
  readonly parameters: { readonly settings: string; readonly sessions: string; readonly apiKey: string };
}

/** What CloudFormation names at the deploy; known only where the environment was asked. */
export interface DeployedNames {
  readonly sessionsFunctionArn?: string;
  readonly inboxTableName?: string;
  readonly eventsQueueUrl?: string;
}

/** What a backend of one environment needs to know. */
export interface BackendConfig {
  readonly version: 1;
  readonly environment: string;
  /** Team that answers for the environment. */
  readonly owner: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly credentials: CredentialClass;
  readonly data: DataClass;
  readonly eventBusArn: string;
  readonly bindings: Readonly<Record<string, BackendBinding>>;
  readonly deployed?: DeployedNames;
}

/** The variable in which a backend finds the whole for its start-up check: the JSON, base64url. */
export const configVariable = 'BULKHEAD_CONFIG';
