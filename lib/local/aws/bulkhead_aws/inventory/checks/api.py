"""API Gateway, WAF, certificates, Route 53."""
from bulkhead_aws.inventory.look import one


def _api(look, api, given):
    made = look('apigateway').get_rest_api(restApiId=api)
    return made.get('binaryMediaTypes', []) == given.get('BinaryMediaTypes', []) \
        and made.get('disableExecuteApiEndpoint', False) == given.get('DisableExecuteApiEndpoint', False)


def _method(look, physical_id, given):
    api, resource, verb = physical_id.split('|')
    made = look('apigateway').get_method(restApiId=api, resourceId=resource, httpMethod=verb)
    return made.get('methodIntegration', {}).get('uri') == given.get('Integration', {}).get('Uri')


def _stage(look, name, given):
    made = look('apigateway').get_stage(restApiId=given['RestApiId'], stageName=name)
    return made['deploymentId'] == given['DeploymentId'] \
        and made.get('accessLogSettings', {}).get('destinationArn') == given.get('AccessLogSetting', {}).get('DestinationArn') \
        and bool(made.get('methodSettings')) == bool(given.get('MethodSettings'))


def _web_acl(look, physical_id, given):
    name, acl, scope = physical_id.split('|')
    return len(look('wafv2').get_web_acl(Name=name, Id=acl, Scope=scope)['WebACL']['Rules']) == len(given.get('Rules', []))


def _association(look, physical_id, given):
    acl, resource = physical_id.split('|')
    return look('wafv2').get_web_acl_for_resource(ResourceArn=resource)['WebACL']['ARN'] == acl


def _zone(look, zone, given):
    made = look('route53').get_hosted_zone(Id=zone)
    networks = given.get('VPCs', [])
    return made['HostedZone']['Config']['PrivateZone'] == bool(networks) and len(made.get('VPCs', [])) == len(networks)


def _record(look, name, given):
    sets = look('route53').list_resource_record_sets(HostedZoneId=given['HostedZoneId'])['ResourceRecordSets']
    return any(one['Name'].rstrip('.') == name.rstrip('.') and one['Type'] == given['Type'] for one in sets)


CHECKS = {
    'AWS::ApiGateway::RestApi': _api,
    'AWS::ApiGateway::Resource': lambda look, i, given: look('apigateway').get_resource(
        restApiId=given['RestApiId'], resourceId=i)['pathPart'] == given['PathPart'],
    'AWS::ApiGateway::Method': _method,
    'AWS::ApiGateway::Deployment': lambda look, i, given: look('apigateway').get_deployment(
        restApiId=given['RestApiId'], deploymentId=i)['id'],
    'AWS::ApiGateway::Stage': _stage,
    'AWS::ApiGateway::GatewayResponse': lambda look, i, given: look('apigateway').get_gateway_response(
        restApiId=given['RestApiId'], responseType=given['ResponseType']).get('statusCode') == given.get('StatusCode'),
    'AWS::ApiGateway::Account': lambda look, i, given:
        look('apigateway').get_account().get('cloudwatchRoleArn') == given.get('CloudWatchRoleArn'),
    'AWS::ApiGateway::DomainName': lambda look, name, given: look('apigateway').get_domain_name(domainName=name)['domainName'],
    'AWS::ApiGateway::BasePathMapping': lambda look, i, given: one(
        look('apigateway').get_base_path_mappings(domainName=given['DomainName'])['items'], restApiId=given['RestApiId']),
    'AWS::WAFv2::WebACL': _web_acl,
    'AWS::WAFv2::WebACLAssociation': _association,
    'AWS::WAFv2::LoggingConfiguration': lambda look, arn, given: look('wafv2').get_logging_configuration(
        ResourceArn=arn)['LoggingConfiguration']['LogDestinationConfigs'] == given['LogDestinationConfigs'],
    'AWS::CertificateManager::Certificate': lambda look, arn, given: look('acm').describe_certificate(CertificateArn=arn)['Certificate'],
    'AWS::Route53::HostedZone': _zone,
    'AWS::Route53::RecordSet': _record,
}
