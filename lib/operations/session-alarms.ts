import { Duration } from 'aws-cdk-lib';
import { Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { own, sum, type AlarmSpec } from './alarm-spec';
import { sessionMetrics } from '../../lambda/sessions/contract';
import { constructId } from '../environment';
import type { SessionsStack } from '../sessions';

export interface SessionAlarmsProps {
  readonly sessions: SessionsStack;
  /** Bindings whose provider has a session API. */
  readonly bindings: readonly string[];
}

/** Seconds that a session may stay open after its expiry. */
const unsettled = 2 * 3600;

/** What concerns one registration with one provider. */
const ofBinding = (binding: string, environment: string): AlarmSpec[] => {
  const at = { Environment: environment, Binding: binding };
  return [
    {
      id: `Session${constructId(binding)}`,
      description: `a session of ${binding} was refused in a way that needs a person: the log of the function names the outcome`,
      runbook: 'sessions',
      metric: own(sessionMetrics.alarm, at),
      threshold: 1,
    },
    {
      id: `NoCredits${constructId(binding)}`,
      description: `${binding} creates no session for want of credits; it is asked again once a minute`,
      runbook: 'no-credits',
      metric: own(sessionMetrics.noCredits, at),
      threshold: 1,
    },
    {
      id: `Doubtful${constructId(binding)}`,
      description: `${binding} may have made sessions that nobody has; they expire unused`,
      runbook: 'doubtful-sessions',
      metric: own(sessionMetrics.doubtful, at),
      threshold: 5,
    },
  ];
};

/** Alarms of the outbound half. */
export const sessionAlarms = ({ sessions, bindings }: SessionAlarmsProps): AlarmSpec[] => {
  const { name } = sessions.environmentContext.config;
  const spec = (id: string, runbook: string, description: string, metric: IMetric, threshold = 1): AlarmSpec =>
    ({ id, runbook, description, metric, threshold });
  return [
    ...bindings.flatMap(binding => ofBinding(binding, name)),
    spec('SessionsErrors', 'sessions-errors', 'the sessions function failed without an answer', sessions.sessions.metricErrors(sum)),
    spec('SessionsThrottles', 'sessions-errors', 'the sessions function was throttled; callers try again', sessions.sessions.metricThrottles(sum)),
    spec('ReconcilerErrors', 'reconciler-errors', 'the reconciler failed; sessions whose webhook never came stay open',
      sessions.reconciler.metricErrors(sum), 3),
    spec('UnsettledSessions', 'unsettled-sessions',
      'a session is open two hours after its expiry: neither webhook nor provider told how it ended',
      // between two looks at one session lie two hours at most.
      own(sessionMetrics.unsettledAge, { Environment: name }, Stats.MAXIMUM, Duration.hours(3)), unsettled),
  ];
};
