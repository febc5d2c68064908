import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import {
  type ApplicationListener, ApplicationLoadBalancer, ApplicationProtocol, ApplicationTargetGroup, ListenerAction, ListenerCondition, NetworkLoadBalancer,
  NetworkTargetGroup, Protocol, SslPolicy, TargetType, type LoadBalancerTargetProps,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AlbListenerTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { WebAcl } from './web-acl';
import { targetGroupNames } from '../../lambda/webhook/contract';
import type { CredentialClass } from '../environment';
import { ingressPorts, type NetworkStack, type OpenIngress } from '../network';

export interface StaticFrontProps {
  readonly network: NetworkStack;
  readonly ingress: OpenIngress;
  readonly receiver: IFunction;
  /** Whether the receiver is its warm instances instead of the function itself. */
  readonly warm: boolean;
  /** One route `POST /webhooks/<binding>` each. */
  readonly bindings: readonly string[];
  readonly host: string;
  /** A live environment's load balancers cannot be deleted before somebody has lifted their protection. */
  readonly credentials: CredentialClass;
}

/** ARN of the group that has the receiver as far as its name; AWS makes up the rest. */
export const targetGroupArn = (stack: Stack, name: string = targetGroupNames.function): string =>
  `arn:aws:elasticloadbalancing:${stack.region}:${stack.account}:targetgroup/${name}`;

/** What is no route of ours is answered as the API answers it. */
const notAccepted = ListenerAction.fixedResponse(503, { contentType: 'application/json', messageBody: '{"message":"not accepted"}' });

/** Made of the name, so that a binding that comes or goes moves no other's rule. */
const priorityOf = (binding: string): number => createHash('sha256').update(binding).digest().readUInt32BE() % 49_999 + 1;

/**
 * The front door with fixed addresses: a network load balancer that keeps them, and behind it an application load balancer that ends
 * TLS 1.3, looks at the route and calls the receiver.
 *
 * Senders keep their addresses on the way, so the firewall counts each by its own: AWS preserves them for targets of this kind, and
 * nothing can switch it off. Health is asked over HTTP, on a port that no address listens on: a check over HTTPS fails with a target that
 * speaks TLS 1.3 alone.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 */
export class StaticFront extends Construct {
  /** Has the fixed addresses. */
  readonly addresses: NetworkLoadBalancer;
  /** What the addresses hand on to. */
  readonly behindAddresses: NetworkTargetGroup;
  readonly balancer: ApplicationLoadBalancer;
  readonly targetGroup: ApplicationTargetGroup;

  constructor(scope: Construct, id: string, { network, ingress, receiver, warm, bindings, host, credentials }: StaticFrontProps) {
    super(scope, id);
    const { vpc, isolatedSubnets, hostedZone: zone } = network;
    const deletionProtection = credentials === 'live';
    this.targetGroup = warm ? this.groupOf(receiver, 'Warm', targetGroupNames.warm) : this.groupOf(receiver, '', targetGroupNames.function);
    this.balancer = new ApplicationLoadBalancer(this, 'Balancer', {
      vpc, vpcSubnets: { subnets: isolatedSubnets }, internetFacing: false, securityGroup: ingress.balancer, deletionProtection, dropInvalidHeaderFields: true,
    });
    const https = this.routes(this.balancer, host, bindings, new Certificate(this, 'Certificate', { domainName: host, validation: CertificateValidation.fromDns(zone) }));
    this.balancer.addListener('Health', {
      port: ingressPorts.health, protocol: ApplicationProtocol.HTTP, open: false, defaultAction: ListenerAction.fixedResponse(200),
    });
    new WebAcl(this, 'Firewall', { resourceArn: this.balancer.loadBalancerArn, countLarge: true });

    this.addresses = new NetworkLoadBalancer(this, 'Addresses', {
      vpc, internetFacing: true, subnetMappings: [...ingress.places], securityGroups: [ingress.addresses], deletionProtection,
    });
    this.behindAddresses = new NetworkTargetGroup(this, 'BehindAddresses', {
      vpc, port: ingressPorts.webhooks, protocol: Protocol.TCP, targetType: TargetType.ALB, targets: [new AlbListenerTarget(https)],
      healthCheck: { protocol: Protocol.HTTP, port: String(ingressPorts.health), path: '/' },
    });
    this.addresses.addListener('Webhooks', { port: ingressPorts.webhooks, protocol: Protocol.TCP, defaultTargetGroups: [this.behindAddresses] });
    new ARecord(this, 'Record', { zone, recordName: `${host}.`, target: RecordTarget.fromAlias(new LoadBalancerTarget(this.addresses)) });
  }

  /** Changing between the function and its warm instances makes another group, to which the rules then point: one group never has two targets. */
  private groupOf(receiver: IFunction, prefix: string, targetGroupName: string): ApplicationTargetGroup {
    const permission = new CfnPermission(this, `${prefix}Permission`, {
      action: 'lambda:InvokeFunction',
      functionName: receiver.functionArn,
      principal: 'elasticloadbalancing.amazonaws.com',
      sourceAccount: Stack.of(this).account,
      // the group needs the permission before it is there: its name says which one is meant.
      sourceArn: `${targetGroupArn(Stack.of(this), targetGroupName)}/*`,
    });
    const target = { attachToApplicationTargetGroup: (): LoadBalancerTargetProps => ({ targetType: TargetType.LAMBDA, targetJson: { id: receiver.functionArn } }) };
    const group = new ApplicationTargetGroup(this, `${prefix}Receiver`, { targetGroupName, targetType: TargetType.LAMBDA, targets: [target], multiValueHeadersEnabled: true });
    group.node.addDependency(permission);
    return group;
  }

  private routes(balancer: ApplicationLoadBalancer, host: string, bindings: readonly string[], certificate: Certificate): ApplicationListener {
    const listener = balancer.addListener('Webhooks', {
      port: ingressPorts.webhooks, protocol: ApplicationProtocol.HTTPS, certificates: [certificate], sslPolicy: SslPolicy.TLS13_13, open: false, defaultAction: notAccepted,
    });
    for (const binding of bindings) {
      listener.addAction(binding, {
        priority: priorityOf(binding),
        conditions: [ListenerCondition.hostHeaders([host]), ListenerCondition.httpRequestMethods(['POST']), ListenerCondition.pathPatterns([`/webhooks/${binding}`])],
        action: ListenerAction.forward([this.targetGroup]),
      });
    }
    return listener;
  }
}
