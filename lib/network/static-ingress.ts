import { CfnOutput, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import {
  CfnEIP, CfnSecurityGroup, CfnSecurityGroupIngress, type CfnSecurityGroupProps, CfnVPCBlockPublicAccessExclusion, type ISecurityGroup, type ISubnet, type IVpc,
  SecurityGroup,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { nothing } from './security-groups';

export interface StaticIngressProps {
  readonly environment: string;
  readonly vpc: IVpc;
  /** Whether anything may come in yet; the addresses are there before that, because a provider takes days to register them. */
  readonly open: boolean;
}

/** Port of the webhooks, and port on which the application load balancer is asked whether it is well; only the addresses reach the second. */
export const ingressPorts = { webhooks: 443, health: 80 } as const;

/** The way in, once it is open. */
export interface OpenIngress {
  /** One for each zone, with the address that stands in it. */
  readonly places: readonly { readonly subnet: ISubnet; readonly allocationId: string }[];
  /** Of the load balancer with the addresses: HTTPS from everywhere, out to the one behind it alone. */
  readonly addresses: ISecurityGroup;
  /** Of the load balancer behind it: from the addresses alone, nothing out. */
  readonly balancer: ISecurityGroup;
}

const tcp = (port: number) => ({ ipProtocol: 'tcp', fromPort: port, toPort: port });

/**
 * The addresses that webhooks arrive at, and the only way into the VPC.
 *
 * Where the organization blocks ways in, the public subnets alone are excluded; nothing else in the account is.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
export class StaticIngress extends Construct {
  /** Absent while nothing may come in. */
  readonly way?: OpenIngress;

  constructor(scope: Construct, id: string, { environment, vpc, open }: StaticIngressProps) {
    super(scope, id);
    const places = vpc.publicSubnets.map((subnet, index) => {
      const address = new CfnEIP(this, `Address${index + 1}`, { domain: 'vpc' });
      // an address that a provider calls may not fall to a stranger.
      address.applyRemovalPolicy(RemovalPolicy.RETAIN);
      Tags.of(address).add('Name', `${environment} ingress ${index + 1}`);
      new CfnOutput(Stack.of(this), `IngressAddress${index + 1}`, {
        description: `fixed address of ${environment} that webhooks arrive at: register it with the provider and write it into bin/environments.ts`,
        value: address.attrPublicIp,
      });
      return { subnet, allocationId: address.attrAllocationId };
    });
    if (open) this.way = { places, ...this.open(environment, vpc) };
  }

  private open(environment: string, vpc: IVpc): Pick<OpenIngress, 'addresses' | 'balancer'> {
    vpc.publicSubnets.forEach((subnet, index) => new CfnVPCBlockPublicAccessExclusion(this, `Exclusion${index + 1}`, {
      internetGatewayExclusionMode: 'allow-bidirectional', subnetId: subnet.subnetId,
    }));
    const group = (name: string, description: string, rules: Pick<CfnSecurityGroupProps, 'securityGroupEgress' | 'securityGroupIngress'>) => {
      const created = new CfnSecurityGroup(this, name, { vpcId: vpc.vpcId, groupDescription: description, ...rules });
      Tags.of(created).add('Name', `${environment} ${description.split(':')[0]}`);
      return created.attrGroupId;
    };
    const balancer = group('Balancer', 'webhook load balancer: from the fixed addresses, nothing out', { securityGroupEgress: [nothing] });
    const addresses = group('Addresses', 'fixed addresses: HTTPS from everywhere, out to the webhook load balancer', {
      securityGroupIngress: [{ ...tcp(ingressPorts.webhooks), cidrIp: '0.0.0.0/0', description: 'providers' }],
      securityGroupEgress: Object.entries(ingressPorts).map(([description, port]) => ({ ...tcp(port), destinationSecurityGroupId: balancer, description })),
    });
    for (const [purpose, port] of Object.entries(ingressPorts)) {
      new CfnSecurityGroupIngress(this, `To${purpose === 'health' ? 'Health' : 'Webhooks'}`, {
        ...tcp(port), groupId: balancer, sourceSecurityGroupId: addresses, description: purpose,
      });
    }
    return {
      addresses: SecurityGroup.fromSecurityGroupId(this, 'ImmutableAddresses', addresses, { mutable: false }),
      balancer: SecurityGroup.fromSecurityGroupId(this, 'ImmutableBalancer', balancer, { mutable: false }),
    };
  }
}
