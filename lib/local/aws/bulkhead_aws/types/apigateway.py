"""REST APIs; the HTTP front derives its routes from what is stored here."""
from bulkhead_aws.registry import REAPPLY, REPLACE, creates, document


def _set(path, value):
    return {'op': 'replace', 'path': path, 'value': str(value).lower() if isinstance(value, bool) else str(value)}


@creates('AWS::ApiGateway::RestApi', delete=lambda request, api: request.client('apigateway').delete_rest_api(restApiId=api))
def rest_api(request):
    gateway, given = request.client('apigateway'), request.properties
    if 'Body' in given or 'BodyS3Location' in given:
        raise NotImplementedError('a REST API from an OpenAPI document is not emulated')
    endpoint = given.get('EndpointConfiguration', {})
    configuration = {'endpointConfiguration': {'types': endpoint['Types']}} if 'Types' in endpoint else {}
    policy = {'policy': document(given['Policy'])} if 'Policy' in given else {}
    api = gateway.create_rest_api(
        tags=request.tag_map(), **configuration, **policy,
        **{'name': given.get('Name', request.logical_id)},
        **request.pick(
            description='Description', minimumCompressionSize='MinimumCompressionSize',
            disableExecuteApiEndpoint='DisableExecuteApiEndpoint', apiKeySource='ApiKeySourceType',
            endpointAccessMode='EndpointAccessMode', securityPolicy='SecurityPolicy'),
    )['id']
    if given.get('BinaryMediaTypes'):
        # moto drops them at creation.
        gateway.update_rest_api(restApiId=api, patchOperations=[
            {'op': 'add', 'path': f'/binaryMediaTypes/{kind.replace("/", "~1")}', 'value': kind} for kind in given['BinaryMediaTypes']])
    root = next(item['id'] for item in gateway.get_resources(restApiId=api)['items'] if item['path'] == '/')
    return api, {'RootResourceId': root, 'RestApiId': api}


@creates(
    'AWS::ApiGateway::Resource', REPLACE,
    lambda request, resource: request.client('apigateway').delete_resource(
        restApiId=request.properties['RestApiId'], resourceId=resource),
)
def resource(request):
    made = request.client('apigateway').create_resource(
        **request.pick(restApiId='RestApiId', parentId='ParentId', pathPart='PathPart'))['id']
    return made, {'ResourceId': made}


INTEGRATION = {
    'type': 'Type', 'uri': 'Uri', 'integrationHttpMethod': 'IntegrationHttpMethod', 'credentials': 'Credentials',
    'requestParameters': 'RequestParameters', 'requestTemplates': 'RequestTemplates', 'passthroughBehavior': 'PassthroughBehavior',
    'contentHandling': 'ContentHandling', 'timeoutInMillis': 'TimeoutInMillis', 'connectionType': 'ConnectionType',
}


@creates(
    'AWS::ApiGateway::Method', REPLACE,
    lambda request, _id: request.client('apigateway').delete_method(
        **request.pick(restApiId='RestApiId', resourceId='ResourceId', httpMethod='HttpMethod')),
)
def method(request):
    gateway, given = request.client('apigateway'), request.properties
    place = request.pick(restApiId='RestApiId', resourceId='ResourceId', httpMethod='HttpMethod')
    gateway.put_method(**place, authorizationType=given.get('AuthorizationType', 'NONE'), **request.pick(
        authorizerId='AuthorizerId', apiKeyRequired='ApiKeyRequired', requestParameters='RequestParameters',
        requestModels='RequestModels', requestValidatorId='RequestValidatorId', operationName='OperationName'))
    for response in given.get('MethodResponses', []):
        gateway.put_method_response(**place, statusCode=str(response['StatusCode']))
    integration = given.get('Integration')
    if integration:
        gateway.put_integration(**place, **{ours: integration[theirs] for ours, theirs in INTEGRATION.items() if theirs in integration})
        for response in integration.get('IntegrationResponses', []):
            gateway.put_integration_response(**place, statusCode=str(response['StatusCode']), **{
                ours: response[theirs] for ours, theirs in
                {'responseTemplates': 'ResponseTemplates', 'selectionPattern': 'SelectionPattern'}.items() if theirs in response})
    return '|'.join(place.values())


@creates('AWS::ApiGateway::Deployment', REAPPLY)
def deployment(request):
    made = request.client('apigateway').create_deployment(
        **request.pick(restApiId='RestApiId', description='Description', stageName='StageName'))['id']
    return made, {'DeploymentId': made}


METHOD_SETTINGS = {
    'ThrottlingRateLimit': 'throttling/rateLimit', 'ThrottlingBurstLimit': 'throttling/burstLimit',
    'LoggingLevel': 'logging/loglevel', 'DataTraceEnabled': 'logging/dataTrace', 'MetricsEnabled': 'metrics/enabled',
    'CachingEnabled': 'caching/enabled', 'CacheTtlInSeconds': 'caching/ttlInSeconds', 'CacheDataEncrypted': 'caching/dataEncrypted',
}


def _stage_patches(given):
    patches = [_set('/deploymentId', given['DeploymentId'])]
    for name, key in (('destinationArn', 'DestinationArn'), ('format', 'Format')):
        if key in given.get('AccessLogSetting', {}):
            patches.append(_set(f'/accessLogSettings/{name}', given['AccessLogSetting'][key]))
    for setting in given.get('MethodSettings', []):
        # a slash inside the path of a method is written ~1.
        path = setting.get('ResourcePath', '/*').strip('/').replace('/', '~1') or '~1'
        for key, name in METHOD_SETTINGS.items():
            if key in setting:
                patches.append(_set(f'/{path}/{setting.get("HttpMethod", "*")}/{name}', setting[key]))
    return patches


def _change_stage(request, stage_name):
    request.client('apigateway').update_stage(
        restApiId=request.properties['RestApiId'], stageName=stage_name, patchOperations=_stage_patches(request.properties))


@creates(
    'AWS::ApiGateway::Stage', _change_stage,
    lambda request, name: request.client('apigateway').delete_stage(restApiId=request.properties['RestApiId'], stageName=name),
)
def stage(request):
    request.client('apigateway').create_stage(tags=request.tag_map(), **request.pick(
        restApiId='RestApiId', stageName='StageName', deploymentId='DeploymentId', description='Description',
        variables='Variables', tracingEnabled='TracingEnabled'))
    _change_stage(request, request.properties['StageName'])
    return request.properties['StageName']


@creates('AWS::ApiGateway::GatewayResponse', REAPPLY, lambda request, _id: request.client('apigateway').delete_gateway_response(
    **request.pick(restApiId='RestApiId', responseType='ResponseType')))
def gateway_response(request):
    request.client('apigateway').put_gateway_response(**request.pick(
        restApiId='RestApiId', responseType='ResponseType', statusCode='StatusCode',
        responseParameters='ResponseParameters', responseTemplates='ResponseTemplates'))
    return request.name, {'Id': request.name}


@creates('AWS::ApiGateway::Account', REAPPLY)
def account(request):
    if 'CloudWatchRoleArn' in request.properties:
        request.client('apigateway').update_account(
            patchOperations=[_set('/cloudwatchRoleArn', request.properties['CloudWatchRoleArn'])])
    return request.name, {'Id': request.name}
