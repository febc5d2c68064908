from bulkhead_aws.registry import REAPPLY, creates, document


def _retain(request, name):
    logs = request.client('logs')
    if 'RetentionInDays' in request.properties:
        logs.put_retention_policy(logGroupName=name, retentionInDays=int(request.properties['RetentionInDays']))


@creates('AWS::Logs::LogGroup', _retain, lambda request, name: request.client('logs').delete_log_group(logGroupName=name))
def log_group(request):
    name = request.properties.get('LogGroupName', request.name)
    request.client('logs').create_log_group(logGroupName=name, tags=request.tag_map(), **request.pick(kmsKeyId='KmsKeyId'))
    _retain(request, name)
    return name, {'Arn': f'arn:aws:logs:{request.region}:{request.account}:log-group:{name}:*'}


@creates(
    'AWS::Logs::MetricFilter', REAPPLY,
    lambda request, name: request.client('logs').delete_metric_filter(
        logGroupName=request.properties['LogGroupName'], filterName=name),
)
def metric_filter(request):
    name = request.properties.get('FilterName', request.name)
    request.client('logs').put_metric_filter(
        filterName=name, logGroupName=request.properties['LogGroupName'], filterPattern=request.properties['FilterPattern'],
        metricTransformations=[_transformation(given) for given in request.properties['MetricTransformations']],
    )
    return name


def _transformation(given):
    made = {key[0].lower() + key[1:]: given[key] for key in ('MetricName', 'MetricNamespace', 'DefaultValue', 'Unit') if key in given}
    made['metricValue'] = str(given['MetricValue'])
    if 'Dimensions' in given:
        made['dimensions'] = {dimension['Key']: dimension['Value'] for dimension in given['Dimensions']}
    return made


@creates(
    'AWS::Logs::ResourcePolicy', REAPPLY,
    lambda request, name: request.client('logs').delete_resource_policy(policyName=name),
)
def resource_policy(request):
    name = request.properties['PolicyName']
    request.client('logs').put_resource_policy(policyName=name, policyDocument=document(request.properties['PolicyDocument']))
    return name


@creates('AWS::Logs::SubscriptionFilter', REAPPLY)
def subscription_filter(request):
    name = request.properties.get('FilterName', request.name)
    request.client('logs').put_subscription_filter(filterName=name, **request.pick(
        logGroupName='LogGroupName', filterPattern='FilterPattern', destinationArn='DestinationArn', roleArn='RoleArn'))
    return name
