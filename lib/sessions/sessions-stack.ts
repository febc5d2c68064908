import { CfnOutput, Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { SessionsTable } from './sessions-table';
import { bindingsWithSessions, sessionSettings } from './settings';
import { ping } from '../../lambda/webhook/contract';
import { constructId, type EnvironmentContext } from '../environment';
import { EnvironmentStack } from '../environment/environment-stack';
import type { NetworkStack } from '../network';
import { BundledFunction, parameterPaths, type SecretsStack } from '../secrets';
import type { WebhookStack } from '../webhook';

export interface SessionsStackProps {
  readonly environment: EnvironmentContext;
  readonly network: NetworkStack;
  readonly secrets: SecretsStack;
  readonly webhook: WebhookStack;
}

/**
 * The outbound half: creates sessions at the providers, and brings those to their end whose webhook never came.
 *
 * Both functions wear the one role that reads the API keys and leave through the environment's static addresses alone.
 */
export class SessionsStack extends EnvironmentStack {
  readonly sessions: IFunction;
  readonly reconciler: IFunction;
  readonly table: SessionsTable;

  constructor(scope: Construct, id: string, { environment, network, secrets, webhook }: SessionsStackProps) {
    super(scope, id, {
      environment, description: 'creates verification sessions at the providers and settles those whose webhook never came',
    });
    const { config } = environment;
    this.table = new SessionsTable(this, 'Sessions', { key: secrets.keys.dynamodb, credentials: config.credentials });
    for (const binding of bindingsWithSessions(environment)) {
      new StringParameter(this, `${constructId(binding)}Settings`, {
        parameterName: `${parameterPaths.sessions}/${binding}`,
        stringValue: this.toJsonString(sessionSettings(environment, binding, secrets.apiKeyArns[binding] ?? '')),
        description: `public settings of ${binding} for the functions that call it`,
      });
    }
    const shared = {
      network,
      role: secrets.sessionsRole,
      callsProviders: true,
      memory: 512,
    };
    const variables = {
      BULKHEAD_ENVIRONMENT: config.name,
      BULKHEAD_CREDENTIALS: config.credentials,
      BULKHEAD_SESSIONS_PATH: parameterPaths.sessions,
      BULKHEAD_SESSIONS_TABLE: this.table.table.tableName,
    };
    this.sessions = new BundledFunction(this, 'Create', {
      ...shared,
      handler: 'sessions',
      description: 'creates verification sessions for this environment\'s own backend',
      statements: [
        new PolicyStatement({
          actions: ['ssm:GetParameter'],
          resources: [this.formatArn({ service: 'ssm', resource: 'parameter', resourceName: `${parameterPaths.sessions.slice(1)}/*` })],
        }),
        ...this.table.sessionStatements(),
      ],
      variables,
      timeout: Duration.seconds(30),
    }).function;
    this.reconciler = new BundledFunction(this, 'Reconcile', {
      ...shared,
      handler: 'reconciler',
      description: 'asks the provider how sessions ended whose webhook never came',
      statements: this.table.openStatements(),
      variables: {
        ...variables, BULKHEAD_INBOX_TABLE: webhook.inbox.table.tableName, BULKHEAD_BODIES_BUCKET: webhook.inbox.bodies.bucketName,
      },
      timeout: Duration.minutes(4),
    }).function;
    this.grantInbox(secrets, webhook);
    this.schedule();
    new StringParameter(this, 'Arn', {
      parameterName: `${parameterPaths.operator}/sessions`,
      stringValue: this.sessions.functionArn,
      description: 'function that creates sessions',
    });
    new CfnOutput(this, 'SessionsFunctionArn', {
      value: this.sessions.functionArn, description: 'function that creates sessions; invokeStatements() grants its use',
    });
  }

  /** Creates sessions and asks how they stand: for the role of the team's own backend. */
  invokeStatements(): PolicyStatement[] {
    return [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.sessions.functionArn] })];
  }

  /**
   * Lets the reconciler alone write into the inbox: the role is shared, and whoever the backend can call must not be able to make events.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
   */
  private grantInbox(secrets: SecretsStack, webhook: WebhookStack): void {
    const statements = webhook.inbox.reconcileStatements();
    for (const statement of statements) {
      // a key is used by its service in the role's name, and of no use without the service.
      if (statement.actions.some(action => action.startsWith('kms:'))) continue;
      statement.addCondition('ArnEquals', { 'lambda:SourceFunctionArn': this.reconciler.functionArn });
    }
    new Policy(this, 'ReconcilerInbox', { roles: [secrets.sessionsRole.withoutPolicyUpdates()], statements });
  }

  private schedule(): void {
    new Rule(this, 'ReconcileSchedule', {
      description: 'webhooks are retried for hours and then given up; what they would have said is asked for',
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [new LambdaFunction(this.reconciler, { retryAttempts: 0 })],
    });
    new Rule(this, 'KeepActive', {
      description: 'a function in a VPC that is idle for weeks becomes inactive and fails its next call',
      schedule: Schedule.rate(Duration.days(1)),
      targets: [new LambdaFunction(this.sessions, { event: RuleTargetInput.fromObject(ping) })],
    });
  }
}
