from bulkhead_aws.registry import creates, document


def _change(request, key_id):
    kms, properties = request.client('kms'), request.properties
    kms.put_key_policy(KeyId=key_id, PolicyName='default', Policy=document(properties['KeyPolicy']))
    if properties.get('EnableKeyRotation'):
        kms.enable_key_rotation(KeyId=key_id, **request.pick('RotationPeriodInDays'))
    else:
        kms.disable_key_rotation(KeyId=key_id)


@creates(
    'AWS::KMS::Key', _change,
    lambda request, key_id: request.client('kms').schedule_key_deletion(KeyId=key_id, PendingWindowInDays=7),
)
def key(request):
    kms, properties = request.client('kms'), request.properties
    policy = {'Policy': document(properties['KeyPolicy'])} if 'KeyPolicy' in properties else {}
    made = kms.create_key(
        Tags=[{'TagKey': tag['Key'], 'TagValue': tag['Value']} for tag in request.tags()],
        **policy, **request.pick('Description', 'KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'),
    )['KeyMetadata']
    if properties.get('EnableKeyRotation'):
        kms.enable_key_rotation(KeyId=made['KeyId'], **request.pick('RotationPeriodInDays'))
    if properties.get('Enabled') is False:
        kms.disable_key(KeyId=made['KeyId'])
    return made['KeyId'], {'Arn': made['Arn'], 'KeyId': made['KeyId']}


@creates('AWS::KMS::Alias', delete=lambda request, name: request.client('kms').delete_alias(AliasName=name))
def alias(request):
    name = request.properties['AliasName']
    # moto keeps the target as it is given and later looks the key up by its id.
    request.client('kms').create_alias(AliasName=name, TargetKeyId=request.properties['TargetKeyId'].split('/')[-1])
    return name
