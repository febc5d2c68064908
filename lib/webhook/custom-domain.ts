import { DomainName, EndpointAccessMode, EndpointType, SecurityPolicy, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, RecordTarget, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';

export interface CustomDomainProps {
  readonly zone: IHostedZone;
  readonly host: string;
  readonly api: RestApi;
}

/**
 * The environment's own host before the API: TLS 1.3 only, certificate validated in the environment's own zone.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html
 */
export class CustomDomain extends Construct {
  constructor(scope: Construct, id: string, { zone, host, api }: CustomDomainProps) {
    super(scope, id);
    const domain = new DomainName(this, 'Domain', {
      domainName: host,
      certificate: new Certificate(this, 'Certificate', { domainName: host, validation: CertificateValidation.fromDns(zone) }),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS13_1_3_2025_09,
      endpointAccessMode: EndpointAccessMode.STRICT,
    });
    domain.addBasePathMapping(api);
    new ARecord(this, 'Record', { zone, recordName: `${host}.`, target: RecordTarget.fromAlias(new ApiGatewayDomain(domain)) });
  }
}
