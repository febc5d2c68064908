import type { Request } from '../evaluate';

/** Environments of the catalogue's fleet, one account each. */
export type Home = 'staging' | 'pre-production' | 'production';

/** One action, and what AWS's documentation says that the policies make of it. */
export interface Case {
  /** What is done, as a sentence without its subject. */
  readonly does: string;
  /** Whose policies are asked. */
  readonly at: Home;
  readonly request: Request;
  /** The page from which the verdict was written down. */
  readonly source: string;
}

/** An action that one statement, and no other, refuses. */
export interface DeniedCase extends Case {
  /** Whether the policy of the caller's account or of the resource's is asked: what both refuse is two cases. */
  readonly bound: 'principals' | 'resources';
  /** The statement that refuses it. */
  readonly sid: string;
}

/** A legitimate action of the product. */
export type AllowedCase = Case;

type Given<Whole, Common> = Omit<Whole, keyof Common> & Partial<Whole>;

/** Cases that have something in common; each may say otherwise. */
export const denied = <Common extends Partial<DeniedCase>>(common: Common, cases: readonly Given<DeniedCase, Common>[]): DeniedCase[] =>
  cases.map(one => ({ ...common, ...one }) as unknown as DeniedCase);

export const allowed = <Common extends Partial<AllowedCase>>(common: Common, cases: readonly Given<AllowedCase, Common>[]): AllowedCase[] =>
  cases.map(one => ({ ...common, ...one }) as unknown as AllowedCase);
