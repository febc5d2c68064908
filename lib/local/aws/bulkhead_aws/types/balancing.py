"""Load balancers, what they listen on and where they send requests."""
from hashlib import sha256

from bulkhead_aws.registry import REPLACE, creates

LISTENER = ('Protocol', 'Port', 'SslPolicy', 'Certificates', 'DefaultActions', 'AlpnPolicy')
GROUP = ('Protocol', 'ProtocolVersion', 'VpcId', 'TargetType', 'HealthCheckProtocol', 'HealthCheckPort', 'HealthCheckPath', 'Matcher')
NUMBERS = ('Port', 'HealthCheckIntervalSeconds', 'HealthCheckTimeoutSeconds', 'HealthyThresholdCount', 'UnhealthyThresholdCount')


def _named(request):
    """At most 32 letters, digits and dashes, as CloudFormation makes them up where a template gives no name."""
    return request.properties.get('Name') or f'made-{sha256(request.name.encode()).hexdigest()[:16]}'


def _tagged(request):
    return {'Tags': request.tags()} if request.tags() else {}


@creates('AWS::ElasticLoadBalancingV2::LoadBalancer', delete=lambda request, arn: request.client('elbv2').delete_load_balancer(LoadBalancerArn=arn))
def load_balancer(request):
    elb = request.client('elbv2')
    made = elb.create_load_balancer(
        Name=_named(request), **_tagged(request),
        **request.pick('Subnets', 'SubnetMappings', 'SecurityGroups', 'Scheme', 'Type', 'IpAddressType'))['LoadBalancers'][0]
    arn = made['LoadBalancerArn']
    if request.properties.get('LoadBalancerAttributes'):
        elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=request.properties['LoadBalancerAttributes'])
    return arn, {
        'LoadBalancerArn': arn, 'DNSName': made['DNSName'], 'CanonicalHostedZoneID': made['CanonicalHostedZoneId'],
        'LoadBalancerFullName': arn.split(':loadbalancer/')[1], 'LoadBalancerName': made['LoadBalancerName'],
        'SecurityGroups': made.get('SecurityGroups', []),
    }


@creates('AWS::ElasticLoadBalancingV2::TargetGroup', delete=lambda request, arn: request.client('elbv2').delete_target_group(TargetGroupArn=arn))
def target_group(request):
    elb = request.client('elbv2')
    numbers = {name: int(value) for name, value in request.pick(*NUMBERS).items()}
    made = elb.create_target_group(Name=_named(request), **_tagged(request), **request.pick(*GROUP), **numbers)['TargetGroups'][0]
    arn = made['TargetGroupArn']
    if request.properties.get('TargetGroupAttributes'):
        elb.modify_target_group_attributes(TargetGroupArn=arn, Attributes=request.properties['TargetGroupAttributes'])
    if request.properties.get('Targets'):
        elb.register_targets(TargetGroupArn=arn, Targets=request.properties['Targets'])
    return arn, {
        'TargetGroupArn': arn, 'TargetGroupName': made['TargetGroupName'], 'TargetGroupFullName': arn.rsplit(':', 1)[1],
        'LoadBalancerArns': made.get('LoadBalancerArns', []),
    }


@creates('AWS::ElasticLoadBalancingV2::Listener', delete=lambda request, arn: request.client('elbv2').delete_listener(ListenerArn=arn))
def listener(request):
    arn = request.client('elbv2').create_listener(
        **_tagged(request), **request.pick('LoadBalancerArn', *LISTENER))['Listeners'][0]['ListenerArn']
    return arn, {'ListenerArn': arn}


@creates('AWS::ElasticLoadBalancingV2::ListenerRule', REPLACE, lambda request, arn: request.client('elbv2').delete_rule(RuleArn=arn))
def listener_rule(request):
    arn = request.client('elbv2').create_rule(
        **_tagged(request), **request.pick('ListenerArn', 'Conditions', 'Actions'), Priority=int(request.properties['Priority']),
    )['Rules'][0]['RuleArn']
    return arn, {'RuleArn': arn, 'IsDefault': False}
