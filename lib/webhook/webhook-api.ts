import { CfnOutput } from 'aws-cdk-lib';
import {
  AccessLogFormat, AuthorizationType, type CfnRestApi, EndpointAccessMode, EndpointType, LambdaIntegration, LogGroupLogDestination,
  MethodLoggingLevel, ResponseType, RestApi, SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { WebAcl } from './web-acl';
import type { NetworkStack } from '../network';

export interface WebhookApiProps {
  readonly network: NetworkStack;
  readonly receiver: IFunction;
  /** One route `POST /webhooks/<binding>` each. */
  readonly bindings: readonly string[];
  /** Whether the API answers under a domain of its own; its default endpoint is off then. */
  readonly ownDomain: boolean;
  /**
   * Requests a second, and as many at once, beyond which the API answers 429.
   * @default 200
   */
  readonly throttle?: number;
}

/** What the gateway answers by itself. Everything not named here is a 503: a 4xx would be final for the sender. */
const gatewayAnswers: readonly { readonly type: ResponseType; readonly status: string }[] = [
  { type: ResponseType.DEFAULT_4XX, status: '503' },
  { type: ResponseType.DEFAULT_5XX, status: '503' },
  { type: ResponseType.BAD_REQUEST_BODY, status: '503' },
  { type: ResponseType.BAD_REQUEST_PARAMETERS, status: '503' },
  { type: ResponseType.WAF_FILTERED, status: '503' },
  { type: ResponseType.THROTTLED, status: '429' },
  { type: ResponseType.QUOTA_EXCEEDED, status: '429' },
  // repeating a body that is too large cannot help.
  { type: ResponseType.REQUEST_TOO_LARGE, status: '413' },
];

/** Fields of the access log: no address, no header, no raw path, nothing personal. */
const accessLog = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  method: '$context.httpMethod',
  route: '$context.resourcePath',
  status: '$context.status',
  latency: '$context.responseLatency',
  error: '$context.error.responseType',
  firewall: '$context.waf.status',
  tls: '$context.tlsVersion',
};

/**
 * The front door: exact bytes in, one route per binding, no other, and no answer of the gateway's own that a sender
 * takes as final.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export class WebhookApi extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, { network, receiver, bindings, ownDomain, throttle = 200 }: WebhookApiProps) {
    super(scope, id);
    this.api = new RestApi(this, 'Api', {
      description: 'receives the webhooks of this environment',
      // every content type arrives as the bytes that were signed.
      binaryMediaTypes: ['*/*'],
      endpointTypes: [EndpointType.REGIONAL],
      disableExecuteApiEndpoint: ownDomain,
      // CloudWatch Logs takes the access log only from a role of the account.
      cloudWatchRole: true,
      deployOptions: {
        stageName: 'live',
        throttlingRateLimit: throttle,
        throttlingBurstLimit: throttle,
        metricsEnabled: true,
        // execution logs would hold headers and bodies.
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        accessLogDestination: new LogGroupLogDestination(network.logGroup(this, 'AccessLog')),
        accessLogFormat: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });
    if (ownDomain) {
      // the handshake follows the API's policy, not the domain's.
      const resource = this.api.node.defaultChild as CfnRestApi;
      resource.securityPolicy = SecurityPolicy.TLS13_1_3_2025_09;
      resource.endpointAccessMode = EndpointAccessMode.STRICT;
    }
    for (const { type, status } of gatewayAnswers) {
      this.api.addGatewayResponse(type.responseType, {
        type, statusCode: status, templates: { 'application/json': '{"message":"not accepted"}' },
      });
    }
    const webhooks = this.api.root.addResource('webhooks');
    const integration = new LambdaIntegration(receiver, { proxy: true, allowTestInvoke: false });
    for (const binding of bindings) {
      webhooks.addResource(binding).addMethod('POST', integration, { authorizationType: AuthorizationType.NONE });
    }
    new WebAcl(this, 'Firewall', { resourceArn: this.api.deploymentStage.stageArn });
    if (!ownDomain) {
      new CfnOutput(this, 'Url', { value: this.api.urlForPath('/webhooks'), description: 'prefix of the webhook addresses until the zone is delegated' });
    }
  }
}
