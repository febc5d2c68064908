// apps as teams write them, deployed to two accounts each: nothing may be alarmed, and what stays open is known.
import { Duration, Fn, RemovalPolicy, SecretValue, type Stack } from 'aws-cdk-lib';
import { RestApi, LambdaIntegration } from 'aws-cdk-lib/aws-apigateway';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { IpAddresses, Port, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, FargateService, FargateTaskDefinition, LogDrivers, Secret as EcsSecret } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { EventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { CfnDatabase } from 'aws-cdk-lib/aws-glue';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, EventType } from 'aws-cdk-lib/aws-s3';
import { LambdaDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Pass, StateMachine, DefinitionBody } from 'aws-cdk-lib/aws-stepfunctions';
import { clean, open, run, type Name } from './support/assembly';
import { synthesizeApp } from './support/cdk';

afterAll(clean);

type Build = (stack: (id: string) => Stack, name: Name) => void;

const code = Code.fromInline('exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event.Records?.length ?? 0) });');
const lambda = (stack: Stack, id: string, environment: Record<string, string> = {}) =>
  new Lambda(stack, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code, environment, timeout: Duration.seconds(10) });

const octet = (name: Name) => (name === 'staging' ? 10 : 30);
const network = (stack: Stack, name: Name) =>
  new Vpc(stack, 'Vpc', { ipAddresses: IpAddresses.cidr(`10.${octet(name)}.0.0/16`), availabilityZones: ['eu-central-1a', 'eu-central-1b'], natGateways: 1 });

const queueWorker: Build = (newStack, name) => {
  const stack = newStack('Worker');
  const dead = new Queue(stack, 'Dead', { encryption: QueueEncryption.SQS_MANAGED });
  const queue = new Queue(stack, 'Jobs', { deadLetterQueue: { queue: dead, maxReceiveCount: 3 }, visibilityTimeout: Duration.minutes(2), enforceSSL: true });
  const topic = new Topic(stack, 'Orders', { displayName: 'orders' });
  topic.addSubscription(new SqsSubscription(queue));
  const table = new Table(stack, 'Results', { partitionKey: { name: 'id', type: AttributeType.STRING }, removalPolicy: RemovalPolicy.RETAIN });
  const worker = lambda(stack, 'Worker', { TABLE: table.tableName, STAGE: name, LOG_LEVEL: 'info' });
  worker.addEventSource(new SqsEventSource(queue, { batchSize: 5 }));
  table.grantReadWriteData(worker);
  const secret = new Secret(stack, 'ApiKey');
  secret.grantRead(worker);
};

const staticSite: Build = (newStack, name) => {
  const stack = newStack('Site');
  const logs = new Bucket(stack, 'Logs', { encryption: BucketEncryption.S3_MANAGED, enforceSSL: true, objectOwnership: undefined });
  const bucket = new Bucket(stack, 'Content', { blockPublicAccess: BlockPublicAccess.BLOCK_ALL, serverAccessLogsBucket: logs, autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
  new Distribution(stack, 'Cdn', { defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(bucket) }, comment: `site of ${name}` });
  const contact = lambda(stack, 'Contact');
  const api = new RestApi(stack, 'Api', { deployOptions: { stageName: 'live' } });
  api.root.addResource('contact').addMethod('POST', new LambdaIntegration(contact));
};

const containerService: Build = (newStack, name) => {
  const shared = newStack('Network');
  const vpc = network(shared, name);
  const stack = newStack('Service');
  const cluster = new Cluster(stack, 'Cluster', { vpc });
  const task = new FargateTaskDefinition(stack, 'Task', { cpu: 256, memoryLimitMiB: 512 });
  const secret = new Secret(stack, 'Database', { generateSecretString: { secretStringTemplate: '{"username":"app"}', generateStringKey: 'password' } });
  task.addContainer('web', {
    image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.27'), portMappings: [{ containerPort: 80 }], secrets: { DB: EcsSecret.fromSecretsManager(secret) },
    logging: LogDrivers.awsLogs({ streamPrefix: 'web', logGroup: new LogGroup(stack, 'Log', { retention: RetentionDays.ONE_MONTH }) }), environment: { STAGE: name },
  });
  const service = new FargateService(stack, 'Service', { cluster, taskDefinition: task });
  const group = new SecurityGroup(stack, 'Balancer', { vpc });
  const balancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc, internetFacing: true, securityGroup: group });
  balancer.addListener('Http', { port: 80, open: true }).addTargets('Web', { port: 80, targets: [service] });
  balancer.logAccessLogs(new Bucket(stack, 'AccessLogs'));
  service.connections.allowFrom(group, Port.tcp(80));
};

const dataLake: Build = (newStack, name) => {
  const stack = newStack('Lake');
  const key = new Key(stack, 'Key', { enableKeyRotation: true, alias: `lake-${name}` });
  const raw = new Bucket(stack, 'Raw', { encryptionKey: key, versioned: true, eventBridgeEnabled: true });
  const curated = new Bucket(stack, 'Curated', { encryptionKey: key });
  const convert = lambda(stack, 'Convert', { CURATED: curated.bucketName });
  raw.addEventNotification(EventType.OBJECT_CREATED, new LambdaDestination(convert), { prefix: 'in/' });
  raw.grantRead(convert);
  curated.grantWrite(convert);
  new CfnDatabase(stack, 'Catalog', { catalogId: stack.account, databaseInput: { name: 'lake' } });
  const analyst = new Role(stack, 'Crawler', { assumedBy: new ServicePrincipal('glue.amazonaws.com'), managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSGlueServiceRole')] });
  curated.grantRead(analyst);
  analyst.addToPolicy(new PolicyStatement({ actions: ['athena:*'], resources: ['*'] }));
  new StringParameter(stack, 'Location', { stringValue: `s3://${curated.bucketName}/tables/` });
};

const eventPipeline: Build = (newStack, name) => {
  const stack = newStack('Pipeline');
  const bus = new EventBus(stack, 'Bus', { eventBusName: 'orders' });
  const handler = lambda(stack, 'Handler', { BUS: bus.eventBusName, API_TOKEN: SecretValue.secretsManager('x').toString().length > 0 ? 'from-parameter-store' : '' });
  new Rule(stack, 'Placed', { eventBus: bus, eventPattern: { source: ['shop'] }, targets: [new LambdaFunction(handler)] });
  const machine = new StateMachine(stack, 'Flow', { definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Start')) });
  new Rule(stack, 'Nightly', { schedule: Schedule.rate(Duration.days(1)), targets: [new SfnStateMachine(machine)] });
  const stream = new Stream(stack, 'Clicks');
  stream.grantRead(handler);
  bus.grantPutEventsTo(handler);
  new StringParameter(stack, 'Suffix', { stringValue: Fn.select(2, Fn.split('/', Fn.ref('AWS::StackId'))), parameterName: `/orders/${name}/suffix` });
};

describe.each<[string, Build]>([
  ['a queue worker', queueWorker], ['a static site', staticSite], ['a container service', containerService], ['a data lake', dataLake], ['an event pipeline', eventPipeline],
])('%s in two accounts', (_, build) => {
  test('raises no alarm and leaves nothing open', () => {
    const result = run(synthesizeApp(build));
    expect(open(result).map(({ verdict, message }) => `${verdict} ${message}`)).toEqual([]);
    expect(result.counts.resources).toBeGreaterThan(10);
  });
});
