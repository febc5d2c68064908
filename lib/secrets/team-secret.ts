import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal, type Role } from 'aws-cdk-lib/aws-iam';
import { CfnResourcePolicy, CfnRotationSchedule, CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { BundledFunction } from './bundled-function';
import { FunctionRole } from './function-role';
import { secretDenials } from './provider-secret';
import type { ServiceKey } from './service-key';
import type { NetworkStack } from '../network';

export interface TeamSecretProps {
  /** What the secret is for and who uses it. */
  readonly description: string;
  readonly network: NetworkStack;
  /** The environment's key of Secrets Manager. */
  readonly key: ServiceKey;
  /** The one role that may read the value; it fetches both the current and, where it verifies, the previous version. */
  readonly reader: Role;
  /** Roles that may change policy or delete the secret: CloudFormation's. */
  readonly writerArns: readonly string[];
  /** @default 30 days */
  readonly rotateEvery?: Duration;
}

/**
 * A secret that the team issues itself, for its own services in one environment: generated in the account, rotated
 * there by a function of its own, and known to no person.
 */
export class TeamSecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TeamSecretProps) {
    super(scope, id);
    const { key, network, reader, writerArns } = props;
    const secret = new CfnSecret(this, 'Secret', {
      description: props.description,
      kmsKeyId: key.keyArn,
      // the first value; unlike a provider's, one that is made up here is right.
      generateSecretString: { passwordLength: 43, excludePunctuation: true },
    });
    secret.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.arn = secret.ref;
    const role = new FunctionRole(this, 'RotationRole', { purpose: `rotates one secret: ${props.description}` });
    new CfnResourcePolicy(this, 'Policy', {
      secretId: this.arn,
      resourcePolicy: secretDenials({
        readerArns: [reader.roleArn, role.roleArn], endpointId: network.secretsEndpointId, writerArns: [...writerArns, role.roleArn],
      }),
      blockPublicPolicy: true,
    });
    const decrypt = (actions: string[]) => new PolicyStatement({
      actions, resources: [key.keyArn], conditions: { StringEquals: { 'kms:EncryptionContext:SecretARN': this.arn } },
    });
    reader.addToPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [this.arn] }));
    reader.addToPolicy(decrypt(['kms:Decrypt']));
    const { function: rotation } = new BundledFunction(this, 'Rotation', {
      handler: 'rotation',
      description: 'rotates the one secret that its variable names',
      network,
      role,
      statements: [
        new PolicyStatement({
          actions: [
            'secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue',
            'secretsmanager:UpdateSecretVersionStage',
          ],
          resources: [this.arn],
        }),
        decrypt(['kms:Decrypt', 'kms:GenerateDataKey']),
      ],
      variables: { BULKHEAD_ROTATED_SECRET: this.arn },
      timeout: Duration.seconds(30),
      memory: 256,
    });
    rotation.addPermission('SecretsManager', {
      principal: new ServicePrincipal('secretsmanager.amazonaws.com'), sourceAccount: Stack.of(this).account, sourceArn: this.arn,
    });
    const schedule = new CfnRotationSchedule(this, 'Schedule', {
      secretId: this.arn,
      rotationLambdaArn: rotation.functionArn,
      rotationRules: { automaticallyAfterDays: (props.rotateEvery ?? Duration.days(30)).toDays() },
    });
    // whoever may call the function is settled before Secrets Manager tries to.
    schedule.node.addDependency(rotation);
  }
}
