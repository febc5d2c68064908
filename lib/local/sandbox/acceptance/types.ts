import type { AssemblyDigest } from '../../../promotion/evidence/types';
import type { Sandbox } from '../sandbox';
import type { SandboxOrganization } from '../organization';
import type { FlowConfiguration } from '../model/state';

/** What has arrived in the environment about one verification. */
export interface ArrivedEvent {
  /** Absent where the provider's event carries none. */
  readonly status?: string;
}

/** Creates a session as the environment does it: with its own key, on its own flow, through its own way out. */
export type CreateSession = (externalUuid: string) => Promise<{ readonly id: string }>;

/** What has reached the environment's consumers about a verification, everything that is on its way awaited. */
export type Observe = (verification: string) => Promise<readonly ArrivedEvent[]>;

/** Sessions and their webhooks, one binding. */
export interface SelfSubject {
  readonly provider: 'self';
  readonly class: 'test' | 'live';
  readonly binding: string;
  readonly configuration: FlowConfiguration;
  readonly createSession: CreateSession;
  readonly observe: Observe;
}

/** Journeys that are polled for, and lifecycle events, one binding. */
export interface UaeKycSubject {
  readonly provider: 'uae-kyc';
  readonly binding: string;
  readonly environment: 'staging' | 'pre-production';
  readonly organization: SandboxOrganization;
  readonly createSession: CreateSession;
  /** The journey's state as the environment learns it by asking; absent where it does not ask. */
  readonly journeyStatus?: (id: string) => Promise<string>;
  /** By the resident's number. */
  readonly observe: Observe;
}

export interface AcceptanceOptions {
  readonly sandbox: Sandbox;
  readonly environment: string;
  readonly assemblyDigest: AssemblyDigest;
  readonly subjects: readonly (SelfSubject | UaeKycSubject)[];
  /** @default Date.now */
  readonly now?: () => number;
}
