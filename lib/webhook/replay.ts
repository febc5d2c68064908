import { Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { Inbox } from './inbox';
import type { WebhookVariables } from '../../lambda/webhook/contract';
import type { NetworkStack } from '../network';
import { BundledFunction, FunctionRole, parameterPaths, type SecretsStack } from '../secrets';

export interface ReplayProps {
  readonly network: NetworkStack;
  readonly secrets: SecretsStack;
  readonly inbox: Inbox;
  readonly variables: Partial<WebhookVariables>;
}

/** Sends kept events again when the operator asks: the command gets ids, and bodies stay where they are. */
export class Replay extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, { network, secrets, inbox, variables }: ReplayProps) {
    super(scope, id);
    const purpose = 'sends kept events again when the operator asks';
    this.function = new BundledFunction(this, 'Replay', {
      handler: 'replay',
      description: purpose,
      network,
      role: new FunctionRole(this, 'Role', { purpose }),
      statements: [
        ...inbox.replayStatements(),
        new PolicyStatement({
          actions: ['ssm:GetParameter'],
          resources: [Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: `${parameterPaths.bindings.slice(1)}/*` })],
        }),
      ],
      variables,
      timeout: Duration.minutes(1),
      memory: 256,
    }).function;
    new StringParameter(this, 'Arn', {
      parameterName: `${parameterPaths.operator}/replay`, stringValue: this.function.functionArn, description: 'function that sends kept events again',
    });
    new Policy(this, 'OperatorPolicy', {
      roles: [secrets.operatorRole],
      statements: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] })],
    });
  }
}
