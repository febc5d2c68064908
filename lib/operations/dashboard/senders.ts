import { Color, GraphWidget, MathExpression, Stats, TextWidget, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { together } from './search';
import { own, period } from '../alarm-spec';
import { lowRetries } from '../retry-alarms';
import { answers, isFinal, type Answer } from '../../../lambda/webhook/answers';
import { metrics } from '../../../lambda/webhook/contract';
import type { EnvironmentConfig } from '../../environment';
import { providers, type DeliveryPolicy } from '../../providers';

const hour = 3_600;

/** A time in hours and minutes, or in minutes and seconds where it is short. */
const duration = (seconds: number): string =>
  (seconds < hour ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${Math.floor(seconds / hour)} h ${Math.floor(seconds % hour / 60)} min`);

/** Situations whose answer makes the sender bring the delivery again. */
const putOff = (policy: DeliveryPolicy): string[] => Object.entries<Answer>(answers)
  .filter(([, { status, frontDoor }]) => !frontDoor && status >= 400 && !isFinal(policy, status)).map(([situation]) => situation);

/** When each sender tries again, in the words of its published schedule. */
const schedules = (bindings: readonly (readonly [string, DeliveryPolicy])[]): string => [
  '**Until when a sender repeats**, counted from its first attempt. An event that it could not deliver by then is lost, but for a replay by hand.',
  '',
  '| binding | attempts | the last after | longest pause | waits for an answer |',
  '|---|---|---|---|---|',
  ...bindings.map(([name, { retries, timeout }]) =>
    `| ${name} | ${retries.length + 1} | ${duration(retries.at(-1) ?? 0)} | ${duration(longestPause(retries))} | ${timeout} ms |`),
].join('\n');

/** So long after a recovery the next attempt may still come. */
const longestPause = (retries: readonly number[]): number =>
  retries.map((at, index) => at - (retries[index - 1] ?? 0)).reduce((one, other) => Math.max(one, other), 0);

/** What the senders still hold and how long they will, as one row of the dashboard. */
export const senderWidgets = ({ name, providers: bound }: EnvironmentConfig): IWidget[] => {
  const bindings = Object.entries(bound).map(([binding, { provider }]) => [binding, providers[provider].deliveryPolicy] as const);
  return [
    new GraphWidget({
      title: 'hours for which a sender goes on repeating', width: 8, leftYAxis: { min: 0, label: 'hours', showUnits: false },
      left: bindings.map(([binding], index) => new MathExpression({
        expression: `left${index} / ${hour}`, period, label: `${binding}: least that was left`,
        usingMetrics: { [`left${index}`]: own(metrics.retriesLeft, { Environment: name, Binding: binding }, Stats.MINIMUM) },
      })),
      leftAnnotations: bindings.map(([binding, policy]) => ({ value: lowRetries(policy) / hour, label: `${binding}: half of its schedule`, color: Color.ORANGE })),
    }),
    new GraphWidget({
      title: 'put off: the sender brings it again', width: 8,
      left: bindings.map(([binding, policy]) => together({
        metric: metrics.delivery, by: { Environment: name, Binding: binding, Situation: putOff(policy) }, label: binding,
      })),
    }),
    new TextWidget({ markdown: schedules(bindings), width: 8, height: 6 }),
  ];
};
