"""EC2 and the resolver."""
from bulkhead_aws.inventory.look import one, same
from bulkhead_aws.types.security_groups import permission


def _found(operation, parameter, key):
    """Resources that a describe call finds by their id."""
    def check(look, physical_id, given):
        return getattr(look('ec2'), operation)(**{parameter: [physical_id]})[key]
    return check


def _route(look, physical_id, given):
    table, destination = physical_id.split('|')
    routes = look('ec2').describe_route_tables(RouteTableIds=[table])['RouteTables'][0]['Routes']
    return one(routes, DestinationCidrBlock=destination)


def _table_association(look, association, given):
    tables = look('ec2').describe_route_tables(RouteTableIds=[given['RouteTableId']])['RouteTables']
    return one(tables[0]['Associations'], RouteTableAssociationId=association, SubnetId=given['SubnetId'])


def _gateway_attachment(look, physical_id, given):
    gateways = look('ec2').describe_internet_gateways(InternetGatewayIds=[given['InternetGatewayId']])['InternetGateways']
    return one(gateways[0]['Attachments'], VpcId=given['VpcId'])


def _endpoint(look, endpoint, given):
    made = look('ec2').describe_vpc_endpoints(VpcEndpointIds=[endpoint])['VpcEndpoints'][0]
    return made['ServiceName'] == given['ServiceName'] \
        and ('PolicyDocument' not in given or same(made['PolicyDocument'], given['PolicyDocument']))


def _security_group(look, group, given):
    made = look('ec2').describe_security_groups(GroupIds=[group])['SecurityGroups'][0]
    return 'SecurityGroupEgress' not in given or _covers(made['IpPermissionsEgress'], given['SecurityGroupEgress'])


def _covers(existing, rules):
    return all(_has(existing, permission(rule)) for rule in rules)


def _has(existing, wanted):
    """Whether the group has a rule of this protocol and port that names the same peer."""
    peers = {'IpRanges': 'CidrIp', 'Ipv6Ranges': 'CidrIpv6', 'PrefixListIds': 'PrefixListId', 'UserIdGroupPairs': 'GroupId'}
    return any(
        rule['IpProtocol'] == wanted['IpProtocol'] and rule.get('FromPort') == wanted.get('FromPort')
        and all(one(rule.get(kind, []), **{key: wanted[kind][0][key]}) for kind, key in peers.items() if kind in wanted)
        for rule in existing)


def _rule(direction):
    def check(look, _id, given):
        return _has(look('ec2').describe_security_groups(GroupIds=[given['GroupId']])['SecurityGroups'][0][direction], permission(given))
    return check


def _restricted(look, group, given):
    made = look('ec2').describe_security_groups(GroupIds=[group])['SecurityGroups'][0]
    return not made['IpPermissions'] and not made['IpPermissionsEgress']


def _acl_entry(look, _id, given):
    entries = look('ec2').describe_network_acls(NetworkAclIds=[given['NetworkAclId']])['NetworkAcls'][0]['Entries']
    return one(entries, RuleNumber=given['RuleNumber'], Egress=given.get('Egress', False))


def _acl_association(look, association, given):
    associations = look('ec2').describe_network_acls(NetworkAclIds=[given['NetworkAclId']])['NetworkAcls'][0]['Associations']
    return one(associations, SubnetId=given['SubnetId'])


CHECKS = {
    'AWS::EC2::VPC': _found('describe_vpcs', 'VpcIds', 'Vpcs'),
    'AWS::EC2::Subnet': _found('describe_subnets', 'SubnetIds', 'Subnets'),
    'AWS::EC2::RouteTable': _found('describe_route_tables', 'RouteTableIds', 'RouteTables'),
    'AWS::EC2::Route': _route,
    'AWS::EC2::SubnetRouteTableAssociation': _table_association,
    'AWS::EC2::InternetGateway': _found('describe_internet_gateways', 'InternetGatewayIds', 'InternetGateways'),
    'AWS::EC2::VPCGatewayAttachment': _gateway_attachment,
    'AWS::EC2::EIP': _found('describe_addresses', 'PublicIps', 'Addresses'),
    'AWS::EC2::NatGateway': _found('describe_nat_gateways', 'NatGatewayIds', 'NatGateways'),
    'AWS::EC2::VPCEndpoint': _endpoint,
    'AWS::EC2::FlowLog': _found('describe_flow_logs', 'FlowLogIds', 'FlowLogs'),
    'AWS::EC2::NetworkAcl': _found('describe_network_acls', 'NetworkAclIds', 'NetworkAcls'),
    'AWS::EC2::NetworkAclEntry': _acl_entry,
    'AWS::EC2::SubnetNetworkAclAssociation': _acl_association,
    'AWS::EC2::SecurityGroup': _security_group,
    'AWS::EC2::SecurityGroupIngress': _rule('IpPermissions'),
    'AWS::EC2::SecurityGroupEgress': _rule('IpPermissionsEgress'),
    'Custom::VpcRestrictDefaultSG': _restricted,
    'AWS::Route53Resolver::ResolverQueryLoggingConfig': lambda look, i, given: look('route53resolver').get_resolver_query_log_config(
        ResolverQueryLogConfigId=i)['ResolverQueryLogConfig'],
    'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation': lambda look, i, given: look('route53resolver')
        .get_resolver_query_log_config_association(ResolverQueryLogConfigAssociationId=i)['ResolverQueryLogConfigAssociation'],
}
