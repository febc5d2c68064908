import { GraphWidget, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { each, together } from './search';
import { measuresOf } from '../front';
import { answers, type Answer } from '../../../lambda/webhook/answers';
import { metrics } from '../../../lambda/webhook/contract';
import type { WebhookStack } from '../../webhook';

/** Situations of the receiver by the answer that they are given, from the one table that decides it. */
const byStatus = (): Map<number, string[]> => {
  const found = new Map<number, string[]>();
  for (const [situation, { status, frontDoor }] of Object.entries<Answer>(answers)) {
    if (!frontDoor) found.set(status, [...found.get(status) ?? [], situation]);
  }
  return found;
};

/** What was delivered and what it was answered, as one row of the dashboard. */
export const deliveryWidgets = (webhook: WebhookStack, patience: number): IWidget[] => {
  const { environmentContext: { config: { name } } } = webhook;
  const delivery = { metric: metrics.delivery, by: { Environment: name, Binding: undefined, Situation: undefined } };
  return [
    new GraphWidget({
      title: 'deliveries by answer', width: 8,
      left: [
        ...[...byStatus()].sort(([one], [other]) => one - other).map(([status, situations]) =>
          together({ ...delivery, by: { ...delivery.by, Situation: situations }, label: String(status) })),
        ...measuresOf(webhook, patience).answers,
      ],
    }),
    new GraphWidget({ title: 'deliveries by situation', width: 8, left: [each({ ...delivery, label: '${PROP(\'Dim.Binding\')} ${PROP(\'Dim.Situation\')}' })] }),
    new GraphWidget({
      title: 'refused or put off, by reason', width: 8,
      left: [each({
        metric: metrics.refused, by: { Environment: name, Binding: undefined, reason: undefined }, label: '${PROP(\'Dim.Binding\')} ${PROP(\'Dim.reason\')}',
      })],
    }),
  ];
};
