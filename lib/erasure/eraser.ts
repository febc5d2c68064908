import { Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { AccountPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { ReceiptsTable } from './receipts-table';
import { ping } from '../../lambda/webhook/contract';
import type { EnvironmentContext } from '../environment';
import type { NetworkStack } from '../network';
import { BundledFunction, eraserRoleName, FunctionRole, parameterPaths, type SecretsStack } from '../secrets';
import type { SessionsStack } from '../sessions';
import type { WebhookStack } from '../webhook';

export interface EraserProps {
  readonly environment: EnvironmentContext;
  readonly network: NetworkStack;
  readonly secrets: SecretsStack;
  readonly webhook: WebhookStack;
  readonly sessions: SessionsStack;
  /** Counts charges by verification. */
  readonly credits: ITable;
}

/**
 * Erases what the environment keeps of one person, when somebody asks who may become `bulkhead-eraser`.
 *
 * The person gets numbers and a receipt; what is erased is read by the function alone, and leaves the account's network in no direction.
 */
export class Eraser extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, { environment, network, secrets, webhook, sessions, credits }: EraserProps) {
    super(scope, id);
    const { config } = environment;
    const purpose = 'erases what is kept of one person when somebody who may asks for it';
    const receipts = new ReceiptsTable(this, 'Receipts', { key: secrets.keys.dynamodb, credentials: config.credentials });
    this.function = new BundledFunction(this, 'Function', {
      handler: 'eraser',
      description: purpose,
      network,
      role: new FunctionRole(this, 'FunctionRole', { purpose }),
      statements: [
        ...webhook.inbox.eraseStatements(), ...sessions.table.eraseStatements(), receipts.writeStatement(),
        new PolicyStatement({ actions: ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Scan'], resources: [credits.tableArn] }),
      ],
      variables: {
        BULKHEAD_ENVIRONMENT: config.name,
        BULKHEAD_INBOX_TABLE: webhook.inbox.table.tableName,
        BULKHEAD_BODIES_BUCKET: webhook.inbox.bodies.bucketName,
        BULKHEAD_SESSIONS_TABLE: sessions.table.table.tableName,
        BULKHEAD_CREDITS_TABLE: credits.tableName,
        BULKHEAD_RECEIPTS_TABLE: receipts.table.tableName,
      },
      timeout: Duration.minutes(15),
      memory: 512,
    }).function;
    new Rule(this, 'KeepActive', {
      description: 'a function in a VPC that is idle for weeks becomes inactive and fails its next call',
      schedule: Schedule.rate(Duration.days(1)),
      targets: [new LambdaFunction(this.function, { event: RuleTargetInput.fromObject(ping) })],
    });
    this.grantUse(environment);
  }

  /** A role of its own: whoever keeps the secrets need not be able to erase, nor the reverse. */
  private grantUse({ account }: EnvironmentContext): void {
    // its name as text: of the parameter's own it is a token, from which nothing can be cut.
    const parameterName = `${parameterPaths.operator}/eraser`;
    new StringParameter(this, 'Arn', {
      parameterName, stringValue: this.function.functionArn, description: 'function that erases what is kept of one person',
    });
    const role = new Role(this, 'Role', {
      roleName: eraserRoleName,
      assumedBy: new AccountPrincipal(account),
      description: 'has what is kept of one person erased; reads nothing of it',
      maxSessionDuration: Duration.hours(1),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] }));
    role.addToPolicy(new PolicyStatement({
      actions: ['ssm:GetParameter'],
      resources: [Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: parameterName.slice(1) })],
    }));
  }
}
