import { CfnOutput, RemovalPolicy, Stack, type App, type StackProps } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  Distribution,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { BlockPublicAccess, Bucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { files, targets } from './targets';

interface SiteProps extends StackProps {
  readonly domain: string;
  readonly zoneId: string;
}

const zoneOf = (stack: Stack, { domain, zoneId }: SiteProps) =>
  HostedZone.fromHostedZoneAttributes(stack, 'Zone', { zoneName: domain, hostedZoneId: zoneId });

/** CloudFront takes certificates from us-east-1 alone. */
class CertificateStack extends Stack {
  readonly certificate: ICertificate;

  constructor(scope: App, id: string, props: SiteProps) {
    super(scope, id, props);
    this.certificate = new Certificate(this, 'Certificate', {
      domainName: `www.${props.domain}`,
      validation: CertificateValidation.fromDns(zoneOf(this, props)),
    });
  }
}

class SiteStack extends Stack {
  constructor(scope: App, id: string, props: SiteProps & { readonly certificate: ICertificate }) {
    super(scope, id, props);
    const bucket = new Bucket(this, 'Site', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });
    const logs = new Bucket(this, 'Logs', { objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED });
    const index = new EdgeFunction(this, 'Index', {
      code: FunctionCode.fromInline(
        'function handler(event) { var request = event.request; if (request.uri.endsWith("/")) request.uri += "index.html"; return request; }',
      ),
    });
    const distribution = new Distribution(this, 'Distribution', {
      certificate: props.certificate,
      domainNames: [`www.${props.domain}`],
      defaultRootObject: 'index.html',
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        functionAssociations: [{ function: index, eventType: FunctionEventType.VIEWER_REQUEST }],
      },
      enableLogging: true,
      logBucket: logs,
    });
    new BucketDeployment(this, 'Deploy', {
      sources: [Source.asset(files('web'))],
      destinationBucket: bucket,
      distribution,
      distributionPaths: ['/*'],
    });
    new ARecord(this, 'Alias', {
      zone: zoneOf(this, props),
      recordName: 'www',
      target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)),
    });
    new CfnOutput(this, 'Url', { value: `https://www.${props.domain}` });
  }
}

export const staticSite = (app: App): void => {
  targets.forEach(({ name, env, domain }, index) => {
    const props = { domain, zoneId: `Z0${index}123456789ABCDEFGHI`, crossRegionReferences: true };
    const { certificate } = new CertificateStack(app, `Certificate${name}`, { ...props, env: { ...env, region: 'us-east-1' } });
    new SiteStack(app, `Site${name}`, { ...props, env, certificate });
  });
};
