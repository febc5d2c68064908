from bulkhead_aws.registry import REAPPLY, creates, document, records


@creates(
    'AWS::CloudWatch::Alarm', REAPPLY,
    lambda request, name: request.client('cloudwatch').delete_alarms(AlarmNames=[name]),
)
def alarm(request):
    given = {key: value for key, value in request.properties.items() if key not in ('AlarmName', 'Tags')}
    name = request.properties.get('AlarmName', request.name)
    request.client('cloudwatch').put_metric_alarm(AlarmName=name, Tags=request.tags(), **given)
    return name, {'Arn': _arn(request, name)}


def _arn(request, name):
    return f'arn:aws:cloudwatch:{request.region}:{request.account}:alarm:{name}'


records(
    'AWS::CloudWatch::CompositeAlarm', 'moto has no composite alarms',
    physical_id=lambda request: request.properties.get('AlarmName', request.name),
    attributes=lambda request, name: {'Arn': _arn(request, name)},
)


@creates(
    'AWS::CloudWatch::Dashboard', REAPPLY,
    lambda request, name: request.client('cloudwatch').delete_dashboards(DashboardNames=[name]),
)
def dashboard(request):
    name = request.properties.get('DashboardName', request.name)
    request.client('cloudwatch').put_dashboard(DashboardName=name, DashboardBody=document(request.properties['DashboardBody']))
    return name
