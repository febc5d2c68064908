import { CfnOutput, Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule, type EventBus } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Alias, type Function, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { CustomDomain } from './custom-domain';
import { Dispatch } from './dispatch';
import { Inbox } from './inbox';
import { Replay } from './replay';
import { StaticFront, targetGroupArn } from './static-front';
import { WebhookApi, type WebhookApiProps } from './webhook-api';
import { ping } from '../../lambda/webhook/contract';
import type { EnvironmentContext } from '../environment';
import { EnvironmentStack } from '../environment/environment-stack';
import type { NetworkStack } from '../network';
import { BundledFunction, parameterPaths, type SecretsStack } from '../secrets';

export interface WebhookStackProps {
  readonly environment: EnvironmentContext;
  readonly network: NetworkStack;
  readonly secrets: SecretsStack;
}

/** The way of a webhook: front door, receiver, inbox, dispatcher, bus. */
export class WebhookStack extends EnvironmentStack {
  readonly inbox: Inbox;
  readonly receiver: IFunction;
  readonly dispatch: Dispatch;
  /** The front, unless it is a static one. */
  readonly api?: WebhookApi;
  /** The front with fixed addresses, where one is asked for and may stand. */
  readonly staticFront?: StaticFront;
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { environment, network, secrets }: WebhookStackProps) {
    super(scope, id, { environment, description: 'receives webhooks, keeps each event once, and puts its ids on the event bus' });
    const { config } = environment;
    this.inbox = new Inbox(this, 'Inbox', {
      tableKey: secrets.keys.dynamodb, bodiesKey: secrets.keys.s3, credentials: config.credentials,
    });
    const shared = { BULKHEAD_ENVIRONMENT: config.name, BULKHEAD_INBOX_TABLE: this.inbox.table.tableName };
    const storing = {
      ...shared,
      BULKHEAD_CREDENTIALS: config.credentials,
      BULKHEAD_SETTINGS_PATH: parameterPaths.bindings,
      BULKHEAD_BODIES_BUCKET: this.inbox.bodies.bucketName,
    };
    const receiver = new BundledFunction(this, 'Receiver', {
      handler: 'webhook',
      description: 'verifies webhooks and stores their events',
      network,
      role: secrets.receiverRole,
      statements: this.inbox.writeStatements(),
      variables: config.ingress === 'static' ? { ...storing, BULKHEAD_TARGET_GROUP: targetGroupArn(this) } : storing,
      timeout: Duration.seconds(10),
      memory: 512,
    }).function;
    this.receiver = receiver;
    this.dispatch = new Dispatch(this, 'Dispatch', { network, secrets, inbox: this.inbox, variables: shared, bindings: Object.keys(config.providers) });
    this.bus = this.dispatch.bus;
    const replay = new Replay(this, 'Replay', { network, secrets, inbox: this.inbox, variables: storing });
    new Rule(this, 'KeepActive', {
      description: 'a function in a VPC that is idle for weeks becomes inactive and fails its next call',
      schedule: Schedule.rate(Duration.days(1)),
      targets: [this.receiver, this.dispatch.dispatcher, replay.function].map(target => new LambdaFunction(target, { event: RuleTargetInput.fromObject(ping) })),
    });
    const front = { network, receiver: this.entrance(receiver, config.receiver?.provisionedConcurrency), bindings: Object.keys(config.providers) };
    const { delegated, webhookHost: host } = config.domain;
    if (config.ingress !== 'static') this.api = this.regional(front, delegated, host);
    // without a delegated zone there is no certificate, and nothing answers without one.
    else if (network.ingress) {
      const warm = config.receiver?.provisionedConcurrency !== undefined;
      this.staticFront = new StaticFront(this, 'StaticFront', { ...front, warm, ingress: network.ingress, host, credentials: config.credentials });
    }
    new CfnOutput(this, 'InboxTableName', { value: this.inbox.table.tableName, description: 'table that keeps every accepted event' });
  }

  private regional(front: Omit<WebhookApiProps, 'ownDomain'>, ownDomain: boolean, host: string): WebhookApi {
    const api = new WebhookApi(this, 'Api', { ...front, ownDomain });
    if (ownDomain) new CustomDomain(this, 'Domain', { zone: front.network.hostedZone, host, api: api.api });
    return api;
  }

  /** What the front calls: the function, or the instances of its newest version that are kept warm. */
  private entrance(receiver: Function, provisionedConcurrency: number | undefined): IFunction {
    if (provisionedConcurrency === undefined) return receiver;
    return new Alias(this, 'ReceiverLive', {
      aliasName: 'live', version: receiver.currentVersion, provisionedConcurrentExecutions: provisionedConcurrency,
    });
  }
}
