import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { own, type AlarmSpec } from './alarm-spec';
import { metrics } from '../../lambda/webhook/contract';
import { constructId, type EnvironmentConfig } from '../environment';
import { providers, type DeliveryPolicy } from '../providers';

/** Seconds that are left when half of a sender's schedule has gone by. */
export const lowRetries = ({ retries }: DeliveryPolicy): number => Math.floor((retries.at(-1) ?? 0) / 2);

/** Goes off before a sender gives an event up, while there is as much time to mend as has been lost. */
export const retryAlarms = ({ name, providers: bound }: EnvironmentConfig): AlarmSpec[] => Object.entries(bound).map(([binding, { provider }]) => ({
  id: `RetriesLeft${constructId(binding)}`,
  runbook: 'retries-left',
  description: `an event of ${binding} came in, or was put off, in the second half of its sender's schedule; at its end the event is lost`,
  metric: own(metrics.retriesLeft, { Environment: name, Binding: binding }, Stats.MINIMUM),
  threshold: lowRetries(providers[provider].deliveryPolicy),
  below: true,
}));
