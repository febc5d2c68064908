import { Tags } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnSecurityGroupIngress, type ISecurityGroup, type IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { known } from '../environment/pending';
import type { NetworkConfig } from '../environment/types';

export interface SecurityGroupsProps {
  readonly environment: string;
  readonly vpc: IVpc;
  readonly prefixLists: NetworkConfig['prefixLists'];
  /** Blocks that the environment's providers answer from. */
  readonly providerAddresses: readonly string[];
}

const https = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };

/** Matches nothing; a group without any rule out would be given one to everywhere. */
export const nothing = { ipProtocol: 'icmp', fromPort: 252, toPort: 86, cidrIp: '255.255.255.255/32', description: 'nothing' };

/**
 * Who may talk to whom in the VPC, all rules in one place.
 *
 * They are handed out immutable: a construct that wants a rule of its own gets none, so the way out stays as it is read here.
 */
export class SecurityGroups extends Construct {
  /** Of the interface endpoints: HTTPS from the functions, nothing out. */
  readonly endpoints: ISecurityGroup;
  /** Of the functions that talk to AWS only: nothing in, HTTPS to the endpoints. */
  readonly internalFunctions: ISecurityGroup;
  /** Of the functions that call the providers: nothing in, HTTPS to the endpoints and to the providers' own addresses. */
  readonly providerFunctions: ISecurityGroup;

  constructor(scope: Construct, id: string, { environment, vpc, prefixLists, providerAddresses }: SecurityGroupsProps) {
    super(scope, id);
    const group = (name: string, description: string, securityGroupEgress: CfnSecurityGroup.EgressProperty[]) => {
      const created = new CfnSecurityGroup(this, name, { vpcId: vpc.vpcId, groupDescription: description, securityGroupEgress });
      Tags.of(created).add('Name', `${environment} ${description.split(':')[0]}`);
      return created.attrGroupId;
    };
    const endpoints = group('Endpoints', 'interface endpoints: HTTPS from the functions, nothing out', [nothing]);
    const services = [
      { ...https, destinationSecurityGroupId: endpoints, description: 'AWS services behind interface endpoints' },
      // a list that is still pending gets no rule: the call fails instead of finding another way.
      ...known([prefixLists.s3, prefixLists.dynamodb]).map(destinationPrefixListId => (
        { ...https, destinationPrefixListId, description: 'AWS service behind a gateway endpoint' })),
    ];
    const internalFunctions = group('InternalFunctions', 'internal functions: nothing in, HTTPS to the endpoints', services);
    const providerFunctions = group('ProviderFunctions', 'provider functions: nothing in, HTTPS to the endpoints and the providers', [
      ...services,
      ...providerAddresses.map(cidrIp => ({ ...https, cidrIp, description: 'provider' })),
    ]);
    new CfnSecurityGroupIngress(this, 'FromInternalFunctions', {
      ...https, groupId: endpoints, sourceSecurityGroupId: internalFunctions, description: 'internal functions',
    });
    new CfnSecurityGroupIngress(this, 'FromProviderFunctions', {
      ...https, groupId: endpoints, sourceSecurityGroupId: providerFunctions, description: 'functions that call the providers',
    });
    this.endpoints = SecurityGroup.fromSecurityGroupId(this, 'ImmutableEndpoints', endpoints, { mutable: false });
    this.internalFunctions = SecurityGroup.fromSecurityGroupId(this, 'ImmutableFunctions', internalFunctions, { mutable: false });
    this.providerFunctions = SecurityGroup.fromSecurityGroupId(this, 'ImmutableProviderFunctions', providerFunctions, { mutable: false });
  }
}
