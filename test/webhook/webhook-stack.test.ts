import { Match, Template } from 'aws-cdk-lib/assertions';
import { fleet, flows } from '../fixtures/fleet';
import { stagesOf } from '../fixtures/stages';

const stages = stagesOf();
const templates = Object.fromEntries(Object.entries(stages).map(([name, { webhook }]) => [name, Template.fromStack(webhook)]));

describe.each(Object.entries(templates))('the webhook path of %s', (_, template) => {
  test('has one POST route for each binding and no other method, proxy or ANY', () => {
    const methods = Object.values(template.findResources('AWS::ApiGateway::Method'));
    expect(methods.map(({ Properties }) => Properties.HttpMethod)).toEqual(['POST', 'POST']);
    const paths = Object.values(template.findResources('AWS::ApiGateway::Resource')).map(({ Properties }) => Properties.PathPart);
    expect(paths.sort()).toEqual(['self', 'uae-kyc', 'webhooks']);
  });

  test('hands the exact bytes on: every content type is binary, nothing is compressed or validated', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { BinaryMediaTypes: ['*/*'], MinimumCompressionSize: Match.absent() });
    template.resourceCountIs('AWS::ApiGateway::RequestValidator', 0);
    template.resourceCountIs('AWS::ApiGateway::Model', 0);
  });

  test('never answers with a 4xx of the gateway\'s own that a sender takes as final', () => {
    const answers = Object.fromEntries(Object.values(template.findResources('AWS::ApiGateway::GatewayResponse'))
      .map(({ Properties }) => [Properties.ResponseType, Properties.StatusCode]));
    expect(answers).toEqual({
      DEFAULT_4XX: '503', DEFAULT_5XX: '503', BAD_REQUEST_BODY: '503', BAD_REQUEST_PARAMETERS: '503', WAF_FILTERED: '503',
      THROTTLED: '429', QUOTA_EXCEEDED: '429', REQUEST_TOO_LARGE: '413',
    });
  });

  test('slows floods down with 429 and lets the managed rules only count', () => {
    const [acl] = Object.values(template.findResources('AWS::WAFv2::WebACL'));
    const [rate, ...managed] = acl?.Properties.Rules as { Action?: object; OverrideAction?: object }[];
    expect(acl?.Properties.DefaultAction).toEqual({ Allow: {} });
    expect(rate?.Action).toMatchObject({ Block: { CustomResponse: { ResponseCode: 429 } } });
    expect(managed.map(({ OverrideAction }) => OverrideAction)).toEqual(managed.map(() => ({ Count: {} })));
  });

  test('is reached under the environment\'s own host only, over TLS 1.3', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      DisableExecuteApiEndpoint: true, SecurityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09', EndpointAccessMode: 'STRICT',
    });
    template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      SecurityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09', EndpointAccessMode: 'STRICT', EndpointConfiguration: { Types: ['REGIONAL'] },
    });
  });

  test('logs neither addresses nor headers nor bodies', () => {
    const [stage] = Object.values(template.findResources('AWS::ApiGateway::Stage'));
    expect(stage?.Properties.MethodSettings).toEqual([expect.objectContaining({ DataTraceEnabled: false, LoggingLevel: 'OFF' })]);
    expect(stage?.Properties.AccessLogSetting.Format).not.toMatch(/identity|header|body|userAgent|sourceIp|\$context\.path/i);
  });

  test('lets the API call the receiver through its own routes only', () => {
    const permissions = Object.values(template.findResources('AWS::Lambda::Permission'));
    // two routes, the sweeper's two schedules and three pings.
    expect(permissions).toHaveLength(7);
    for (const { Properties } of permissions) expect(Properties.SourceArn).toBeDefined();
    expect(JSON.stringify(permissions)).not.toContain('test-invoke-stage');
  });

  test('lets the sweeper count what is set aside, and read nothing of it', () => {
    const statements = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) => id.startsWith('DispatchSweeperPolicy'))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as { Action: string | string[]; Resource: unknown; Condition?: object }[]);
    const queries = statements.filter(({ Action, Resource }) => [Action].flat().includes('dynamodb:Query') && !JSON.stringify(Resource).includes('/index/'));
    expect(queries.map(({ Action, Condition }) => [Action, Condition])).toEqual([['dynamodb:Query', {
      'StringEquals': { 'dynamodb:Select': 'COUNT' },
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'quarantine#*' },
      'Null': { 'dynamodb:LeadingKeys': 'false' },
    }]]);
  });

  test('runs its functions on Node 24, arm64, in the isolated subnets, with names and ARNs alone in their variables', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    expect(functions).toHaveLength(4);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect(JSON.stringify(Properties.VpcConfig)).toMatch(/IsolatedSubnet/);
      expect(Object.keys(Properties.Environment.Variables).filter(key => !key.startsWith('BULKHEAD_'))).toEqual(['AWS_ACCOUNT_ID_ENDPOINT_MODE']);
    }
  });

  test('keeps the inbox under the environment\'s key, recoverable, with a stream of keys alone', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
        StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
  });

  test('gives the receiver writes to the inbox and no way to read it back', () => {
    const policy = Object.entries(template.findResources('AWS::IAM::Policy')).find(([id]) => id.startsWith('ReceiverPolicy'))?.[1];
    const actions = policy?.Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action) as string[];
    expect(actions.filter(action => /^(?:dynamodb|s3|events|secretsmanager|ssm):/.test(action)).sort()).toEqual(['dynamodb:PutItem', 'dynamodb:UpdateItem', 's3:PutObject']);
  });

  test('keeps what the stream gives up in an encrypted queue and reports failures item by item', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetters'), 'Arn'] } } },
    });
    template.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: Match.anyValue() });
  });
});

test('only a live inbox is protected from deletion by AWS itself', () => {
  expect(Object.fromEntries(Object.entries(templates).map(([name, template]) =>
    [name, Object.values(template.findResources('AWS::DynamoDB::Table'))[0]?.Properties.DeletionProtectionEnabled === true])))
    .toEqual({ 'staging': false, 'pre-production': false, 'production': true });
});

test('until the zone is delegated no certificate is requested and the default endpoint answers', () => {
  const environments = fleet.environments.map(config => ({ ...config, domain: { ...config.domain, delegated: false } }));
  const { staging } = stagesOf({ ...fleet, environments }, flows);
  if (!staging) throw new Error('no staging');
  const template = Template.fromStack(staging.webhook);
  template.resourceCountIs('AWS::CertificateManager::Certificate', 0);
  template.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: false });
});

test('a backend receives events of its own environment\'s bus and may read bodies of its own inbox', () => {
  for (const stage of Object.values(stages)) {
    const backend = stage.node.findChild('Backend') as typeof stage.webhook;
    const template = Template.fromStack(backend);
    template.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: { 'Fn::ImportValue': Match.stringLikeRegexp(`^${stage.node.id}-Webhook:`) },
      EventPattern: { source: ['bulkhead.webhook'], detail: { version: [1] } },
    });
    const senders = Object.values(template.findResources('AWS::SQS::QueuePolicy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement
      .filter(({ Effect }: { Effect: string }) => Effect === 'Allow'));
    expect(senders.map(({ Principal, Condition }) => [Principal, Object.keys(Condition ?? {})])).toEqual(
      senders.map(() => [{ Service: 'events.amazonaws.com' }, [expect.stringMatching(/^(?:ArnEquals|StringEquals)$/)]]));
  }
});
