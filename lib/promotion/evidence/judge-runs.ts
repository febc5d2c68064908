import type { AssemblyDigest, Evidence, RunResult } from './types';
import type { Reason, ReasonCode } from '../../../lambda/gate/contract';

const DAY_MS = 24 * 3_600_000;

/**
 * Days before the evidence in which a run must have ended. It tells of the environment as it was; what changed since then outside of
 * the assembly it does not know, and the ways out of a network change most.
 */
const oldest: Readonly<Record<RunResult['kind'], number>> = { acceptance: 7, load: 7, connectivity: 1 };

const judgeRun = (kind: RunResult['kind'], run: RunResult | undefined, evidence: Evidence, assembly: AssemblyDigest): Reason[] => {
  const reason = (what: 'missing' | 'foreign' | 'failed' | 'stale', message: string): Reason[] => [{ code: `${kind}-${what}` satisfies ReasonCode, message }];
  if (run === undefined) return reason('missing', `the evidence has no ${kind} run`);
  const { environment } = evidence.source;
  const [started, finished, created] = [run.startedAt, run.finishedAt, evidence.createdAt].map(text => Date.parse(text)) as [number, number, number];
  const failed = run.cases.filter(({ passed }) => !passed);
  return [
    ...run.kind === kind && run.environment === environment && run.assemblyDigest === assembly ? []
      : reason('foreign', `the ${kind} run is a run of ${run.kind} in '${run.environment}' on ${run.assemblyDigest}`),
    ...failed.length === 0 && run.cases.length > 0 ? [] : reason('failed', `${failed.length} of ${run.cases.length} cases of the ${kind} run failed`),
    ...started <= finished && finished <= created && created - finished <= oldest[kind] * DAY_MS ? []
      : reason('stale', `the ${kind} run ended at ${run.finishedAt}; it must end in the ${oldest[kind] === 1 ? 'day' : `${oldest[kind]} days`} before the evidence of ${evidence.createdAt}`),
  ];
};

/** A promotion stands on all runs; a rollback returns to what the target has run itself. */
export const judgeRuns = (evidence: Evidence, assembly: AssemblyDigest): Reason[] => (evidence.kind === 'rollback' ? [] : [
  ...judgeRun('acceptance', evidence.acceptance, evidence, assembly),
  ...judgeRun('load', evidence.load, evidence, assembly),
  ...judgeRun('connectivity', evidence.connectivity, evidence, assembly),
]);
