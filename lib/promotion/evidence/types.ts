// what stands behind a release, as the documents on the wire name it.
import type { EnvironmentsFile } from '../../audit/model';

/** An assembly's content as one word: `sha256:` and 64 hexadecimal digits, see `assemblyDigest`. */
export type AssemblyDigest = `sha256:${string}`;

/** What one run showed: of the acceptance or of the load suite, written by the suite, or of the environment's look at its own ways. */
export interface RunResult {
  readonly kind: 'acceptance' | 'load' | 'connectivity';
  /** Environment that the run was against. */
  readonly environment: string;
  /** Assembly that was deployed there. */
  readonly assemblyDigest: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly cases: readonly RunCase[];
}

export interface RunCase {
  readonly name: string;
  readonly passed: boolean;
  /** For a person; never a person's data. */
  readonly detail?: string;
}

/** What is asked for: an assembly that the source has accepted, or one that the target itself has accepted before. */
export type EvidenceKind = 'promotion' | 'rollback';

/** What the source environment states about one assembly, for one target and one release; the predicate that `EvidenceKey` signs. */
export interface Evidence {
  readonly version: 1;
  /** Names the release as well: a release has one evidence, and a target takes an evidence once. */
  readonly id: string;
  readonly kind: EvidenceKind;
  readonly source: { readonly environment: string; readonly account: string };
  readonly target: string;
  /** Session that had it signed, as STS names it. */
  readonly maker: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly expiresAt: string;
  /** The runs belong to a promotion; a rollback has none, because the target's own record stands for them. */
  readonly acceptance?: RunResult;
  readonly load?: RunResult;
  readonly connectivity?: RunResult;
  /** What the source's audit concluded; the gate concludes it again. */
  readonly audit: { readonly verdict: string; readonly reportDigest: string };
  /** Differences between source and target beyond the declared ones. */
  readonly parity: { readonly verdict: string; readonly differences: number };
  /** What the audit was told of the environments; the gate bounds what it may say. */
  readonly declaration: EnvironmentsFile;
}

/** What a person states who has looked at the evidence; the predicate that `SignOffKey` signs. */
export interface SignOff {
  readonly version: 1;
  /** Id of the evidence. */
  readonly id: string;
  readonly target: string;
  /** The person's session, as STS names it. */
  readonly approver: string;
  readonly approvedAt: string;
  readonly reason: string;
}
