import { Tags } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnSecurityGroupIngress, type ISecurityGroup, type IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { known } from '../environment/pending';
import type { NetworkConfig } from '../environment/types';

export interface SecurityGroupsProps {
  readonly environment: string;
  readonly vpc: IVpc;
  readonly prefixLists: NetworkConfig['prefixLists'];
}

const https = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };

/** Matches nothing; a group without any rule out would be given one to everywhere. */
const nothing = { ipProtocol: 'icmp', fromPort: 252, toPort: 86, cidrIp: '255.255.255.255/32', description: 'nothing' };

/**
 * Who may talk to whom in the VPC, all rules in one place.
 *
 * They are handed out immutable: a construct that wants a rule of its own gets none, so the way out stays as it is read here.
 */
export class SecurityGroups extends Construct {
  /** Of the interface endpoints: HTTPS from the internal functions, nothing out. */
  readonly endpoints: ISecurityGroup;
  /** Of the functions that talk to AWS only: nothing in, HTTPS to the endpoints. */
  readonly internalFunctions: ISecurityGroup;

  constructor(scope: Construct, id: string, { environment, vpc, prefixLists }: SecurityGroupsProps) {
    super(scope, id);
    const group = (name: string, description: string, securityGroupEgress: CfnSecurityGroup.EgressProperty[]) => {
      const created = new CfnSecurityGroup(this, name, { vpcId: vpc.vpcId, groupDescription: description, securityGroupEgress });
      Tags.of(created).add('Name', `${environment} ${description.split(':')[0]}`);
      return created.attrGroupId;
    };
    const endpoints = group('Endpoints', 'interface endpoints: HTTPS from the internal functions, nothing out', [nothing]);
    const internalFunctions = group('InternalFunctions', 'internal functions: nothing in, HTTPS to the endpoints', [
      { ...https, destinationSecurityGroupId: endpoints, description: 'AWS services behind interface endpoints' },
      // a list that is still pending gets no rule: the call fails instead of finding another way.
      ...known([prefixLists.s3, prefixLists.dynamodb]).map(destinationPrefixListId => (
        { ...https, destinationPrefixListId, description: 'AWS service behind a gateway endpoint' })),
    ]);
    new CfnSecurityGroupIngress(this, 'FromInternalFunctions', {
      ...https, groupId: endpoints, sourceSecurityGroupId: internalFunctions, description: 'internal functions',
    });
    this.endpoints = SecurityGroup.fromSecurityGroupId(this, 'ImmutableEndpoints', endpoints, { mutable: false });
    this.internalFunctions = SecurityGroup.fromSecurityGroupId(this, 'ImmutableFunctions', internalFunctions, { mutable: false });
  }
}
