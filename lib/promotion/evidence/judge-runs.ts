import type { AssemblyDigest, Evidence, RunResult } from './types';
import type { Reason, ReasonCode } from '../../../lambda/gate/contract';

/** A run tells of the environment as it was; what changed since then outside of the assembly it does not know. */
const oldestRunMs = 7 * 24 * 3_600_000;

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
    ...started <= finished && finished <= created && created - finished <= oldestRunMs ? []
      : reason('stale', `the ${kind} run ended at ${run.finishedAt}; it must end in the seven days before the evidence of ${evidence.createdAt}`),
  ];
};

/** A promotion stands on both runs; a rollback returns to what the target has run itself. */
export const judgeRuns = (evidence: Evidence, assembly: AssemblyDigest): Reason[] => (evidence.kind === 'rollback' ? [] : [
  ...judgeRun('acceptance', evidence.acceptance, evidence, assembly),
  ...judgeRun('load', evidence.load, evidence, assembly),
]);
