"""AWS::Lambda: the functions are stored here and run by the Lambda host."""
from bulkhead_aws.registry import REAPPLY, REPLACE, creates

CONFIGURED = (
    'Role', 'Handler', 'Runtime', 'Description', 'Timeout', 'MemorySize', 'VpcConfig', 'Environment', 'KmsKeyArn',
    'DeadLetterConfig', 'TracingConfig', 'EphemeralStorage', 'LoggingConfig', 'Layers',
)


def _change(request, name):
    functions = request.client('lambda')
    code = request.properties['Code']
    functions.update_function_code(FunctionName=name, **{key: code[key] for key in ('S3Bucket', 'S3Key') if key in code})
    functions.update_function_configuration(FunctionName=name, **request.pick(*CONFIGURED))


@creates('AWS::Lambda::Function', _change, lambda request, name: request.client('lambda').delete_function(FunctionName=name))
def function(request):
    functions, given = request.client('lambda'), request.properties
    if 'ZipFile' in given['Code']:
        raise NotImplementedError('inline code is not emulated; give the function an asset')
    name = given.get('FunctionName', request.name)
    arn = functions.create_function(
        FunctionName=name, Tags=request.tag_map(), **request.pick('Code', 'Architectures', 'PackageType', *CONFIGURED),
    )['FunctionArn']
    if 'ReservedConcurrentExecutions' in given:
        functions.put_function_concurrency(
            FunctionName=name, ReservedConcurrentExecutions=given['ReservedConcurrentExecutions'])
    return name, {'Arn': arn}


@creates('AWS::Lambda::Version', REAPPLY)
def version(request):
    made = request.client('lambda').publish_version(**request.pick('FunctionName', 'Description'))
    return made['FunctionArn'], {'Version': made['Version'], 'FunctionArn': made['FunctionArn']}


@creates(
    'AWS::Lambda::Alias',
    lambda request, _arn: request.client('lambda').update_alias(**request.pick('FunctionName', 'Name', 'FunctionVersion')),
)
def alias(request):
    arn = request.client('lambda').create_alias(**request.pick('FunctionName', 'Name', 'FunctionVersion', 'Description'))['AliasArn']
    return arn, {'AliasArn': arn}


@creates(
    'AWS::Lambda::Permission', REPLACE,
    lambda request, sid: request.client('lambda').remove_permission(
        FunctionName=request.properties['FunctionName'], StatementId=sid),
)
def permission(request):
    request.client('lambda').add_permission(StatementId=request.name, **request.pick(
        'FunctionName', 'Action', 'Principal', 'SourceArn', 'SourceAccount', 'PrincipalOrgID', 'EventSourceToken'))
    return request.name, {'Id': request.name}


@creates(
    'AWS::Lambda::EventSourceMapping', REPLACE,
    lambda request, uuid: request.client('lambda').delete_event_source_mapping(UUID=uuid),
)
def event_source_mapping(request):
    made = request.client('lambda').create_event_source_mapping(**request.pick(
        'EventSourceArn', 'FunctionName', 'Enabled', 'BatchSize', 'FilterCriteria', 'MaximumBatchingWindowInSeconds',
        'ParallelizationFactor', 'StartingPosition', 'DestinationConfig', 'MaximumRecordAgeInSeconds',
        'BisectBatchOnFunctionError', 'MaximumRetryAttempts', 'TumblingWindowInSeconds', 'FunctionResponseTypes',
        'ScalingConfig', 'KMSKeyArn',
    ))
    return made['UUID'], {'Id': made['UUID'], 'EventSourceMappingArn': made.get('EventSourceMappingArn', '')}


@creates(
    'AWS::Lambda::EventInvokeConfig', REAPPLY,
    lambda request, _id: request.client('lambda').delete_function_event_invoke_config(**request.pick('FunctionName', 'Qualifier')),
)
def event_invoke_config(request):
    # `$LATEST` is what the service means when it is not told otherwise.
    qualifier = {} if request.properties.get('Qualifier') == '$LATEST' else request.pick('Qualifier')
    request.client('lambda').put_function_event_invoke_config(
        **request.pick('FunctionName', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds', 'DestinationConfig'), **qualifier)
    return request.name
