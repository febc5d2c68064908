"""Load balancers."""
from bulkhead_aws.inventory.look import one


def _attributes(operation, parameter, key):
    """Whether everything that the template sets is set."""
    def check(look, arn, given):
        made = {item['Key']: item['Value'] for item in getattr(look('elbv2'), operation)(**{parameter: arn})['Attributes']}
        return all(made.get(item['Key']) == item['Value'] for item in given.get(key, []))
    return check


def _load_balancer(look, arn, given):
    made = look('elbv2').describe_load_balancers(LoadBalancerArns=[arn])['LoadBalancers'][0]
    return made['Type'] == given.get('Type', 'application') and _BALANCER_ATTRIBUTES(look, arn, given)


def _target_group(look, arn, given):
    made = look('elbv2').describe_target_groups(TargetGroupArns=[arn])['TargetGroups'][0]
    health = look('elbv2').describe_target_health(TargetGroupArn=arn)['TargetHealthDescriptions']
    targets = [item['Target'] for item in health]
    return made['TargetType'] == given.get('TargetType', 'instance') and _GROUP_ATTRIBUTES(look, arn, given) \
        and all(one(targets, Id=target['Id']) for target in given.get('Targets', []))


def _listener(look, arn, given):
    made = look('elbv2').describe_listeners(ListenerArns=[arn])['Listeners'][0]
    return made['Protocol'] == given['Protocol'] and made['Port'] == given['Port'] and made.get('SslPolicy') == given.get('SslPolicy', made.get('SslPolicy'))


_BALANCER_ATTRIBUTES = _attributes('describe_load_balancer_attributes', 'LoadBalancerArn', 'LoadBalancerAttributes')
_GROUP_ATTRIBUTES = _attributes('describe_target_group_attributes', 'TargetGroupArn', 'TargetGroupAttributes')

CHECKS = {
    'AWS::ElasticLoadBalancingV2::LoadBalancer': _load_balancer,
    'AWS::ElasticLoadBalancingV2::TargetGroup': _target_group,
    'AWS::ElasticLoadBalancingV2::Listener': _listener,
    'AWS::ElasticLoadBalancingV2::ListenerRule': lambda look, arn, given: one(
        look('elbv2').describe_rules(RuleArns=[arn])['Rules'], Priority=str(given['Priority'])),
}
