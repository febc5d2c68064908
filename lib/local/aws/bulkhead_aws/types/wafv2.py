import base64

from bulkhead_aws.registry import REAPPLY, REPLACE, creates


def _bytes(value):
    """WAF takes a search string as bytes; a template writes it as text, or already encoded."""
    if isinstance(value, list):
        return [_bytes(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _bytes(item) for key, item in value.items() if key not in ('SearchString', 'SearchStringBase64')}
    if 'SearchString' in value:
        made['SearchString'] = value['SearchString'].encode()
    if 'SearchStringBase64' in value:
        made['SearchString'] = base64.b64decode(value['SearchStringBase64'])
    return made


def _delete(request, physical_id):
    name, acl_id, scope = physical_id.split('|')
    wafv2 = request.client('wafv2')
    token = wafv2.get_web_acl(Name=name, Id=acl_id, Scope=scope)['LockToken']
    wafv2.delete_web_acl(Name=name, Id=acl_id, Scope=scope, LockToken=token)


@creates('AWS::WAFv2::WebACL', delete=_delete)
def web_acl(request):
    tags = {'Tags': request.tags()} if request.tags() else {}
    made = request.client('wafv2').create_web_acl(
        Name=request.properties.get('Name', request.name), Rules=_bytes(request.properties.get('Rules', [])), **tags,
        **request.pick('Scope', 'DefaultAction', 'VisibilityConfig', 'Description', 'CustomResponseBodies', 'AssociationConfig'),
    )['Summary']
    return f'{made["Name"]}|{made["Id"]}|{request.properties["Scope"]}', {'Arn': made['ARN'], 'Id': made['Id']}


@creates(
    'AWS::WAFv2::WebACLAssociation', REAPPLY,
    lambda request, _id: request.client('wafv2').disassociate_web_acl(ResourceArn=request.properties['ResourceArn']),
)
def association(request):
    request.client('wafv2').associate_web_acl(**request.pick('WebACLArn', 'ResourceArn'))
    return f'{request.properties["WebACLArn"]}|{request.properties["ResourceArn"]}'


@creates(
    'AWS::WAFv2::LoggingConfiguration', REPLACE,
    lambda request, arn: request.client('wafv2').delete_logging_configuration(ResourceArn=arn),
)
def logging_configuration(request):
    request.client('wafv2').put_logging_configuration(LoggingConfiguration=request.pick(
        'ResourceArn', 'LogDestinationConfigs', 'RedactedFields', 'LoggingFilter'))
    return request.properties['ResourceArn']
