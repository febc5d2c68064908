import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { own, sum, type AlarmSpec } from './alarm-spec';
import type { CreditMetering } from './credit-metering';
import { creditMetrics } from '../../lambda/credits/contract';
import { sessionMetrics } from '../../lambda/sessions/contract';
import { constructId, type EnvironmentConfig } from '../environment';
import { sessionApis } from '../providers';

/** Part of the month's credits at which a person should buy some. */
const low = 0.2;
/** Part of the month's credits that one day may cost: at this rate they last ten days. */
const fast = 0.1;

/** Part of the month's credits by which a told balance may differ: checks that have begun, events on their way, clocks. */
const tolerance = 0.05;

const hourly = Duration.hours(1);

/** Alarms of what the providers charge; where nothing may be charged, any charge at all is one. */
export const creditAlarms = (config: EnvironmentConfig, metering: CreditMetering, bindings: readonly string[]): AlarmSpec[] => {
  const environment = { Environment: config.name };
  const common: AlarmSpec[] = [
    {
      id: 'CreditsErrors', runbook: 'credits-errors',
      description: 'the function that counts credits failed; the stream is read again for a day',
      metric: metering.function.metricErrors(sum), threshold: 3,
    },
    {
      id: 'CreditsDeadLetters', runbook: 'credits-errors',
      description: 'a batch of events was not counted; the comparison of the day will show how many',
      metric: metering.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period: sum.period }), threshold: 1,
    },
  ];
  if (config.billing.kind === 'none') return [...common, ...bindings.map(binding => chargeIn(binding, config.name))];
  const { allotment } = config.billing;
  return [
    ...common,
    {
      id: 'CreditDifference', runbook: 'credit-difference',
      description: 'what was counted by events yesterday and what was settled by sessions differ',
      metric: own(creditMetrics.difference, environment, Stats.MAXIMUM, hourly), threshold: 1,
    },
    ...(allotment === undefined ? [] : typeof allotment === 'number' ? ofAllotment(config, allotment)
      : Object.entries(allotment).flatMap(([binding, credits]) => ofAllotment(config, credits, binding))),
  ];
};

/** Alarms of one allotment: the environment's, or a binding's own. */
const ofAllotment = ({ name, providers }: EnvironmentConfig, allotment: number, binding?: string): AlarmSpec[] => {
  const of = binding === undefined ? '' : ` of ${binding}`;
  const suffix = binding === undefined ? '' : constructId(binding);
  const by = { Environment: name, ...binding === undefined ? {} : { Binding: binding } };
  const consumers = Object.entries(providers).filter(([own, { charged = [] }]) => charged.length > 0 && (binding === undefined || own === binding));
  // registrations of one organization tell the same balance, so that their sum is none.
  const apart = new Set(consumers.map(([, { provider, organizationId }]) => JSON.stringify([provider, organizationId]))).size === consumers.length;
  const told = consumers.length > 0 && apart && consumers.every(([, { provider }]) => (sessionApis[provider]?.balance.length ?? 0) > 0);
  return [
    {
      id: `CreditsRemaining${suffix}`, runbook: 'credits-remaining',
      description: `a fifth of the month's ${allotment} credits${of} is left, as far as it was counted`,
      metric: own(creditMetrics.remaining, by, Stats.MINIMUM, hourly), threshold: allotment * low, below: true,
    },
    {
      id: `CreditsBurn${suffix}`, runbook: 'credits-burn', description: `today has cost a tenth of the month's ${allotment} credits${of}`,
      metric: own(creditMetrics.today, by, Stats.MAXIMUM, hourly), threshold: allotment * fast,
    },
    // whoever never tells a balance cannot contradict our count.
    ...!told ? [] : [{
      id: `CreditBalanceDifference${suffix}`, runbook: 'credit-balance-difference',
      description: `the balance that the provider told and our count${of} differ by a twentieth of the month's ${allotment} credits`,
      metric: own(creditMetrics.balanceDifference, by, Stats.MAXIMUM, hourly), threshold: allotment * tolerance,
    }],
  ];
};

const chargeIn = (binding: string, environment: string): AlarmSpec => ({
  id: `Charge${constructId(binding)}`,
  runbook: 'charge-in-test',
  description: `${binding} counts credits for an environment that is charged nothing`,
  metric: own(sessionMetrics.charge, { Environment: environment, Binding: binding }),
  threshold: 1,
});
