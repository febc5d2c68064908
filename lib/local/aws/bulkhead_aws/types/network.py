"""What surrounds the subnets: endpoints, flow logs, access lists."""
from bulkhead_aws.registry import REPLACE, creates, document
from bulkhead_aws.types.vpc import tagged


def _change(request, endpoint):
    request.client('ec2').modify_vpc_endpoint(VpcEndpointId=endpoint, PolicyDocument=document(request.properties['PolicyDocument']))


@creates(
    'AWS::EC2::VPCEndpoint', _change,
    lambda request, endpoint: request.client('ec2').delete_vpc_endpoints(VpcEndpointIds=[endpoint]),
)
def endpoint(request):
    policy = {'PolicyDocument': document(request.properties['PolicyDocument'])} if 'PolicyDocument' in request.properties else {}
    made = request.client('ec2').create_vpc_endpoint(
        **request.pick('VpcId', 'ServiceName', 'VpcEndpointType', 'SubnetIds', 'RouteTableIds', 'SecurityGroupIds', 'PrivateDnsEnabled'),
        **policy, **tagged(request, 'vpc-endpoint'),
    )['VpcEndpoint']
    return made['VpcEndpointId'], {
        'Id': made['VpcEndpointId'], 'NetworkInterfaceIds': made.get('NetworkInterfaceIds', []),
        'DnsEntries': [f'{entry.get("HostedZoneId", "")}:{entry["DnsName"]}' for entry in made.get('DnsEntries', [])],
        'CreationTimestamp': str(made.get('CreationTimestamp', '')),
    }


@creates('AWS::EC2::FlowLog', REPLACE, lambda request, log: request.client('ec2').delete_flow_logs(FlowLogIds=[log]))
def flow_log(request):
    answer = request.client('ec2').create_flow_logs(
        ResourceIds=[request.properties['ResourceId']],
        **request.pick(
            'ResourceType', 'TrafficType', 'DeliverLogsPermissionArn', 'LogDestinationType', 'LogDestination', 'LogGroupName',
            'LogFormat', 'MaxAggregationInterval'),
        **tagged(request, 'vpc-flow-log'),
    )
    if answer.get('Unsuccessful'):
        raise ValueError(f'flow log refused: {answer["Unsuccessful"]}')
    return answer['FlowLogIds'][0], {'Id': answer['FlowLogIds'][0]}


@creates('AWS::EC2::NetworkAcl', delete=lambda request, acl: request.client('ec2').delete_network_acl(NetworkAclId=acl))
def network_acl(request):
    made = request.client('ec2').create_network_acl(**request.pick('VpcId'), **tagged(request, 'network-acl'))
    acl = made['NetworkAcl']['NetworkAclId']
    return acl, {'Id': acl}


@creates(
    'AWS::EC2::NetworkAclEntry', REPLACE,
    lambda request, _id: request.client('ec2').delete_network_acl_entry(
        Egress=request.properties.get('Egress', False), **request.pick('NetworkAclId', 'RuleNumber')),
)
def network_acl_entry(request):
    given = request.pick('NetworkAclId', 'RuleNumber', 'RuleAction', 'CidrBlock', 'Ipv6CidrBlock', 'PortRange', IcmpTypeCode='Icmp')
    request.client('ec2').create_network_acl_entry(
        Protocol=str(request.properties['Protocol']), Egress=request.properties.get('Egress', False), **given)
    return request.name, {'Id': request.name}


@creates('AWS::EC2::SubnetNetworkAclAssociation', REPLACE)
def subnet_network_acl_association(request):
    ec2, subnet = request.client('ec2'), request.properties['SubnetId']
    lists = ec2.describe_network_acls(Filters=[{'Name': 'association.subnet-id', 'Values': [subnet]}])['NetworkAcls']
    current = next(one['NetworkAclAssociationId'] for acl in lists for one in acl['Associations'] if one['SubnetId'] == subnet)
    made = ec2.replace_network_acl_association(
        AssociationId=current, NetworkAclId=request.properties['NetworkAclId'])['NewAssociationId']
    return made, {'AssociationId': made}
