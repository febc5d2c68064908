import {
  DescribeListenersCommand, DescribeLoadBalancersCommand, DescribeRulesCommand, DescribeTargetGroupAttributesCommand, DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client, type Action, type Rule, type RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ClientSettings } from '../clients';
import type { BalancedRoute, DeployedBalancers } from './types';

const groupOf = (actions: readonly Action[] = []): string | undefined => {
  const forward = actions.find(({ Type }) => Type === 'forward');
  return forward?.TargetGroupArn ?? forward?.ForwardConfig?.TargetGroups?.[0]?.TargetGroupArn;
};

const targetsOf = async (client: ElasticLoadBalancingV2Client, TargetGroupArn: string) => {
  const { TargetHealthDescriptions: targets = [] } = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  return targets.flatMap(({ Target }) => (Target?.Id === undefined ? [] : [{ id: Target.Id, port: Target.Port }]));
};

const valueOf = (conditions: readonly RuleCondition[], field: string): string => {
  const found = conditions.find(({ Field }) => Field === field);
  const [value, ...others] = [found?.HostHeaderConfig, found?.HttpRequestMethodConfig, found?.PathPatternConfig].flatMap(config => config?.Values ?? []);
  if (value === undefined || others.length > 0) throw new Error(`a rule of the front has ${others.length + 1} values for ${field}, and one is understood here`);
  return value;
};

const routeOf = async (client: ElasticLoadBalancingV2Client, { Conditions = [], Actions }: Rule): Promise<BalancedRoute[]> => {
  const targetGroupArn = groupOf(Actions);
  if (targetGroupArn === undefined) return [];
  const [[target], { Attributes = [] }] = await Promise.all([
    targetsOf(client, targetGroupArn), client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: targetGroupArn })),
  ]);
  if (target === undefined) return [];
  return [{
    host: valueOf(Conditions, 'host-header'), method: valueOf(Conditions, 'http-request-method'), resource: valueOf(Conditions, 'path-pattern'),
    functionArn: target.id, targetGroupArn,
    multiValueHeaders: Attributes.some(({ Key, Value }) => Key === 'lambda.multi_value_headers.enabled' && Value === 'true'),
  }];
};

/** What stands behind a load balancer: what its listener hands on to, and on which port. */
const behind = async (client: ElasticLoadBalancingV2Client, LoadBalancerArn: string | undefined) => {
  const { Listeners: listeners = [] } = await client.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const groups = listeners.flatMap(({ DefaultActions }) => groupOf(DefaultActions) ?? []);
  return (await Promise.all(groups.map(group => targetsOf(client, group)))).flat();
};

const rulesOn = async (client: ElasticLoadBalancingV2Client, LoadBalancerArn: string, port: number | undefined): Promise<Rule[]> => {
  const { Listeners: listeners = [] } = await client.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const listener = listeners.find(({ Port, Protocol }) => Port === port && Protocol === 'HTTPS');
  if (!listener) throw new Error(`${LoadBalancerArn} does not listen for HTTPS on ${port ?? '?'}, where its addresses hand on to`);
  return (await client.send(new DescribeRulesCommand({ ListenerArn: listener.ListenerArn }))).Rules ?? [];
};

/** Reads from Elastic Load Balancing what an account's fixed addresses lead to; nothing where it has none. */
export const readDeployedBalancers = async (settings: ClientSettings): Promise<DeployedBalancers | undefined> => {
  const client = new ElasticLoadBalancingV2Client(settings);
  try {
    const { LoadBalancers: found = [] } = await client.send(new DescribeLoadBalancersCommand({}));
    const entrance = found.find(({ Type, Scheme }) => Type === 'network' && Scheme === 'internet-facing');
    if (!entrance) return undefined;
    const [target] = await behind(client, entrance.LoadBalancerArn);
    if (target === undefined) throw new Error(`nothing stands behind ${entrance.LoadBalancerArn ?? 'the addresses'}`);
    const rules = await rulesOn(client, target.id, target.port);
    const otherwise = rules.find(({ IsDefault }) => IsDefault)?.Actions?.find(({ Type }) => Type === 'fixed-response')?.FixedResponseConfig;
    return {
      routes: (await Promise.all(rules.filter(({ IsDefault }) => !IsDefault).map(rule => routeOf(client, rule)))).flat(),
      refusal: { statusCode: Number(otherwise?.StatusCode), headers: { 'content-type': otherwise?.ContentType ?? 'text/plain' }, body: otherwise?.MessageBody ?? '' },
    };
  } finally {
    client.destroy();
  }
};
