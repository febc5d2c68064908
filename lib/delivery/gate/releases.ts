import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { deliveryParameters, type DeliveryParameter } from './places';
import type { ServiceKey } from '../../secrets';

/** Publishes where something of the delivery is, for the commands. */
export const publish = (scope: Construct, what: DeliveryParameter, value: string, description: string): void => {
  const id = what.charAt(0).toUpperCase() + what.slice(1);
  // eslint-disable-next-line awscdk/require-passing-this -- the parameter stands beside what it names
  new StringParameter(scope, `${id}Place`, { parameterName: deliveryParameters[what], stringValue: value, description });
};

/** Reads where things are. */
export const placesStatement = (stack: Stack): PolicyStatement => new PolicyStatement({
  sid: 'Places',
  actions: ['ssm:GetParameter'],
  resources: Object.values(deliveryParameters).map(name => stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1) })),
});

/**
 * Where the delivery of an environment keeps its documents: evidence and sign-offs in the source, archives beside them in the target.
 *
 * Nothing in it is believed by anybody: the gate checks signatures and digests of what it reads.
 */
export class Releases extends Construct {
  readonly bucket: Bucket;
  private readonly key: ServiceKey;

  constructor(scope: Construct, id: string, { key }: { readonly key: ServiceKey }) {
    super(scope, id);
    this.key = key;
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      // a rollback returns to what was accepted within the year.
      lifecycleRules: [{ expiration: Duration.days(365), noncurrentVersionExpiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    publish(this, 'releasesBucket', this.bucket.bucketName, 'bucket of releases: archives, evidence, sign-offs');
  }

  /** @param patterns keys, with wildcards */
  readStatements(...patterns: string[]): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['s3:GetObject'], resources: patterns.map(pattern => this.bucket.arnForObjects(pattern)) }),
      // a missing object is told apart from a forbidden one.
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
      this.keyStatement('kms:Decrypt'),
    ];
  }

  /** @param patterns keys, with wildcards */
  writeStatements(...patterns: string[]): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['s3:PutObject'], resources: patterns.map(pattern => this.bucket.arnForObjects(pattern)) }),
      this.keyStatement('kms:Decrypt', 'kms:GenerateDataKey'),
    ];
  }

  private keyStatement(...actions: string[]): PolicyStatement {
    return new PolicyStatement({ actions, resources: [this.key.keyArn], conditions: { StringEquals: { 'kms:ViaService': `s3.${Stack.of(this).region}.amazonaws.com` } } });
  }
}
