import type { DoctorClients } from './clients';
import type { Facts } from './facts';
import type { EnvironmentContext, FleetConfig } from '../environment';
import type { Access } from '../operator/access';

/** `unknown`: it could not be found out. `not yet`: nothing is wrong, and something is still to be done. */
export type Verdict = 'ok' | 'wrong' | 'unknown' | 'not yet';

/** One thing that was looked at. */
export interface Finding {
  readonly verdict: Verdict;
  /** What was seen, with its value. */
  readonly evidence: string;
  /** What to do about it; absent where all is well. */
  readonly remedy?: string;
}

export interface Check {
  /** A promise, so that pipelines may pick one out of the JSON. */
  readonly id: string;
  /** What holds when all is well. */
  readonly title: string;
  /** Whether it asks AWS; what does not is looked at without credentials too. */
  readonly asksAws: boolean;
  readonly run: (world: World) => Promise<readonly Finding[]>;
}

/** What the checks look at; none of it changes anything. */
export interface World {
  readonly environment: EnvironmentContext;
  readonly fleet: FleetConfig;
  /** Values that onboarding still owes, as `validateFleet` lists them. */
  readonly open: readonly string[];
  readonly aws: DoctorClients;
  /** The environment's operator and the audit account, for reading alone. */
  readonly secrets: Access;
  readonly facts: Facts;
  /** Name servers that the public DNS has for a zone; none where it is not delegated. */
  readonly nameServers: (zone: string) => Promise<readonly string[]>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  /** The worst of its findings. */
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

export const ok = (evidence: string): Finding => ({ verdict: 'ok', evidence });
export const wrong = (evidence: string, remedy: string): Finding => ({ verdict: 'wrong', evidence, remedy });
export const unknown = (evidence: string, remedy?: string): Finding => ({ verdict: 'unknown', evidence, ...remedy !== undefined && { remedy } });
export const notYet = (evidence: string, remedy: string): Finding => ({ verdict: 'not yet', evidence, remedy });

/** Of a check that needs credentials of the environment's account, where there are none. */
export const notAsked = 'not asked: there are no credentials of the environment\'s account';

/** From the worst to the best. */
export const verdicts: readonly Verdict[] = ['wrong', 'unknown', 'not yet', 'ok'];

export const worst = (findings: readonly Pick<Finding, 'verdict'>[]): Verdict =>
  verdicts.find(verdict => findings.some(finding => finding.verdict === verdict)) ?? 'ok';
