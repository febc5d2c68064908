import { CfnOutput, type CfnResource, Fn, RemovalPolicy } from 'aws-cdk-lib';
import type { ISecurityGroup, ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { type IPublicHostedZone, PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { EnvironmentContext } from '../environment/context';
import { EnvironmentStack } from '../environment/environment-stack';
import { known } from '../environment/pending';
import type { EnvironmentConfig } from '../environment/types';
import { ServiceKey } from '../secrets/service-key';
import { DnsFirewall } from './dns-firewall';
import { Endpoints } from './endpoints';
import { EnvironmentVpc } from './environment-vpc';
import { FlowLogs } from './flow-logs';
import { SecurityGroups } from './security-groups';
import { type OpenIngress, StaticIngress } from './static-ingress';

export interface NetworkStackProps {
  readonly environment: EnvironmentContext;
}

/** The ground an environment stands on: its network, its zone, and the key of its logs. */
export class NetworkStack extends EnvironmentStack {
  readonly vpc: IVpc;
  /** For functions that talk to AWS only. */
  readonly isolatedSubnets: ISubnet[];
  /** For functions that call the providers. */
  readonly egressSubnets: ISubnet[];
  /** For functions that talk to AWS only: no way in, and out to the endpoints alone. */
  readonly internalSecurityGroup: ISecurityGroup;
  /** For functions that call the providers: the same, and out to the providers' own addresses. */
  readonly providerSecurityGroup: ISecurityGroup;
  /** The endpoint through which alone the secrets' resource policies let values out. */
  readonly secretsEndpointId: string;
  /** The ways to AWS, by service. */
  readonly endpointIds: Endpoints['ids'];
  readonly hostedZone: IPublicHostedZone;
  /** The way in from outside; absent where an API of the region's is the front, or nothing may come in yet. */
  readonly ingress?: OpenIngress;
  /** Encrypts every log group of the environment. */
  readonly logsKey: IKey;
  private readonly config: EnvironmentConfig;

  constructor(scope: Construct, id: string, { environment }: NetworkStackProps) {
    super(scope, id, {
      environment,
      description: 'VPC with no way to another environment, account-bound endpoints, DNS firewall, static egress, own hosted zone',
    });
    const { name, network, domain, ingress, providers } = this.config = environment.config;
    this.logsKey = new ServiceKey(this, 'LogsKey', { service: 'logs' });

    const { vpc, egressAddresses } = new EnvironmentVpc(this, 'Network', { environment: name, network });
    this.vpc = vpc;
    this.isolatedSubnets = vpc.isolatedSubnets;
    this.egressSubnets = vpc.privateSubnets;
    const groups = new SecurityGroups(this, 'SecurityGroups', {
      environment: name,
      vpc,
      prefixLists: network.prefixLists,
      providerAddresses: [...new Set(Object.values(providers).flatMap(({ apiAddresses = [] }) => known(apiAddresses)))],
    });
    this.internalSecurityGroup = groups.internalFunctions;
    this.providerSecurityGroup = groups.providerFunctions;
    const endpoints = new Endpoints(this, 'Endpoints', { environment: name, vpc, securityGroup: groups.endpoints });
    this.secretsEndpointId = endpoints.secretsManager.vpcEndpointId;
    this.endpointIds = endpoints.ids;
    new FlowLogs(this, 'FlowLogs', { vpc, logGroup: this.logGroup(this, 'FlowLogsGroup') });
    new DnsFirewall(this, 'DnsFirewall', {
      environment: name,
      vpc,
      providerDomains: known(Object.values(providers).map(({ apiDomain }) => apiDomain)),
    });
    this.logHandlerOf('Custom::VpcRestrictDefaultSGCustomResourceProvider');

    this.hostedZone = new PublicHostedZone(this, 'Zone', { zoneName: domain.zone, comment: `public names of ${name}` });
    this.hostedZone.applyRemovalPolicy(RemovalPolicy.RETAIN);

    egressAddresses.forEach((address, index) => new CfnOutput(this, `EgressAddress${index + 1}`, {
      description: `static source address of ${name}: register it with the provider and write it into bin/environments.ts`,
      value: address.attrPublicIp,
    }));
    if (ingress === 'static') this.ingress = new StaticIngress(this, 'Ingress', { environment: name, vpc, open: domain.delegated }).way;
    new CfnOutput(this, 'ZoneNameServers', {
      description: `delegate ${domain.zone} to these name servers in its parent zone, then set delegated in bin/environments.ts`,
      value: Fn.join(', ', this.hostedZone.hostedZoneNameServers ?? []),
    });
  }

  /** Log group with the environment's key and retention; a live environment's outlives its stack. */
  logGroup(scope: Construct, id: string): LogGroup {
    // eslint-disable-next-line awscdk/require-passing-this -- a log group belongs to the stack of what writes it
    return new LogGroup(scope, id, {
      encryptionKey: this.logsKey,
      retention: this.config.logRetentionDays ?? 90,
      removalPolicy: this.config.credentials === 'live' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Gives a function that CDK brings along a log group like every other; its own would be unencrypted and unlimited. */
  private logHandlerOf(provider: string): void {
    const handler = this.node.findChild(provider).node.findChild('Handler') as CfnResource;
    handler.addPropertyOverride('LoggingConfig', { LogGroup: this.logGroup(this, 'DefaultSecurityGroupLogs').logGroupName });
  }
}
