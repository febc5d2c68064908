from bulkhead_aws.registry import creates


def _settings(request):
    given = request.pick(
        'S3BucketName', 'S3KeyPrefix', 'IncludeGlobalServiceEvents', 'IsMultiRegionTrail', 'EnableLogFileValidation', 'IsOrganizationTrail',
        KmsKeyId='KMSKeyId')
    return {name: value for name, value in given.items() if value is not None}


def _change(request, name):
    request.client('cloudtrail').update_trail(Name=name, **_settings(request))


@creates('AWS::CloudTrail::Trail', _change, lambda request, name: request.client('cloudtrail').delete_trail(Name=name))
def trail(request):
    cloudtrail, name = request.client('cloudtrail'), request.properties.get('TrailName', request.name)
    made = cloudtrail.create_trail(Name=name, **_settings(request))
    if request.properties['IsLogging']:
        cloudtrail.start_logging(Name=name)
    return name, {'Arn': made['TrailARN']}
