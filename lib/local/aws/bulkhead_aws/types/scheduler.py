from bulkhead_aws.registry import REPLACE, creates


@creates(
    'AWS::Scheduler::Schedule', REPLACE,
    lambda request, name: request.client('scheduler').delete_schedule(Name=name, **request.pick('GroupName')),
)
def schedule(request):
    name = request.properties.get('Name', request.name[-64:].lstrip('-'))
    arn = request.client('scheduler').create_schedule(Name=name, **request.pick(
        'GroupName', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'FlexibleTimeWindow', 'Target', 'State',
        'Description', 'KmsKeyArn', 'StartDate', 'EndDate',
    ))['ScheduleArn']
    return name, {'Arn': arn}


@creates(
    'AWS::Scheduler::ScheduleGroup', REPLACE,
    lambda request, name: request.client('scheduler').delete_schedule_group(Name=name),
)
def schedule_group(request):
    name = request.properties.get('Name', request.name[-64:].lstrip('-'))
    arn = request.client('scheduler').create_schedule_group(Name=name, Tags=request.tags())['ScheduleGroupArn']
    return name, {'Arn': arn}
