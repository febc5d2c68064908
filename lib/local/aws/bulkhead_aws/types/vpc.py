"""The network itself: the VPC, its subnets and the ways between them."""
from bulkhead_aws.registry import REPLACE, creates


def tagged(request, kind):
    """Tags as EC2 takes them at creation, with the two by which CloudFormation marks what it made."""
    tags = [*request.tags(), {'Key': 'aws:cloudformation:logical-id', 'Value': request.logical_id}]
    return {'TagSpecifications': [{'ResourceType': kind, 'Tags': [{'Key': tag['Key'], 'Value': str(tag['Value'])} for tag in tags]}]}


@creates('AWS::EC2::VPC', delete=lambda request, vpc: request.client('ec2').delete_vpc(VpcId=vpc))
def vpc(request):
    ec2 = request.client('ec2')
    made = ec2.create_vpc(**request.pick('CidrBlock', 'InstanceTenancy'), **tagged(request, 'vpc'))['Vpc']
    for attribute in ('EnableDnsSupport', 'EnableDnsHostnames'):
        if attribute in request.properties:
            ec2.modify_vpc_attribute(VpcId=made['VpcId'], **{attribute: {'Value': request.properties[attribute]}})
    within = [{'Name': 'vpc-id', 'Values': [made['VpcId']]}]
    groups = ec2.describe_security_groups(Filters=[*within, {'Name': 'group-name', 'Values': ['default']}])['SecurityGroups']
    lists = ec2.describe_network_acls(Filters=[*within, {'Name': 'default', 'Values': ['true']}])['NetworkAcls']
    return made['VpcId'], {
        'VpcId': made['VpcId'], 'CidrBlock': made['CidrBlock'], 'DefaultSecurityGroup': groups[0]['GroupId'],
        'DefaultNetworkAcl': lists[0]['NetworkAclId'], 'CidrBlockAssociations': [], 'Ipv6CidrBlocks': [],
    }


@creates('AWS::EC2::Subnet', delete=lambda request, subnet: request.client('ec2').delete_subnet(SubnetId=subnet))
def subnet(request):
    ec2 = request.client('ec2')
    made = ec2.create_subnet(**request.pick('VpcId', 'CidrBlock', 'AvailabilityZone'), **tagged(request, 'subnet'))['Subnet']
    if 'MapPublicIpOnLaunch' in request.properties:
        ec2.modify_subnet_attribute(
            SubnetId=made['SubnetId'], MapPublicIpOnLaunch={'Value': request.properties['MapPublicIpOnLaunch']})
    lists = ec2.describe_network_acls(Filters=[{'Name': 'association.subnet-id', 'Values': [made['SubnetId']]}])['NetworkAcls']
    associations = [one for acl in lists for one in acl['Associations']]
    association = next((one['NetworkAclAssociationId'] for one in associations if one['SubnetId'] == made['SubnetId']), '')
    return made['SubnetId'], {
        'SubnetId': made['SubnetId'], 'VpcId': made['VpcId'], 'CidrBlock': made['CidrBlock'],
        'AvailabilityZone': made['AvailabilityZone'], 'NetworkAclAssociationId': association, 'Ipv6CidrBlocks': [],
    }


@creates('AWS::EC2::RouteTable', delete=lambda request, table: request.client('ec2').delete_route_table(RouteTableId=table))
def route_table(request):
    made = request.client('ec2').create_route_table(**request.pick('VpcId'), **tagged(request, 'route-table'))
    table = made['RouteTable']['RouteTableId']
    return table, {'RouteTableId': table}


TARGETS = (
    'GatewayId', 'NatGatewayId', 'InstanceId', 'NetworkInterfaceId', 'TransitGatewayId', 'EgressOnlyInternetGatewayId',
    'VpcPeeringConnectionId', 'VpcEndpointId',
)
DESTINATIONS = ('DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId')


@creates(
    'AWS::EC2::Route', REPLACE,
    lambda request, _id: request.client('ec2').delete_route(**request.pick('RouteTableId', *DESTINATIONS)),
)
def route(request):
    request.client('ec2').create_route(**request.pick('RouteTableId', *DESTINATIONS, *TARGETS))
    destination = next(iter(request.pick(*DESTINATIONS).values()))
    return f'{request.properties["RouteTableId"]}|{destination}', {'CidrBlock': destination}


@creates(
    'AWS::EC2::SubnetRouteTableAssociation', REPLACE,
    lambda request, association: request.client('ec2').disassociate_route_table(AssociationId=association),
)
def subnet_route_table_association(request):
    made = request.client('ec2').associate_route_table(**request.pick('RouteTableId', 'SubnetId'))['AssociationId']
    return made, {'Id': made}


@creates(
    'AWS::EC2::InternetGateway',
    delete=lambda request, gateway: request.client('ec2').delete_internet_gateway(InternetGatewayId=gateway),
)
def internet_gateway(request):
    made = request.client('ec2').create_internet_gateway(**tagged(request, 'internet-gateway'))
    gateway = made['InternetGateway']['InternetGatewayId']
    return gateway, {'InternetGatewayId': gateway}


@creates(
    'AWS::EC2::VPCGatewayAttachment', REPLACE,
    lambda request, _id: request.client('ec2').detach_internet_gateway(**request.pick('VpcId', 'InternetGatewayId')),
)
def gateway_attachment(request):
    request.client('ec2').attach_internet_gateway(**request.pick('VpcId', 'InternetGatewayId'))
    return f'IGW|{request.properties["VpcId"]}'


@creates('AWS::EC2::EIP', delete=lambda request, address: request.client('ec2').release_address(
    AllocationId=_allocation(request, address)))
def elastic_address(request):
    made = request.client('ec2').allocate_address(Domain='vpc', **tagged(request, 'elastic-ip'))
    return made['PublicIp'], {'AllocationId': made['AllocationId'], 'PublicIp': made['PublicIp']}


def _allocation(request, address):
    return request.client('ec2').describe_addresses(PublicIps=[address])['Addresses'][0]['AllocationId']


@creates(
    'AWS::EC2::NatGateway',
    delete=lambda request, gateway: request.client('ec2').delete_nat_gateway(NatGatewayId=gateway),
)
def nat_gateway(request):
    made = request.client('ec2').create_nat_gateway(
        **request.pick('SubnetId', 'AllocationId', 'ConnectivityType'), **tagged(request, 'natgateway'))
    gateway = made['NatGateway']['NatGatewayId']
    return gateway, {'NatGatewayId': gateway}
