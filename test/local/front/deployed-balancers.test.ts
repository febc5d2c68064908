import {
  DescribeListenersCommand, DescribeLoadBalancersCommand, DescribeRulesCommand, DescribeTargetGroupAttributesCommand, DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { mockClient } from 'aws-sdk-client-mock';
import { readDeployedBalancers } from '../../../lib/local/front/deployed-balancers';

const elb = mockClient(ElasticLoadBalancingV2Client);
const settings = {
  endpoint: 'http://127.0.0.1:9', region: 'me-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' },
};
const functionArn = 'arn:aws:lambda:me-central-1:111111111111:function:receiver:live';
const condition = (path: string) => [
  { Field: 'host-header', HostHeaderConfig: { Values: ['webhooks.example.com'] } },
  { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['POST'] } },
  { Field: 'path-pattern', PathPatternConfig: { Values: [path] } },
];

beforeEach(() => {
  elb.reset();
  elb.on(DescribeLoadBalancersCommand).resolves({ LoadBalancers: [
    { Type: 'application', Scheme: 'internal', LoadBalancerArn: 'balancer' }, { Type: 'network', Scheme: 'internet-facing', LoadBalancerArn: 'addresses' },
  ] });
  elb.on(DescribeListenersCommand, { LoadBalancerArn: 'addresses' }).resolves({ Listeners: [
    { Port: 443, Protocol: 'TCP', DefaultActions: [{ Type: 'forward', TargetGroupArn: 'behind' }] },
  ] });
  elb.on(DescribeTargetHealthCommand, { TargetGroupArn: 'behind' }).resolves({ TargetHealthDescriptions: [{ Target: { Id: 'balancer', Port: 443 } }] });
  elb.on(DescribeListenersCommand, { LoadBalancerArn: 'balancer' }).resolves({ Listeners: [
    { Port: 80, Protocol: 'HTTP', ListenerArn: 'health' }, { Port: 443, Protocol: 'HTTPS', ListenerArn: 'webhooks' },
  ] });
  elb.on(DescribeRulesCommand, { ListenerArn: 'webhooks' }).resolves({ Rules: [
    { Priority: '7', Conditions: condition('/webhooks/self'), Actions: [{ Type: 'forward', TargetGroupArn: 'group' }] },
    { IsDefault: true, Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503', ContentType: 'application/json', MessageBody: '{}' } }] },
  ] });
  elb.on(DescribeTargetHealthCommand, { TargetGroupArn: 'group' }).resolves({ TargetHealthDescriptions: [{ Target: { Id: functionArn } }] });
  elb.on(DescribeTargetGroupAttributesCommand).resolves({ Attributes: [{ Key: 'lambda.multi_value_headers.enabled', Value: 'true' }] });
});

test('what the addresses lead to is followed: listener, load balancer, rules, function', async () => {
  expect(await readDeployedBalancers(settings)).toEqual({
    routes: [{ host: 'webhooks.example.com', method: 'POST', resource: '/webhooks/self', functionArn, targetGroupArn: 'group', multiValueHeaders: true }],
    refusal: { statusCode: 503, headers: { 'content-type': 'application/json' }, body: '{}' },
  });
});

test('an account without fixed addresses has none', async () => {
  elb.on(DescribeLoadBalancersCommand).resolves({ LoadBalancers: [{ Type: 'application', Scheme: 'internal', LoadBalancerArn: 'balancer' }] });
  expect(await readDeployedBalancers(settings)).toBeUndefined();
});

test('addresses with nothing behind them, or nothing that listens where they hand on to, are no front', async () => {
  elb.on(DescribeListenersCommand, { LoadBalancerArn: 'balancer' }).resolves({ Listeners: [{ Port: 80, Protocol: 'HTTP', ListenerArn: 'health' }] });
  await expect(readDeployedBalancers(settings)).rejects.toThrow('balancer does not listen for HTTPS on 443');
  elb.on(DescribeTargetHealthCommand, { TargetGroupArn: 'behind' }).resolves({ TargetHealthDescriptions: [] });
  await expect(readDeployedBalancers(settings)).rejects.toThrow('nothing stands behind addresses');
});

test('a rule for more than one path is not guessed at', async () => {
  const [host, method] = condition('');
  elb.on(DescribeRulesCommand).resolves({ Rules: [{ Actions: [{ Type: 'forward', TargetGroupArn: 'group' }], Conditions: [
    host!, method!, { Field: 'path-pattern', PathPatternConfig: { Values: ['/a', '/b'] } },
  ] }] });
  await expect(readDeployedBalancers(settings)).rejects.toThrow('2 values for path-pattern');
});
