import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { connectivitySettings } from './connectivity-settings';
import { connectivityFunctionName, scheduledRequest, type EndpointService } from '../../lambda/connectivity/contract';
import { eventBusName } from '../../lambda/webhook/contract';
import type { EnvironmentContext } from '../environment';
import { wayOutStatement, type NetworkStack } from '../network';
import { BundledFunction, FunctionRole, parameterPaths, type SecretsStack } from '../secrets';
import type { WebhookStack } from '../webhook';

export interface ConnectivityProps {
  readonly environment: EnvironmentContext;
  readonly network: NetworkStack;
  readonly secrets: SecretsStack;
  readonly webhook: WebhookStack;
}

/**
 * Looks every quarter of an hour from inside whether the ways that must be open are open, and those that must be closed are closed.
 *
 * It stands where the functions that call the providers stand and wears their security group, so that what it sees holds for them. It
 * reads no secret and has no key: what it asks of a service is where something is, and that through the environment's endpoint alone.
 */
export class Connectivity extends Construct {
  readonly function: Function;

  constructor(scope: Construct, id: string, { environment, network, secrets, webhook }: ConnectivityProps) {
    super(scope, id);
    const { config } = environment;
    const [binding = ''] = Object.keys(config.providers);
    const purpose = 'looks whether providers and AWS are reached as they should be, and nothing else is';
    const parameter = `${parameterPaths.bindings}/${binding}`;
    const arn = (service: string, resource: string, resourceName: string) => Stack.of(this).formatArn({ service, resource, resourceName });
    const { table, bodies } = webhook.inbox;
    const asked = {
      secretsmanager: secrets.apiKeyArns[binding] ?? '', ssm: parameter, events: eventBusName, s3: bodies.bucketName, dynamodb: table.tableName,
    };
    // each only through its endpoint: that it is let through is what shows the way.
    const through = (service: EndpointService, action: string, resource: string) => new PolicyStatement({
      actions: [`${service}:${action}`], resources: [resource], conditions: { StringEquals: { 'aws:SourceVpce': network.endpointIds[service] } },
    });
    const { function: examiner } = new BundledFunction(this, 'Function', {
      handler: 'connectivity',
      functionName: connectivityFunctionName,
      description: purpose,
      network,
      role: new FunctionRole(this, 'Role', { purpose }),
      statements: [
        through('secretsmanager', 'DescribeSecret', asked.secretsmanager),
        through('ssm', 'GetParameter', arn('ssm', 'parameter', parameter.slice(1))),
        through('events', 'DescribeEventBus', arn('events', 'event-bus', eventBusName)),
        through('s3', 'GetBucketLocation', bodies.bucketArn),
        through('dynamodb', 'DescribeTable', table.tableArn),
      ],
      variables: {
        BULKHEAD_ENVIRONMENT: config.name,
        BULKHEAD_CONNECTIVITY_SETTINGS: Stack.of(this).toJsonString(connectivitySettings(environment, asked)),
      },
      timeout: Duration.seconds(60),
      memory: 256,
      callsProviders: true,
    });
    this.function = examiner;
    new Rule(this, 'Schedule', {
      description: 'looks whether the ways that must be open are open, and those that must be closed are closed',
      schedule: Schedule.rate(Duration.minutes(15)),
      targets: [new LambdaFunction(examiner, { event: RuleTargetInput.fromObject(scheduledRequest), retryAttempts: 0 })],
    });
    new Policy(this, 'OperatorPolicy', {
      roles: [secrets.operatorRole],
      statements: [
        new PolicyStatement({ actions: ['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'], resources: [examiner.functionArn] }),
        wayOutStatement(),
      ],
    });
  }
}
