from bulkhead_aws.registry import creates

CREATED = (
    'KeySchema', 'AttributeDefinitions', 'BillingMode', 'ProvisionedThroughput', 'GlobalSecondaryIndexes',
    'LocalSecondaryIndexes', 'TableClass', 'DeletionProtectionEnabled',
)


def _delete(request, name):
    dynamodb = request.client('dynamodb')
    # a failed stack is taken back whole; protection is for what came into being.
    dynamodb.update_table(TableName=name, DeletionProtectionEnabled=False)
    dynamodb.delete_table(TableName=name)


@creates('AWS::DynamoDB::Table', delete=_delete)
def table(request):
    dynamodb, given = request.client('dynamodb'), request.properties
    name = given.get('TableName', request.name)
    extra = {}
    if 'StreamSpecification' in given:
        extra['StreamSpecification'] = {'StreamEnabled': True, 'StreamViewType': given['StreamSpecification']['StreamViewType']}
    if 'SSESpecification' in given:
        sse = given['SSESpecification']
        extra['SSESpecification'] = {'Enabled': sse['SSEEnabled'], **{k: sse[k] for k in ('SSEType', 'KMSMasterKeyId') if k in sse}}
    made = dynamodb.create_table(TableName=name, Tags=request.tags(), **request.pick(*CREATED), **extra)['TableDescription']
    if 'TimeToLiveSpecification' in given:
        dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=given['TimeToLiveSpecification'])
    if given.get('PointInTimeRecoverySpecification', {}).get('PointInTimeRecoveryEnabled'):
        dynamodb.update_continuous_backups(
            TableName=name, PointInTimeRecoverySpecification={'PointInTimeRecoveryEnabled': True})
    if given.get('ResourcePolicy'):
        raise NotImplementedError('a table with a resource policy is not emulated')
    return name, {'Arn': made['TableArn'], **({'StreamArn': made['LatestStreamArn']} if 'StreamSpecification' in given else {})}
