"""DNS: moto has the resolver's query logs, and none of its firewall."""
from bulkhead_aws.registry import REPLACE, creates, records

NO_FIREWALL = 'moto has no DNS firewall'


def _firewall(kind, prefix, segment):
    records(
        kind, NO_FIREWALL,
        physical_id=lambda request: f'{prefix}-{request.name[-12:].lower()}',
        attributes=lambda request, made: {
            'Id': made, 'Arn': f'arn:aws:route53resolver:{request.region}:{request.account}:{segment}/{made}',
        },
    )


_firewall('AWS::Route53Resolver::FirewallDomainList', 'rslvr-fdl', 'firewall-domain-list')
_firewall('AWS::Route53Resolver::FirewallRuleGroup', 'rslvr-frg', 'firewall-rule-group')
_firewall('AWS::Route53Resolver::FirewallRuleGroupAssociation', 'rslvr-frgassoc', 'firewall-rule-group-association')
_firewall('AWS::Route53Resolver::FirewallConfig', 'rslvr-fc', 'firewall-config')


def _delete_config(request, config):
    request.client('route53resolver').delete_resolver_query_log_config(ResolverQueryLogConfigId=config)


@creates('AWS::Route53Resolver::ResolverQueryLoggingConfig', REPLACE, _delete_config)
def query_logging(request):
    made = request.client('route53resolver').create_resolver_query_log_config(
        Name=request.properties.get('Name', request.name), DestinationArn=request.properties['DestinationArn'],
        CreatorRequestId=request.name,
    )['ResolverQueryLogConfig']
    return made['Id'], {'Id': made['Id'], 'Arn': made['Arn']}


@creates('AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', REPLACE)
def query_logging_association(request):
    made = request.client('route53resolver').associate_resolver_query_log_config(
        **request.pick(ResolverQueryLogConfigId='ResolverQueryLogConfigId', ResourceId='ResourceId'),
    )['ResolverQueryLogConfigAssociation']
    return made['Id'], {'Id': made['Id']}
