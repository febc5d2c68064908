import { Color, GraphWidget, Stats, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { each } from './search';
import { own, period } from '../alarm-spec';
import { measuresOf } from '../front';
import { metrics } from '../../../lambda/webhook/contract';
import type { WebhookStack } from '../../webhook';

/** How fast the receiver answers and with which secrets it verifies, as one row of the dashboard. */
export const receivingWidgets = (webhook: WebhookStack, patience: number): IWidget[] => {
  const { environmentContext: { config: { name } }, receiver } = webhook;
  const p99 = { statistic: Stats.percentile(99), period };
  return [
    new GraphWidget({
      title: 'milliseconds until the answer', width: 8, leftYAxis: { min: 0 },
      left: [
        receiver.metricDuration({ ...p99, label: 'receiver, 99 in 100' }), receiver.metricDuration({ statistic: Stats.percentile(50), period, label: 'receiver, one in two' }),
        ...measuresOf(webhook, patience).slowest,
      ],
      leftAnnotations: [{ value: patience, label: 'the least patient provider', color: Color.RED }],
    }),
    new GraphWidget({
      title: 'deliveries that waited for a cold start, and how long', width: 8,
      left: [own(metrics.coldStart, { Environment: name }, Stats.SAMPLE_COUNT)],
      right: [own(metrics.coldStart, { Environment: name }, Stats.MAXIMUM)],
    }),
    new GraphWidget({
      title: 'deliveries by the version of the secret that verified them', width: 8,
      left: [each({
        metric: metrics.verified, by: { Environment: name, Binding: undefined, secretVersion: undefined },
        label: '${PROP(\'Dim.Binding\')} ${PROP(\'Dim.secretVersion\')}',
      })],
    }),
  ];
};
