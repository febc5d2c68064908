"""Who may reach whom inside the network."""
from bulkhead_aws.registry import REPLACE, creates, records
from bulkhead_aws.types.vpc import tagged


def permission(rule):
    """One rule of a template as the service's permission; a rule without ports covers all of them."""
    made = {'IpProtocol': str(rule['IpProtocol'])}
    for port in ('FromPort', 'ToPort'):
        if port in rule:
            made[port] = int(rule[port])
    said = {'Description': rule['Description']} if 'Description' in rule else {}
    if 'CidrIp' in rule:
        made['IpRanges'] = [{'CidrIp': rule['CidrIp'], **said}]
    if 'CidrIpv6' in rule:
        made['Ipv6Ranges'] = [{'CidrIpv6': rule['CidrIpv6'], **said}]
    for key in ('DestinationPrefixListId', 'SourcePrefixListId'):
        if key in rule:
            made['PrefixListIds'] = [{'PrefixListId': rule[key], **said}]
    for key in ('DestinationSecurityGroupId', 'SourceSecurityGroupId'):
        if key in rule:
            made['UserIdGroupPairs'] = [{'GroupId': rule[key], **said}]
    return made


@creates('AWS::EC2::SecurityGroup', delete=lambda request, group: request.client('ec2').delete_security_group(GroupId=group))
def security_group(request):
    ec2, given = request.client('ec2'), request.properties
    group = ec2.create_security_group(
        GroupName=given.get('GroupName', request.name), Description=given['GroupDescription'], **request.pick('VpcId'),
        **tagged(request, 'security-group'),
    )['GroupId']
    for rule in given.get('SecurityGroupIngress', []):
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission(rule)])
    if 'SecurityGroupEgress' in given:
        # a template's own egress replaces the rule that allows everything.
        ec2.revoke_security_group_egress(GroupId=group, IpPermissions=[permission({'IpProtocol': '-1', 'CidrIp': '0.0.0.0/0'})])
        for rule in given['SecurityGroupEgress']:
            ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[permission(rule)])
    return group, {'GroupId': group, 'Id': group, 'VpcId': given.get('VpcId', '')}


def _added(request, answer):
    rule = answer['SecurityGroupRules'][0]['SecurityGroupRuleId']
    return rule, {'Id': rule}


@creates(
    'AWS::EC2::SecurityGroupIngress', REPLACE,
    lambda request, _id: request.client('ec2').revoke_security_group_ingress(
        GroupId=request.properties['GroupId'], IpPermissions=[permission(request.properties)]),
)
def ingress(request):
    return _added(request, request.client('ec2').authorize_security_group_ingress(
        GroupId=request.properties['GroupId'], IpPermissions=[permission(request.properties)]))


@creates(
    'AWS::EC2::SecurityGroupEgress', REPLACE,
    lambda request, _id: request.client('ec2').revoke_security_group_egress(
        GroupId=request.properties['GroupId'], IpPermissions=[permission(request.properties)]),
)
def egress(request):
    return _added(request, request.client('ec2').authorize_security_group_egress(
        GroupId=request.properties['GroupId'], IpPermissions=[permission(request.properties)]))


@creates('Custom::VpcRestrictDefaultSG')
def restrict_default_group(request):
    """The toolkit's function cannot run here, so what it would do is done: the default group loses its rules."""
    ec2, group = request.client('ec2'), request.properties['DefaultSecurityGroupId']
    found = ec2.describe_security_groups(GroupIds=[group])['SecurityGroups'][0]
    if found['IpPermissions']:
        ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=found['IpPermissions'])
    if found['IpPermissionsEgress']:
        ec2.revoke_security_group_egress(GroupId=group, IpPermissions=found['IpPermissionsEgress'])
    return group


records('AWS::EC2::VPCBlockPublicAccessOptions', 'moto has no VPC block public access', lambda request: request.account)
records('AWS::EC2::VPCBlockPublicAccessExclusion', 'moto has no VPC block public access',
        attributes=lambda request, made: {'ExclusionId': made})
