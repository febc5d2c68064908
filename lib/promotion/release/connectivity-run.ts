import type { DeliveryAccess } from './access';
import { onboarding, type RouteResult } from '../../../lambda/connectivity/contract';
import type { FleetConfig } from '../../environment';
import { fromAssembly } from '../../operator/assembly';
import { undecided } from '../../operator/command-error';
import { lookAtRoutes, type Look } from '../../operator/routes/look';
import { exitCodeOf } from '../../operator/routes/show';
import { assemblyDigest } from '../assembly-digest';
import type { AssemblyDigest, RunResult } from '../evidence';

export interface RunTimes {
  readonly startedAt: number;
  readonly finishedAt: number;
}

const wordsOf = ({ verdict, reason, detail }: RouteResult): string => `${verdict}: ${reason}${detail === undefined ? '' : ` (${detail})`}`;

/** A look at an environment's ways as a run: a case for each check, and what could not be told has not passed. */
export const runOfRoutes = (environment: string, assembly: AssemblyDigest, results: readonly RouteResult[], { startedAt, finishedAt }: RunTimes): RunResult => ({
  kind: 'connectivity', environment, assemblyDigest: assembly,
  startedAt: new Date(startedAt).toISOString(), finishedAt: new Date(finishedAt).toISOString(),
  cases: results.map(result => ({ name: `${result.check} ${result.subject}`, passed: result.verdict === 'holds', detail: wordsOf(result) })),
});

/**
 * Has the source look at its ways now, for the evidence that is about to be signed.
 *
 * @throws CommandError 2 where nothing speaks against them and some cannot be told
 */
export const connectivityRun = async (
  access: Pick<DeliveryAccess, 'environment' | 'lambda' | 'ec2'>, fleet: FleetConfig, assembly: string, { resolve, clock = Date.now }: Pick<Look, 'resolve'> & { readonly clock?: () => number } = {},
): Promise<RunResult> => {
  const { environment } = access;
  const { digest } = fromAssembly(assembly, () => assemblyDigest(assembly));
  const startedAt = clock();
  const results = await lookAtRoutes({ fleet, environment, access, resolve });
  if (exitCodeOf(results) === 2) {
    const open = results.filter(({ verdict }) => verdict === 'unknown');
    throw undecided([
      `the ways of '${environment.config.name}' cannot all be told, so nothing is signed:`,
      ...open.map(result => `  - ${result.check} ${result.subject}: ${result.reason}`),
      open.every(({ reason }) => reason === onboarding) ? 'complete the onboarding first; `bulkhead doctor` lists what is open' : 'try again; `bulkhead routes` says more',
    ].join('\n'));
  }
  return runOfRoutes(environment.config.name, digest, results, { startedAt, finishedAt: clock() });
};
