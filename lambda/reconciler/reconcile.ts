import type { Line } from '../sessions/ask';
import { sessionMetrics } from '../sessions/contract';
import type { SessionKey } from '../sessions/record';
import { RefusedError } from '../sessions/refusals';
import { nameOf } from '../webhook/aws';
import { mapLimited } from '../webhook/limit';
import { record } from '../webhook/log';
import type { Write } from '../webhook/log';
import { look, recovery } from './settle';
import type { Look, Settlement } from './settle';

/** Sessions of one page; all of them are done before the next is begun. */
const pageSize = 50;
/** Sessions of one run: what is left is due again at the next. */
const mostSessions = 500;
/** Sessions that are looked at at once: providers count requests a second. */
const parallelLooks = 5;
/** Time left of the function's own below which no further page is begun. */
const reserve = 40_000;
/** Failures of a registration after which the run leaves it alone. */
const patience = 3;

export interface Reconciliation extends Settlement {
  /** What a question to the provider of this binding stands on. */
  readonly lineOf: (binding: string, sent: () => void) => Promise<Line>;
  readonly environment: string;
  readonly write: Write;
}

/** What a run came to for one registration. */
interface Tally {
  delivered: number;
  reconciled: number;
  waiting: number;
  failed: number;
  calls: number;
  /** Milliseconds since the oldest open session should have ended. */
  overdue: number;
  readonly reasons: Set<string>;
}

/** Brings sessions to their end whose webhook never came. */
export const reconcile = async (context: Reconciliation, timeLeft: () => number): Promise<void> => {
  const tallies = new Map<string, Tally>();
  let begun = 0;
  for await (const page of context.sessions.due(context.now(), pageSize)) {
    await mapLimited(page, parallelLooks, key => lookAt(key, context, tallyOf(tallies, key.binding)));
    begun += page.length;
    if (timeLeft() < reserve || begun >= mostSessions) break;
  }
  for (const [binding, tally] of tallies) report(context, binding, tally);
};

const tallyOf = (tallies: Map<string, Tally>, binding: string): Tally => {
  const tally = tallies.get(binding) ?? { delivered: 0, reconciled: 0, waiting: 0, failed: 0, calls: 0, overdue: 0, reasons: new Set<string>() };
  tallies.set(binding, tally);
  return tally;
};

/** Whatever fails for one session keeps no other from being looked at. */
const lookAt = async (key: SessionKey, context: Reconciliation, tally: Tally): Promise<void> => {
  const { sessions, now } = context;
  // a provider or a key that fails for three sessions fails for the fourth: they are due again at the next run.
  if (tally.failed >= patience) return;
  try {
    const session = await sessions.read(key);
    if (session === undefined) return;
    tally.overdue = Math.max(tally.overdue, now() - session.expiresAt);
    try {
      const line = await context.lineOf(key.binding, () => {
        tally.calls++;
      });
      const what: Look = await look(session, line, context);
      tally[what]++;
    } catch (error) {
      note(tally, error);
      // behind the others, so that one that always fails does not stand in their way.
      await sessions.postpone(session, now() + recovery, false);
    }
  } catch (error) {
    note(tally, error);
  }
};

const note = (tally: Tally, error: unknown): void => {
  tally.failed++;
  tally.reasons.add(error instanceof RefusedError ? error.code : nameOf(error));
};

const report = ({ write, now, environment }: Reconciliation, binding: string, tally: Tally): void => {
  const { delivered, reconciled, waiting, failed, calls, overdue, reasons } = tally;
  const fields = {
    level: failed > 0 ? 'error' : 'info', Environment: environment, Binding: binding, delivered, waiting, failed,
    reason: [...reasons].join(',') || undefined,
  };
  const by = [['Environment', 'Binding']];
  record(write, now(), fields, [
    { name: sessionMetrics.reconciled, value: reconciled, by },
    { name: sessionMetrics.unsettledAge, value: Math.max(0, Math.floor(overdue / 1000)), unit: 'Seconds', by: [...by, ['Environment']] },
    ...(calls === 0 ? [] : [{ name: sessionMetrics.providerCall, value: calls, by }]),
  ]);
};
