"""S3, DynamoDB, SSM, Lambda."""
import json

from bulkhead_aws.inventory.look import same


def _bucket(look, name, given):
    s3 = look('s3')
    s3.head_bucket(Bucket=name)
    if 'BucketEncryption' in given:
        s3.get_bucket_encryption(Bucket=name)
    if 'PublicAccessBlockConfiguration' in given:
        s3.get_public_access_block(Bucket=name)
    if 'LifecycleConfiguration' in given:
        s3.get_bucket_lifecycle_configuration(Bucket=name)
    if 'ObjectLockConfiguration' in given:
        made = s3.get_object_lock_configuration(Bucket=name)['ObjectLockConfiguration']['Rule']['DefaultRetention']
        wanted = given['ObjectLockConfiguration']['Rule']['DefaultRetention']
        return all(str(made.get(key)) == str(value) for key, value in wanted.items())
    return True


def _table(look, name, given):
    dynamodb = look('dynamodb')
    table = dynamodb.describe_table(TableName=name)['Table']
    ttl = dynamodb.describe_time_to_live(TableName=name)['TimeToLiveDescription'].get('AttributeName')
    recovery = dynamodb.describe_continuous_backups(TableName=name)['ContinuousBackupsDescription']
    return all((
        ttl == given.get('TimeToLiveSpecification', {}).get('AttributeName'),
        recovery['PointInTimeRecoveryDescription']['PointInTimeRecoveryStatus'] == (
            'ENABLED' if given.get('PointInTimeRecoverySpecification', {}).get('PointInTimeRecoveryEnabled') else 'DISABLED'),
        table.get('StreamSpecification', {}).get('StreamViewType') == given.get('StreamSpecification', {}).get('StreamViewType'),
        table.get('DeletionProtectionEnabled', False) == given.get('DeletionProtectionEnabled', False),
        len(table.get('GlobalSecondaryIndexes', [])) == len(given.get('GlobalSecondaryIndexes', [])),
        ('SSEDescription' in table) == ('SSESpecification' in given),
    ))


def _permission(look, sid, given):
    policy = json.loads(look('lambda').get_policy(FunctionName=given['FunctionName'])['Policy'])
    return any(statement['Sid'] == sid for statement in policy['Statement'])


def _function(look, name, given):
    made = look('lambda').get_function_configuration(FunctionName=name)
    variables = [one.get('Environment', {}).get('Variables', {}) for one in (made, given)]
    return made['Role'] == given['Role'] and variables[0] == variables[1]


def _mapping(look, uuid, given):
    made = look('lambda').get_event_source_mapping(UUID=uuid)
    return made['EventSourceArn'] == given['EventSourceArn']


def _alias(look, arn, given):
    return look('lambda').get_alias(FunctionName=given['FunctionName'], Name=given['Name'])['FunctionVersion'] == given['FunctionVersion']


CHECKS = {
    'AWS::S3::Bucket': _bucket,
    'AWS::S3::BucketPolicy': lambda look, name, given: same(
        look('s3').get_bucket_policy(Bucket=name)['Policy'], given['PolicyDocument']),
    'AWS::DynamoDB::Table': _table,
    'AWS::SSM::Parameter': lambda look, name, given: look('ssm').get_parameter(Name=name)['Parameter']['Value'] == given['Value'],
    'AWS::Lambda::Function': _function,
    'AWS::Lambda::Version': lambda look, arn, given: look('lambda').get_function(
        FunctionName=arn.split(':')[6], Qualifier=arn.split(':')[7])['Configuration'],
    'AWS::Lambda::Alias': _alias,
    'AWS::Lambda::Permission': _permission,
    'AWS::Lambda::EventSourceMapping': _mapping,
    'AWS::Lambda::EventInvokeConfig': lambda look, i, given: look('lambda').get_function_event_invoke_config(
        FunctionName=given['FunctionName'])['FunctionArn'],
}
