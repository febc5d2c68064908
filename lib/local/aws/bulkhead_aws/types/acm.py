from bulkhead_aws.registry import REPLACE, creates


@creates(
    'AWS::CertificateManager::Certificate', REPLACE,
    lambda request, arn: request.client('acm').delete_certificate(CertificateArn=arn),
)
def certificate(request):
    tags = {'Tags': request.tags()} if request.tags() else {}
    return request.client('acm').request_certificate(
        **request.pick('DomainName', 'SubjectAlternativeNames', 'ValidationMethod', 'KeyAlgorithm', Options='CertificateOptions'),
        **tags,
    )['CertificateArn']
