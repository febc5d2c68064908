from bulkhead_aws.registry import REPLACE, creates

RECORD = ('Name', 'Type', 'TTL', 'SetIdentifier', 'Weight', 'Region', 'Failover', 'HealthCheckId', 'AliasTarget', 'MultiValueAnswer')


@creates('AWS::Route53::HostedZone', delete=lambda request, zone: request.client('route53').delete_hosted_zone(Id=zone))
def hosted_zone(request):
    route53, networks = request.client('route53'), request.properties.get('VPCs', [])
    config = {**request.properties.get('HostedZoneConfig', {}), 'PrivateZone': bool(networks)}
    first = {'VPC': _network(networks[0])} if networks else {}
    made = route53.create_hosted_zone(
        Name=request.properties['Name'], CallerReference=request.name, HostedZoneConfig=config, **first)
    zone = made['HostedZone']['Id'].split('/')[-1]
    for network in networks[1:]:
        route53.associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC=_network(network))
    return zone, {'Id': zone, 'NameServers': made.get('DelegationSet', {}).get('NameServers', [])}


def _network(given):
    return {'VPCId': given['VPCId'], 'VPCRegion': given['VPCRegion']}


def _record(request, action):
    record = request.pick(*RECORD)
    if 'TTL' in record:
        record['TTL'] = int(record['TTL'])
    if 'AliasTarget' in record:
        record['AliasTarget'] = {'EvaluateTargetHealth': False, **record['AliasTarget']}
    if 'ResourceRecords' in request.properties:
        record['ResourceRecords'] = [{'Value': value} for value in request.properties['ResourceRecords']]
    zone = request.properties.get('HostedZoneId') or _zone_named(request, request.properties['HostedZoneName'])
    request.client('route53').change_resource_record_sets(
        HostedZoneId=zone, ChangeBatch={'Changes': [{'Action': action, 'ResourceRecordSet': record}]})


def _zone_named(request, name):
    for zone in request.client('route53').list_hosted_zones_by_name(DNSName=name)['HostedZones']:
        if zone['Name'].rstrip('.') == name.rstrip('.'):
            return zone['Id'].split('/')[-1]
    raise LookupError(f'no hosted zone {name}')


@creates('AWS::Route53::RecordSet', REPLACE, lambda request, _name: _record(request, 'DELETE'))
def record_set(request):
    _record(request, 'UPSERT')
    return request.properties['Name']
