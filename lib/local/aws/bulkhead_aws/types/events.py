from bulkhead_aws.registry import REAPPLY, REPLACE, creates, document

DEFAULT_BUS = 'default'


@creates('AWS::Events::EventBus', delete=lambda request, name: request.client('events').delete_event_bus(Name=name))
def event_bus(request):
    events, name = request.client('events'), request.properties['Name']
    arn = events.create_event_bus(
        Name=name, Tags=request.tags(), **request.pick('Description', 'KmsKeyIdentifier', 'DeadLetterConfig', 'EventSourceName'),
    )['EventBusArn']
    if 'Policy' in request.properties:
        events.put_permission(EventBusName=name, Policy=document(request.properties['Policy']))
    return name, {'Arn': arn, 'Name': name}


def _forbid(request, _name):
    request.client('events').remove_permission(**request.pick('EventBusName', 'StatementId'))


@creates('AWS::Events::EventBusPolicy', REAPPLY, _forbid)
def event_bus_policy(request):
    given, bus = request.properties, request.properties.get('EventBusName', DEFAULT_BUS)
    if 'Statement' in given:
        statement = {'Sid': given['StatementId'], **given['Statement']}
        policy = document({'Version': '2012-10-17', 'Statement': [statement]})
        request.client('events').put_permission(EventBusName=bus, Policy=policy)
    else:
        request.client('events').put_permission(EventBusName=bus, **request.pick('StatementId', 'Action', 'Principal', 'Condition'))
    return f'{bus}|{given["StatementId"]}'


def _place(request):
    """A rule's name and its bus; Ref answers both for a bus of one's own, as on AWS."""
    bus = request.properties.get('EventBusName', DEFAULT_BUS).split('/')[-1]
    return request.properties.get('Name', request.name), bus


def _delete_rule(request, physical_id):
    events, name, (_, bus) = request.client('events'), physical_id.split('|')[-1], _place(request)
    targets = [target['Id'] for target in request.properties.get('Targets', [])]
    if targets:
        events.remove_targets(Rule=name, EventBusName=bus, Ids=targets)
    events.delete_rule(Name=name, EventBusName=bus)


@creates('AWS::Events::Rule', REPLACE, _delete_rule)
def rule(request):
    events, (name, bus) = request.client('events'), _place(request)
    pattern = {'EventPattern': document(request.properties['EventPattern'])} if 'EventPattern' in request.properties else {}
    arn = events.put_rule(
        Name=name, EventBusName=bus, Tags=request.tags(), **pattern,
        **request.pick('ScheduleExpression', 'State', 'Description', 'RoleArn'),
    )['RuleArn']
    if request.properties.get('Targets'):
        answer = events.put_targets(Rule=name, EventBusName=bus, Targets=request.properties['Targets'])
        if answer['FailedEntryCount']:
            raise ValueError(f'targets refused: {answer["FailedEntries"]}')
    return (name if bus == DEFAULT_BUS else f'{bus}|{name}'), {'Arn': arn}


@creates('AWS::Events::Archive', REPLACE, lambda request, name: request.client('events').delete_archive(ArchiveName=name))
def archive(request):
    name = request.properties.get('ArchiveName', request.name[-48:].lstrip('-'))
    pattern = {'EventPattern': document(request.properties['EventPattern'])} if 'EventPattern' in request.properties else {}
    arn = request.client('events').create_archive(
        ArchiveName=name, EventSourceArn=request.properties['SourceArn'], **pattern,
        **request.pick('Description', 'RetentionDays'),
    )['ArchiveArn']
    return name, {'Arn': arn, 'ArchiveName': name}
