/** One thing that the demo tried, and what came of it. */
export interface Check {
  /** Story step that made it. */
  readonly step: string;
  readonly kind: CheckKind;
  /** Environment that acted, or whose data was used. */
  readonly from: string;
  /** Environment that was acted upon; the same one within an environment. */
  readonly to: string;
  readonly binding?: string;
  readonly what: string;
  readonly expected: string;
  readonly observed: string;
  readonly passed: boolean;
}

/** What can be tried; the report groups by it. */
export type CheckKind =
  | 'audited' | 'deployed' | 'fails-closed' | 'secret-stored' | 'accepted' | 'repeated' | 'hostile'
  | 'foreign-signature' | 'foreign-secret' | 'foreign-flow' | 'own-secret'
  | 'foreign-session' | 'verified' | 'erased' | 'wrong-class' | 'charged' | 'flow-promoted' | 'accepted-by-suite' | 'compared' | 'drift-found' | 'guarded' | 'routes' | 'release-refused' | 'released';

/** The demo saw something else than the product promises; the command line answers with exit code 1. */
export class AssertionFailed extends Error {
  readonly exitCode = 1;

  constructor(readonly check: Check) {
    super(`${check.what}: expected ${check.expected}, but saw ${check.observed}`);
    this.name = 'AssertionFailed';
  }
}

/** Keeps every check, passed or not, in order. */
export interface Journal {
  readonly checks: readonly Check[];
  /** Records a check. @throws AssertionFailed unless it has passed */
  record(check: Check): void;
}

export const createJournal = (): Journal => {
  const checks: Check[] = [];
  return {
    checks,
    record: check => {
      checks.push(check);
      if (!check.passed) throw new AssertionFailed(check);
    },
  };
};
