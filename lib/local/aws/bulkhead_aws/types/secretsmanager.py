import json

from bulkhead_aws.registry import REAPPLY, creates, document


def _generated(request, spec):
    """A password of the asked shape, inside the asked template."""
    password = request.client('secretsmanager').get_random_password(**{
        name: spec[name] for name in (
            'PasswordLength', 'ExcludeCharacters', 'ExcludePunctuation', 'ExcludeNumbers', 'ExcludeUppercase',
            'ExcludeLowercase', 'IncludeSpace', 'RequireEachIncludedType',
        ) if name in spec
    })['RandomPassword']
    if 'SecretStringTemplate' not in spec:
        return password
    return json.dumps({**json.loads(spec['SecretStringTemplate']), spec['GenerateStringKey']: password})


@creates(
    'AWS::SecretsManager::Secret',
    delete=lambda request, arn: request.client('secretsmanager').delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True),
)
def secret(request):
    value = request.pick('SecretString')
    if 'GenerateSecretString' in request.properties:
        value = {'SecretString': _generated(request, request.properties['GenerateSecretString'])}
    # without a value none is sent: reading such a secret then answers ResourceNotFound, as on AWS.
    arn = request.client('secretsmanager').create_secret(
        Name=request.properties.get('Name', request.name), Tags=request.tags(), **request.pick('Description', 'KmsKeyId'), **value,
    )['ARN']
    return arn, {'Id': arn}


@creates(
    'AWS::SecretsManager::ResourcePolicy', REAPPLY,
    lambda request, arn: request.client('secretsmanager').delete_resource_policy(SecretId=arn),
)
def resource_policy(request):
    arn = request.properties['SecretId']
    request.client('secretsmanager').put_resource_policy(
        SecretId=arn, ResourcePolicy=document(request.properties['ResourcePolicy']), **request.pick('BlockPublicPolicy'))
    return arn, {'Id': arn}
