import { RemovalPolicy, Tags } from 'aws-cdk-lib';
import { CfnEIP, type ISubnet, IpAddresses, NatProvider, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { NetworkConfig } from '../environment/types';

export interface EnvironmentVpcProps {
  /** Name of the environment; every part carries it, so that route tables can be read without an inventory. */
  readonly environment: string;
  readonly network: NetworkConfig;
}

/** Zones for which addresses are set aside, so that a zone added later renumbers nothing. */
const reservedZones = 3;

/** Bits by which a private subnet is smaller than the VPC: eight parts hold two subnets in each of three zones, and the public ones. */
const subnetBits = (zones: number): number => zones > reservedZones ? 4 : 3;

/**
 * The VPC of one environment, attached to nothing else.
 *
 * `isolated` subnets reach AWS through endpoints and have no way out; `egress` subnets reach the providers through
 * NAT gateways at static addresses; `public` ones hold those gateways, the fixed addresses that webhooks arrive at where there are any, and nothing else.
 */
export class EnvironmentVpc extends Construct {
  readonly vpc: Vpc;
  /** The static addresses, kept when the stack goes: an address that a provider allow-lists may not fall to a stranger. */
  readonly egressAddresses: readonly CfnEIP[];

  constructor(scope: Construct, id: string, { environment, network }: EnvironmentVpcProps) {
    super(scope, id);
    const { cidr, availabilityZones, egressAddresses } = network;
    this.egressAddresses = egressAddresses.map((_, index) => {
      const address = new CfnEIP(this, `EgressAddress${index + 1}`, { domain: 'vpc' });
      address.applyRemovalPolicy(RemovalPolicy.RETAIN);
      Tags.of(address).add('Name', `${environment} egress ${index + 1}`);
      return address;
    });
    const cidrMask = Number(cidr.split('/')[1]) + subnetBits(availabilityZones.length);
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(cidr),
      availabilityZones: [...availabilityZones],
      reservedAzs: Math.max(0, reservedZones - availabilityZones.length),
      natGateways: egressAddresses.length,
      natGatewayProvider: NatProvider.gateway({
        eipAllocationIds: this.egressAddresses.map(address => address.attrAllocationId),
      }),
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [
        { name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask },
        { name: 'Egress', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask },
        { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 28, mapPublicIpOnLaunch: false },
      ],
    });
    Tags.of(this.vpc).add('Name', environment, { includeResourceTypes: ['AWS::EC2::VPC', 'AWS::EC2::InternetGateway'] });
    this.name(environment, 'isolated', this.vpc.isolatedSubnets);
    this.name(environment, 'egress', this.vpc.privateSubnets);
    this.name(environment, 'public', this.vpc.publicSubnets);
  }

  /** Names the subnets with their route tables and gateways after what they are for, not after construct paths. */
  private name(environment: string, purpose: string, subnets: ISubnet[]): void {
    for (const subnet of subnets) {
      // above the name that the subnet gives itself.
      Tags.of(subnet).add('Name', `${environment} ${purpose} ${subnet.availabilityZone}`, { priority: 300 });
    }
  }
}
