import { MathExpression, Metric, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { own, period, sum, type AlarmSpec } from './alarm-spec';
import { metrics } from '../../lambda/webhook/contract';
import { webAclMetrics, type StaticFront, type WebhookApi, type WebhookStack } from '../webhook';

/** What is watched of the front, whichever it is; of none while nothing may come in yet. */
export interface FrontMeasures {
  readonly alarms: readonly AlarmSpec[];
  /** What the front answered by itself, and what it handed on as failed. */
  readonly answers: readonly IMetric[];
  /** How long the front took, as its callers have it. */
  readonly slowest: readonly IMetric[];
}

const p99 = { statistic: Stats.percentile(99), period };
const spec = (id: string, runbook: string, description: string, metric: IMetric, threshold = 1): AlarmSpec => ({ id, runbook, description, metric, threshold });

const ofApi = ({ api }: WebhookApi, environment: Record<string, string>): FrontMeasures => {
  // the API tells its answers apart by their first digit alone; what the receiver answered itself is taken off.
  const clientError = (label?: string) => new MathExpression({
    expression: 'FILL(all, 0) - FILL(own, 0)', period, label, usingMetrics: { all: api.metricClientError(sum), own: own(metrics.clientError, environment) },
  });
  return {
    alarms: [
      spec('ServerErrors', 'server-errors', 'the API answered 5xx; senders retry', api.metricServerError(sum), 5),
      spec('FrontDoor', 'front-door', 'the API itself answered 4xx: throttled (429) or over its size limit (413)', clientError(), 10),
    ],
    answers: [clientError('the API itself: 4xx'), api.metricServerError({ ...sum, label: 'the API, the receiver\'s 503 among them: 5xx' })],
    slowest: [api.metricLatency({ ...p99, label: 'API, 99 in 100' })],
  };
};

/**
 * What load balancers tell of themselves.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
const ofStatic = ({ balancer, targetGroup, behindAddresses }: StaticFront, region: string, patience: number): FrontMeasures => {
  const total = (label: string, usingMetrics: Record<string, IMetric>) =>
    new MathExpression({ expression: Object.keys(usingMetrics).map(name => `FILL(${name}, 0)`).join(' + '), period, label, usingMetrics });
  const front = (name: string) => balancer.metrics.custom(name, sum);
  const group = (name: string) => targetGroup.metrics.custom(name, sum);
  // an unknown route is answered 503 by a rule, as scanners find out every day: what says 503 otherwise is among the calls that failed.
  const serverErrors = total('load balancer and receiver: 5xx', {
    receiver: targetGroup.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, sum), firewall: front('HTTPCode_ELB_500_Count'),
    gateway: front('HTTPCode_ELB_502_Count'), timeout: front('HTTPCode_ELB_504_Count'),
  });
  const clientErrors = balancer.metrics.httpCodeElb(HttpCodeElb.ELB_4XX_COUNT, { ...sum, label: 'the load balancer itself: 4xx' });
  const slowest = targetGroup.metrics.targetResponseTime(p99);
  return {
    alarms: [
      spec('ServerErrors', 'server-errors', 'the load balancer or the receiver answered 5xx; senders retry', serverErrors, 5),
      spec('FrontDoor', 'front-door', 'the load balancer itself answered 4xx: throttled (429), over 1 MB (413) or malformed (400)', clientErrors, 10),
      spec('FrontNearLimit', 'front-door-limit', 'a delivery came near the 1 MB that a static front hands on; over it, it is refused for good', new Metric({
        namespace: 'AWS/WAFV2', metricName: 'CountedRequests', dimensionsMap: { WebACL: webAclMetrics.acl, Rule: webAclMetrics.large, Region: region }, ...sum,
      })),
      spec('FrontCalls', 'front-door-calls', 'the load balancer could not call the receiver, or had bytes that are no UTF-8; senders retry',
        total('calls that failed', { user: group('LambdaUserError'), service: group('LambdaInternalError') })),
      spec('FrontSlow', 'receiver-slow', `one delivery in a hundred took the front more than four fifths of the ${patience} ms that a provider waits`, slowest, patience * 0.8 / 1000),
      spec('FrontUnhealthy', 'front-door-unhealthy', 'behind a fixed address the load balancer is not well in a zone; connections to it may fail, and senders retry',
        behindAddresses.metrics.unHealthyHostCount({ statistic: Stats.MAXIMUM, period })),
    ],
    answers: [clientErrors, serverErrors],
    slowest: [new MathExpression({ expression: '1000 * seconds', period, label: 'load balancer, 99 in 100', usingMetrics: { seconds: slowest } })],
  };
};

export const measuresOf = ({ api, staticFront, region, environmentContext: { config } }: WebhookStack, patience: number): FrontMeasures => {
  if (api) return ofApi(api, { Environment: config.name });
  return staticFront ? ofStatic(staticFront, region, patience) : { alarms: [], answers: [], slowest: [] };
};
