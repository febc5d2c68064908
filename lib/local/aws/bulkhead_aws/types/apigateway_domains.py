"""A REST API's own address."""
from bulkhead_aws.registry import REPLACE, creates


@creates(
    'AWS::ApiGateway::DomainName', REPLACE,
    lambda request, name: request.client('apigateway').delete_domain_name(domainName=name),
)
def domain_name(request):
    given = request.properties
    endpoint = given.get('EndpointConfiguration', {})
    made = request.client('apigateway').create_domain_name(
        tags=request.tag_map(), **({'endpointConfiguration': {'types': endpoint['Types']}} if 'Types' in endpoint else {}),
        **request.pick(
            domainName='DomainName', certificateArn='CertificateArn', regionalCertificateArn='RegionalCertificateArn',
            securityPolicy='SecurityPolicy', endpointAccessMode='EndpointAccessMode'),
    )
    name = given['DomainName']
    regional = made.get('regionalDomainName') or f'd-{request.name[-10:].lower()}.execute-api.{request.region}.amazonaws.com'
    return name, {
        'RegionalDomainName': regional, 'RegionalHostedZoneId': made.get('regionalHostedZoneId') or 'Z2FDTNDATAQYW2',
        'DistributionDomainName': made.get('distributionDomainName', ''), 'DomainNameArn':
            f'arn:aws:apigateway:{request.region}::/domainnames/{name}',
    }


@creates(
    'AWS::ApiGateway::BasePathMapping', REPLACE,
    lambda request, _id: request.client('apigateway').delete_base_path_mapping(
        domainName=request.properties['DomainName'], basePath=request.properties.get('BasePath', '(none)')),
)
def base_path_mapping(request):
    request.client('apigateway').create_base_path_mapping(
        **request.pick(domainName='DomainName', basePath='BasePath', restApiId='RestApiId', stage='Stage'))
    return f'{request.properties["DomainName"]}|{request.properties.get("BasePath", "(none)")}'
