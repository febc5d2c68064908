from bulkhead_aws.registry import creates

GIVEN = ('Type', 'Value', 'Description', 'AllowedPattern', 'Tier', 'DataType', 'Policies')


def _change(request, name):
    request.client('ssm').put_parameter(Name=name, Overwrite=True, **request.pick(*GIVEN))


@creates('AWS::SSM::Parameter', _change, lambda request, name: request.client('ssm').delete_parameter(Name=name))
def parameter(request):
    name = request.properties.get('Name', request.name)
    tags = [{'Key': key, 'Value': value} for key, value in (request.properties.get('Tags') or {}).items()]
    request.client('ssm').put_parameter(Name=name, Tags=tags, **request.pick(*GIVEN))
    return name, {'Type': request.properties['Type'], 'Value': request.properties['Value']}
