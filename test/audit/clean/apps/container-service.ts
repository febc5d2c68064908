import { Duration, Stack, type App, type StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  FlowLogDestination,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  Port,
  Vpc,
  InstanceType,
} from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, ContainerInsights, LogDrivers, Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancedFargateService } from 'aws-cdk-lib/aws-ecs-patterns';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { AuroraPostgresEngineVersion, ClusterInstance, Credentials, DatabaseCluster, DatabaseClusterEngine } from 'aws-cdk-lib/aws-rds';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { files, targets } from './targets';

interface ServiceProps extends StackProps {
  readonly vpc: Vpc;
  readonly certificateArn: string;
}

class NetworkStack extends Stack {
  readonly vpc: Vpc;

  constructor(scope: App, id: string, props: StackProps & { readonly cidr: string }) {
    super(scope, id, props);
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(props.cidr),
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      natGateways: 1,
    });
    this.vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 });
    this.vpc.addInterfaceEndpoint('Ecr', { service: InterfaceVpcEndpointAwsService.ECR_DOCKER });
    this.vpc.addFlowLog('Flow', { destination: FlowLogDestination.toCloudWatchLogs() });
  }
}

class ServiceStack extends Stack {
  constructor(scope: App, id: string, props: ServiceProps) {
    super(scope, id, props);
    const { vpc } = props;
    const database = new DatabaseCluster(this, 'Database', {
      engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_4 }),
      vpc,
      writer: ClusterInstance.serverlessV2('Writer'),
      credentials: Credentials.fromGeneratedSecret('app'),
      defaultDatabaseName: 'app',
      storageEncrypted: true,
    });
    database.addRotationSingleUser();
    const cluster = new Cluster(this, 'Cluster', { vpc, containerInsightsV2: ContainerInsights.ENABLED });
    cluster.addCapacity('Burst', { instanceType: new InstanceType('t4g.small'), maxCapacity: 1 });
    const service = new ApplicationLoadBalancedFargateService(this, 'Service', {
      cluster,
      cpu: 512,
      memoryLimitMiB: 1024,
      desiredCount: 2,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', props.certificateArn),
      redirectHTTP: true,
      circuitBreaker: { rollback: true },
      taskImageOptions: {
        image: ContainerImage.fromAsset(files('server')),
        containerPort: 8080,
        logDriver: LogDrivers.awsLogs({ streamPrefix: 'web' }),
        environment: { LOG_LEVEL: 'info', FEATURE_SET: StringParameter.valueForStringParameter(this, '/service/features') },
        secrets: { DB_PASSWORD: ContainerSecret.fromSecretsManager(database.secret!, 'password') },
      },
    });
    service.loadBalancer.logAccessLogs(new Bucket(this, 'AccessLogs', { enforceSSL: true }));
    service.taskDefinition.taskRole.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMReadOnlyAccess'));
    database.connections.allowFrom(service.service, Port.tcp(5432));
    service.service
      .autoScaleTaskCount({ maxCapacity: 6 })
      .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60, scaleInCooldown: Duration.minutes(2) });
  }
}

export const containerService = (app: App): void => {
  targets.forEach(({ name, env, cidr }, index) => {
    const { vpc } = new NetworkStack(app, `Network${name}`, { env, cidr });
    new ServiceStack(app, `Service${name}`, {
      env,
      vpc,
      certificateArn: `arn:aws:acm:${env.region}:${env.account}:certificate/0000${index}c2d-aaaa-4bbb-8ccc-0123456789ab`,
    });
  });
};
