from bulkhead_aws.registry import REAPPLY, creates, document


def _lifecycle(rule):
    """A template's lifecycle rule in the words of the service."""
    made = {'ID': rule.get('Id', ''), 'Status': rule['Status'], 'Filter': {'Prefix': rule.get('Prefix', '')}}
    if 'ExpirationInDays' in rule:
        made['Expiration'] = {'Days': rule['ExpirationInDays']}
    if 'NoncurrentVersionExpiration' in rule:
        made['NoncurrentVersionExpiration'] = rule['NoncurrentVersionExpiration']
    if 'NoncurrentVersionExpirationInDays' in rule:
        made['NoncurrentVersionExpiration'] = {'NoncurrentDays': rule['NoncurrentVersionExpirationInDays']}
    if 'AbortIncompleteMultipartUpload' in rule:
        made['AbortIncompleteMultipartUpload'] = rule['AbortIncompleteMultipartUpload']
    return made


def _configure(request, name):
    s3, given = request.client('s3'), request.properties
    if 'BucketEncryption' in given:
        rules = [
            {'ApplyServerSideEncryptionByDefault': rule['ServerSideEncryptionByDefault'],
             'BucketKeyEnabled': rule.get('BucketKeyEnabled', False)}
            for rule in given['BucketEncryption']['ServerSideEncryptionConfiguration']
        ]
        s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={'Rules': rules})
    if 'PublicAccessBlockConfiguration' in given:
        s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=given['PublicAccessBlockConfiguration'])
    if 'VersioningConfiguration' in given:
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=given['VersioningConfiguration'])
    if 'LifecycleConfiguration' in given:
        rules = [_lifecycle(rule) for rule in given['LifecycleConfiguration']['Rules']]
        s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={'Rules': rules})
    if 'OwnershipControls' in given:
        s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls=given['OwnershipControls'])
    if request.tags():
        s3.put_bucket_tagging(Bucket=name, Tagging={'TagSet': request.tags()})


@creates('AWS::S3::Bucket', _configure, lambda request, name: request.client('s3').delete_bucket(Bucket=name))
def bucket(request):
    name = request.properties.get('BucketName', request.name.lower()[-63:].lstrip('-'))
    # the one region whose name may not be given.
    place = {} if request.region == 'us-east-1' else {'CreateBucketConfiguration': {'LocationConstraint': request.region}}
    request.client('s3').create_bucket(Bucket=name, ObjectLockEnabledForBucket=bool(request.properties.get('ObjectLockEnabled')), **place)
    _configure(request, name)
    if 'ObjectLockConfiguration' in request.properties:
        # moto takes it for an empty bucket only, so a change of it is not emulated.
        request.client('s3').put_object_lock_configuration(Bucket=name, ObjectLockConfiguration=request.properties['ObjectLockConfiguration'])
    domain = f'{name}.s3.{request.region}.amazonaws.com'
    return name, {'Arn': f'arn:aws:s3:::{name}', 'DomainName': f'{name}.s3.amazonaws.com', 'RegionalDomainName': domain}


@creates('AWS::S3::BucketPolicy', REAPPLY, lambda request, name: request.client('s3').delete_bucket_policy(Bucket=name))
def bucket_policy(request):
    name = request.properties['Bucket']
    request.client('s3').put_bucket_policy(Bucket=name, Policy=document(request.properties['PolicyDocument']))
    return name
