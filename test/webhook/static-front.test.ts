import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { fleet, flows, withStaticFront } from '../fixtures/fleet';
import { stagesOf } from '../fixtures/stages';
import { isFinal } from '../../lambda/webhook/answers';
import { targetGroupNames } from '../../lambda/webhook/contract';
import { fixedCost } from '../../lib/cost';
import type { FleetConfig } from '../../lib/environment';
import { providers } from '../../lib/providers';

const open = withStaticFront('pre-production', 'production');
const waiting: FleetConfig = { ...open, environments: open.environments.map(config => ({ ...config, domain: { ...config.domain, delegated: false } })) };
const templatesOf = (config: FleetConfig) => Object.fromEntries(Object.entries(stagesOf(config, flows)).map(([name, { webhook, network, operations }]) =>
  [name, { webhook: Template.fromStack(webhook), network: Template.fromStack(network), operations: Template.fromStack(operations) }]));
const templates = templatesOf(open);
const { production, staging } = templates as { production: (typeof templates)[string]; staging: (typeof templates)[string] };

const propertiesOf = (template: Template, type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties as Record<string, unknown>);
const balancerOf = (template: Template, type: string) => propertiesOf(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').find(({ Type }) => Type === type)!;
const listening = (template: Template, protocol: string) => propertiesOf(template, 'AWS::ElasticLoadBalancingV2::Listener').find(({ Protocol }) => Protocol === protocol)!;

test('an environment that does not ask for fixed addresses has the templates that it had', () => {
  const before = templatesOf(fleet)['staging']!;
  for (const stack of ['webhook', 'network', 'operations'] as const) expect(staging[stack].toJSON()).toEqual(before[stack].toJSON());
  for (const type of ['LoadBalancer', 'TargetGroup', 'Listener', 'ListenerRule']) staging.webhook.resourceCountIs(`AWS::ElasticLoadBalancingV2::${type}`, 0);
});

describe('a static front', () => {
  test('has one retained address in each zone, told to the engineer, and no API beside it', () => {
    expect(balancerOf(production.webhook, 'network')).toMatchObject({ Scheme: 'internet-facing', SubnetMappings: [{}, {}] });
    for (const index of [1, 2]) {
      production.network.hasOutput(`IngressAddress${index}`, { Description: Match.stringLikeRegexp('register it with the provider') });
    }
    const kept = Object.entries(production.network.findResources('AWS::EC2::EIP')).filter(([id]) => id.startsWith('Ingress'));
    expect(kept.map(([, { DeletionPolicy, UpdateReplacePolicy }]) => [DeletionPolicy, UpdateReplacePolicy])).toEqual([['Retain', 'Retain'], ['Retain', 'Retain']]);
    production.webhook.resourceCountIs('AWS::ApiGateway::RestApi', 0);
    production.webhook.resourceCountIs('AWS::ApiGateway::DomainName', 0);
  });

  test('speaks TLS 1.3 alone, with the certificate of the environment\'s own host, whose record names the addresses', () => {
    expect(listening(production.webhook, 'HTTPS')).toMatchObject({ Port: 443, SslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06', Certificates: [{}] });
    production.webhook.hasResourceProperties('AWS::CertificateManager::Certificate', { DomainName: 'webhooks.production.example.com', ValidationMethod: 'DNS' });
    production.webhook.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'webhooks.production.example.com.', Type: 'A', AliasTarget: Match.objectLike({}) });
    expect(propertiesOf(production.webhook, 'AWS::ElasticLoadBalancingV2::Listener').map(({ Protocol, Port }) => `${String(Protocol)} ${String(Port)}`).sort()).toEqual(['HTTP 80', 'HTTPS 443', 'TCP 443']);
  });

  test('has one POST route for each binding, under the host alone, and answers everything else with 503', () => {
    const rules = propertiesOf(production.webhook, 'AWS::ElasticLoadBalancingV2::ListenerRule');
    expect(rules.map(({ Conditions }) => JSON.stringify(Conditions)).sort()).toEqual(['self', 'uae-kyc'].map(binding => JSON.stringify([
      { Field: 'host-header', HostHeaderConfig: { Values: ['webhooks.production.example.com'] } },
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['POST'] } },
      { Field: 'path-pattern', PathPatternConfig: { Values: [`/webhooks/${binding}`] } },
    ])));
    expect(listening(production.webhook, 'HTTPS')['DefaultActions']).toEqual([{ Type: 'fixed-response', FixedResponseConfig: expect.objectContaining({ StatusCode: '503' }) as unknown }]);
  });

  test('gives a binding\'s rule the same priority whatever other bindings there are', () => {
    const { self } = open.environments[2]!.providers;
    const alone = { ...open, environments: open.environments.map(config => (config.name === 'production' ? { ...config, providers: { self: self! }, billing: { kind: 'credits' as const, costs: { passport: 25, liveness: 10 } } } : config)) };
    const priorities = (template: Template) => propertiesOf(template, 'AWS::ElasticLoadBalancingV2::ListenerRule').filter(rule => JSON.stringify(rule).includes('/webhooks/self')).map(({ Priority }) => Priority);
    const { production: changed } = stagesOf(alone, { ...flows, production: { self: flows['production']!['self']! } });
    expect(priorities(Template.fromStack(changed!.webhook))).toEqual(priorities(production.webhook));
  });

  test('calls the receiver through its own target group alone, with headers as lists, and never for its health', () => {
    const [target, ...others] = propertiesOf(production.webhook, 'AWS::ElasticLoadBalancingV2::TargetGroup').filter(({ TargetType }) => TargetType === 'lambda');
    expect(others).toEqual([]);
    expect(target).toMatchObject({ Name: targetGroupNames.function, TargetGroupAttributes: [{ Key: 'lambda.multi_value_headers.enabled', Value: 'true' }] });
    expect(target).not.toHaveProperty('HealthCheckEnabled');
    const group = `arn:aws:elasticloadbalancing:me-central-1:333333333333:targetgroup/${targetGroupNames.function}`;
    const permissions = propertiesOf(production.webhook, 'AWS::Lambda::Permission').filter(({ Principal }) => Principal !== 'events.amazonaws.com');
    expect(permissions).toEqual([expect.objectContaining({ Principal: 'elasticloadbalancing.amazonaws.com', SourceAccount: '333333333333', SourceArn: `${group}/*` })]);
    production.webhook.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: Match.objectLike({ BULKHEAD_TARGET_GROUP: group }) } });
  });

  test('asks for health over HTTP, which no address listens on: a check over HTTPS fails with TLS 1.3 alone', () => {
    const [behind] = propertiesOf(production.webhook, 'AWS::ElasticLoadBalancingV2::TargetGroup').filter(({ TargetType }) => TargetType === 'alb');
    expect(behind).toMatchObject({ Protocol: 'TCP', Port: 443, HealthCheckProtocol: 'HTTP', HealthCheckPort: '80' });
    expect(listening(production.webhook, 'HTTP')['DefaultActions']).toEqual([{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }]);
    expect(listening(production.webhook, 'TCP')).toMatchObject({ Port: 443 });
  });

  test('lets nobody past the addresses: the load balancer behind them is internal, takes their traffic alone and starts none', () => {
    expect(balancerOf(production.webhook, 'application')).toMatchObject({ Scheme: 'internal' });
    const groups = Object.entries(production.network.findResources('AWS::EC2::SecurityGroup'));
    const named = (prefix: string) => groups.find(([id]) => id.startsWith(prefix))!;
    const [addressesId, { Properties: addresses }] = named('IngressAddresses');
    const [balancerId, { Properties: balancer }] = named('IngressBalancer');
    expect(addresses.SecurityGroupIngress).toEqual([expect.objectContaining({ FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' })]);
    expect(addresses.SecurityGroupEgress.map((rule: Record<string, unknown>) => [rule['FromPort'], rule['DestinationSecurityGroupId']]))
      .toEqual([443, 80].map(port => [port, { 'Fn::GetAtt': [balancerId, 'GroupId'] }]));
    expect(balancer).not.toHaveProperty('SecurityGroupIngress');
    const into = propertiesOf(production.network, 'AWS::EC2::SecurityGroupIngress').filter(({ GroupId }) => JSON.stringify(GroupId).includes(balancerId));
    expect(into.map(({ FromPort, SourceSecurityGroupId }) => [FromPort, SourceSecurityGroupId])).toEqual([443, 80].map(port => [port, { 'Fn::GetAtt': [addressesId, 'GroupId'] }]));
    expect(balancer.SecurityGroupEgress).toEqual([expect.objectContaining({ Description: 'nothing' })]);
  });

  test('is let in by the public subnets alone, where the organization blocks ways in', () => {
    const subnets = propertiesOf(production.network, 'AWS::EC2::VPCBlockPublicAccessExclusion').map(({ SubnetId }) => (SubnetId as { Ref: string }).Ref);
    expect(subnets).toEqual([expect.stringMatching(/PublicSubnet1/), expect.stringMatching(/PublicSubnet2/)]);
  });

  test('has the API\'s firewall before it, and counts what comes near its own limit', () => {
    const rules = (template: Template) => propertiesOf(template, 'AWS::WAFv2::WebACL')[0]!['Rules'] as { Name: string; Action?: object }[];
    expect(rules(production.webhook).slice(0, -1)).toEqual(rules(staging.webhook));
    const last = rules(production.webhook).at(-1) as unknown as { Action: object; Statement: { RegexMatchStatement: { RegexString: string } } };
    expect(last.Action).toEqual({ Count: {} });
    const near = new RegExp(last.Statement.RegexMatchStatement.RegexString);
    expect(['0', '699999', '700000', '999999', '1048577', '99999999'].filter(length => near.test(length))).toEqual(['700000', '999999', '1048577', '99999999']);
    production.webhook.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { ResourceArn: { Ref: Match.stringLikeRegexp('Balancer') } });
  });

  test('cannot be deleted in a live environment before somebody lifts its protection, and drops headers without a sound name', () => {
    const attributes = (template: Template, type: string) => balancerOf(template, type)['LoadBalancerAttributes'] as { Key: string; Value: string }[];
    for (const type of ['application', 'network']) {
      expect(attributes(production.webhook, type)).toContainEqual({ Key: 'deletion_protection.enabled', Value: 'true' });
      expect(attributes(templates['pre-production']!.webhook, type)).toContainEqual({ Key: 'deletion_protection.enabled', Value: 'false' });
    }
    expect(attributes(production.webhook, 'application')).toContainEqual({ Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' });
  });

  test('alarms on its own answers, failed calls, size, health and slowness', () => {
    const alarms = Object.keys(production.operations.findResources('AWS::CloudWatch::Alarm'));
    for (const id of ['ServerErrors', 'FrontDoor', 'FrontNearLimit', 'FrontCalls', 'FrontSlow', 'FrontUnhealthy']) expect(alarms).toContainEqual(expect.stringMatching(`^Alarms${id}`));
    production.operations.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'TargetResponseTime', ExtendedStatistic: 'p99', Threshold: 0.4 });
  });
});

describe('while the zone is not delegated', () => {
  const { network, webhook, operations } = templatesOf(waiting)['production']!;

  test('the addresses are there to be registered, and nothing answers at them or anywhere else', () => {
    network.hasOutput('IngressAddress2', {});
    expect(Object.keys(network.findResources('AWS::EC2::EIP'))).toHaveLength(4);
    for (const type of ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::ApiGateway::RestApi', 'AWS::CertificateManager::Certificate']) webhook.resourceCountIs(type, 0);
    expect(propertiesOf(webhook, 'AWS::Lambda::Permission').map(({ Principal }) => Principal)).toEqual(expect.not.arrayContaining(['elasticloadbalancing.amazonaws.com', 'apigateway.amazonaws.com']));
  });

  test('the network has no way in', () => {
    network.resourceCountIs('AWS::EC2::VPCBlockPublicAccessExclusion', 0);
    expect(JSON.stringify(network.toJSON())).not.toContain('0.0.0.0/0","Description":"providers');
  });

  test('there is no front whose alarms could be read as silence', () => {
    expect(Object.keys(operations.findResources('AWS::CloudWatch::Alarm')).filter(id => /^Alarms(?:Front|ServerErrors)/.test(id))).toEqual([]);
  });
});

test('warm instances are behind the load balancer where an environment asks for them', () => {
  const warm = { ...open, environments: open.environments.map(config => ({ ...config, receiver: { provisionedConcurrency: 2 } })) };
  const template = Template.fromStack(stagesOf(warm, flows)['production']!.webhook);
  const [target] = propertiesOf(template, 'AWS::ElasticLoadBalancingV2::TargetGroup').filter(({ TargetType }) => TargetType === 'lambda');
  expect(JSON.stringify(target!['Targets'])).toContain('ReceiverLive');
  // a group has room for one function: the change between the two makes a second group, and its name is another.
  expect(target!['Name']).toBe(targetGroupNames.warm);
  const ids = (of: Template) => Object.entries(of.findResources('AWS::ElasticLoadBalancingV2::TargetGroup')).filter(([, { Properties }]) => Properties.TargetType === 'lambda').map(([key]) => key);
  expect(ids(template)).not.toEqual(ids(production.webhook));
  expect(JSON.stringify(propertiesOf(template, 'AWS::Lambda::Permission').find(({ Principal }) => Principal === 'elasticloadbalancing.amazonaws.com'))).toContain('ReceiverLive');
});

describe('docs/front-door.md', () => {
  const page = readFileSync(join(__dirname, '../../docs/front-door.md'), 'utf8');

  test('says what a static front costs, as the templates have it', () => {
    const costOf = (stacks: (typeof templates)[string]) => fixedCost(Object.values(stacks).map(template => template.toJSON().Resources as never)).total;
    const more = costOf(production) - costOf(templatesOf(fleet)['production']!);
    expect(page.match(/\$\d+\.\d\d a month more/g)).toEqual([`$${more.toFixed(2)} a month more`]);
    expect(page).toContain(`| **together** | **$${more.toFixed(2)}** |`);
  });

  test('says of every answer of the front\'s own which provider gives a delivery up after it', () => {
    const rows = [...page.matchAll(/^\| (\d{3}) \|[^|]+\|([^|]*)\|[^|]+\|$/gm)];
    expect(rows.length).toBeGreaterThan(10);
    for (const [, status, given] of rows) {
      const named = [...given!.matchAll(/`([\w-]+)`/g)].map(([, name]) => name);
      expect([status, named]).toEqual([status, (['self', 'uae-kyc'] as const).filter(name => isFinal(providers[name].deliveryPolicy, Number(status)))]);
    }
  });
});
