// plain names and types that the gate shares on purpose with what calls and deploys it.

/** The caller names a release, and nothing else is taken from it. */
export interface GateRequest {
  readonly version: 1;
  readonly release: string;
  /**
   * Verifies everything that is there and executes nothing.
   * @default false
   */
  readonly check?: boolean;
}

/** Why a release does not go on; a promise, so that pipelines may tell them apart. */
export const reasonCodes = [
  // the release and its two signed documents
  'release-malformed', 'keys-pending', 'evidence-missing', 'evidence-malformed', 'evidence-signature', 'evidence-release', 'evidence-target',
  'evidence-source', 'evidence-expired', 'evidence-early', 'evidence-lifetime', 'evidence-replayed', 'evidence-superseded', 'rollback-unknown',
  'acceptance-missing', 'acceptance-foreign', 'acceptance-failed', 'acceptance-stale', 'load-missing', 'load-foreign', 'load-failed', 'load-stale',
  'connectivity-missing', 'connectivity-foreign', 'connectivity-failed', 'connectivity-stale',
  'sign-off-missing', 'sign-off-malformed', 'sign-off-signature', 'sign-off-foreign', 'sign-off-person', 'sign-off-time',
  // the assembly
  'archive-incomplete', 'archive-differs', 'audit-declaration', 'audit-violated', 'audit-unknown', 'parity-differs', 'stacks-missing',
  // what was prepared
  'extra-stack', 'extra-change-set', 'change-set-template', 'change-set-parameters', 'change-set-settings', 'change-set-unusable', 'stack-role',
  'asset-missing', 'asset-differs', 'asset-unverifiable', 'asset-changed',
  // the execution
  'other-release', 'stack-failed', 'stack-busy', 'internal',
] as const;

export type ReasonCode = (typeof reasonCodes)[number];

export interface Reason {
  readonly code: ReasonCode;
  /** Names, digests and times; never a body, a signature or a person's data. */
  readonly message: string;
}

/**
 * What became of a call.
 *
 * `done`: every stack is at the accepted assembly. `in-progress`: call again. `ready`: a check found nothing to refuse. `prepare`: change sets of the named stacks
 * are still to be prepared. `refused`: nothing was executed because of the reasons. `failed`: a stack failed and CloudFormation
 * took it back; prepare it again and the release goes on, or roll back.
 */
export type GateOutcome = 'done' | 'in-progress' | 'ready' | 'prepare' | 'refused' | 'failed';

/** `current`: nothing to change. `unprepared`: a change set is still to come. */
export type StackState = 'current' | 'unprepared' | 'prepared' | 'executing' | 'done' | 'failed';

export interface GateAnswer {
  readonly version: 1;
  readonly release: string;
  readonly outcome: GateOutcome;
  readonly reasons: readonly Reason[];
  /** In the order of execution; empty while the release is not accepted. */
  readonly stacks: readonly { readonly name: string; readonly state: StackState }[];
}

/** Environment variables of the function; all of them public. */
export interface GateVariables {
  readonly BULKHEAD_ENVIRONMENT: string;
  readonly BULKHEAD_ACCOUNT: string;
  readonly BULKHEAD_SOURCE: string;
  /** Public halves of the source's keys; empty while the configuration has them pending. */
  readonly BULKHEAD_EVIDENCE_KEY: string;
  readonly BULKHEAD_SIGN_OFF_KEY: string;
  readonly BULKHEAD_RELEASES_BUCKET: string;
  readonly BULKHEAD_RELEASES_TABLE: string;
  /** The bootstrap's bucket, from which CloudFormation takes code. */
  readonly BULKHEAD_ASSETS_BUCKET: string;
  /** The one role that stacks may be changed with. */
  readonly BULKHEAD_EXECUTION_ROLE: string;
}

/** Where things lie in the bucket of releases. */
export const releaseKeys = {
  /** A file of an assembly under its own path. */
  assembly: (hexadecimalDigest: string): string => `assemblies/${hexadecimalDigest}/`,
  evidence: (release: string): string => `releases/${release}/evidence.json`,
  signOff: (release: string): string => `releases/${release}/sign-off.json`,
} as const;

/** Every change set of a release has this name on its stack. */
export const changeSetName = (release: string): string => `bulkhead-${release}`;

/** Key of the table of releases. */
export const releasesTable = { key: 'id' } as const;

export const gateMetrics = { namespace: 'Bulkhead/Gate', refused: 'Refused', failed: 'Failed', done: 'Done' } as const;

/** Name of the gate's function, equal in every account by design. */
export const gateFunctionName = 'bulkhead-gate';
