// metrics that AWS writes, as far as they are shown or alarmed on, from the page that lists them.
import type { DimensionSets } from '../../../lib/operations/emitted';

interface Documented {
  readonly page: string;
  /** Sets of dimensions by name. */
  readonly metrics: Readonly<Record<string, DimensionSets>>;
  /** What a value of a dimension has to be: one of the names of a resource of this type, or a property that one of them has. */
  readonly values: Readonly<Record<string, Meaning>>;
}

export interface Meaning {
  readonly type: string;
  /** What a template asks the resource for. */
  readonly attribute?: string;
  readonly property?: string;
}

const guide = 'https://docs.aws.amazon.com';

const all = (names: readonly string[], ...sets: DimensionSets): Record<string, DimensionSets> => Object.fromEntries(names.map(name => [name, sets]));

const balancer = ['LoadBalancer'];
const group = ['LoadBalancer', 'TargetGroup'];
const balancers = {
  LoadBalancer: { type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', attribute: 'LoadBalancerFullName' },
  TargetGroup: { type: 'AWS::ElasticLoadBalancingV2::TargetGroup', attribute: 'TargetGroupFullName' },
};

export const documented: Readonly<Record<string, Documented>> = {
  'AWS/Lambda': {
    page: `${guide}/lambda/latest/dg/monitoring-metrics-types.html`,
    metrics: all(['ConcurrentExecutions', 'Duration', 'Errors', 'Invocations', 'ProvisionedConcurrencySpilloverInvocations', 'Throttles'], ['FunctionName']),
    values: { FunctionName: { type: 'AWS::Lambda::Function', attribute: 'Ref' } },
  },
  'AWS/SQS': {
    page: `${guide}/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html`,
    metrics: all(['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesVisible', 'NumberOfMessagesSent'], ['QueueName']),
    values: { QueueName: { type: 'AWS::SQS::Queue', attribute: 'QueueName' } },
  },
  'AWS/ApiGateway': {
    page: `${guide}/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html`,
    metrics: all(['4XXError', '5XXError', 'Count', 'IntegrationLatency', 'Latency'], ['ApiName'], ['ApiName', 'Stage']),
    values: { ApiName: { type: 'AWS::ApiGateway::RestApi', property: 'Name' }, Stage: { type: 'AWS::ApiGateway::Stage', attribute: 'Ref' } },
  },
  'AWS/WAFV2': {
    page: `${guide}/waf/latest/developerguide/waf-metrics.html`,
    metrics: all(['AllowedRequests', 'BlockedRequests', 'CountedRequests', 'PassedRequests'], ['Region', 'Rule', 'WebACL']),
    values: {
      WebACL: { type: 'AWS::WAFv2::WebACL', property: 'VisibilityConfig.MetricName' }, Rule: { type: 'AWS::WAFv2::WebACL', property: 'Rules.VisibilityConfig.MetricName' },
    },
  },
  'AWS/ApplicationELB': {
    page: `${guide}/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html`,
    metrics: {
      ...all([
        'ClientTLSNegotiationErrorCount', 'HTTPCode_ELB_4XX_Count', 'HTTPCode_ELB_500_Count', 'HTTPCode_ELB_502_Count', 'HTTPCode_ELB_503_Count', 'HTTPCode_ELB_504_Count',
        'HTTPCode_ELB_5XX_Count',
      ], balancer),
      ...all(['HTTPCode_Target_2XX_Count', 'HTTPCode_Target_4XX_Count', 'HTTPCode_Target_5XX_Count', 'RequestCount', 'TargetResponseTime'], balancer, group),
      ...all(['LambdaInternalError', 'LambdaUserError'], group),
    },
    values: balancers,
  },
  'AWS/NetworkELB': {
    page: `${guide}/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html`,
    metrics: {
      ...all(['HealthyHostCount', 'UnHealthyHostCount'], group),
      ...all(['NewFlowCount', 'PortAllocationErrorCount', 'TCP_ELB_Reset_Count', 'TCP_Target_Reset_Count'], balancer),
    },
    values: balancers,
  },
};
