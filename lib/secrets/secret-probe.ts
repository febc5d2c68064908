import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BundledFunction } from './bundled-function';
import { FunctionRole } from './function-role';
import { ping } from '../../lambda/webhook/contract';
import type { EnvironmentContext } from '../environment';
import type { NetworkStack } from '../network';

export interface SecretProbeProps {
  readonly environment: EnvironmentContext;
  readonly network: NetworkStack;
}

/**
 * Checks a staged secret from where the environment's functions read it, before it is promoted.
 *
 * The command line cannot: secrets are readable through the environment's endpoint only, and a person reads none.
 */
export class SecretProbe extends Construct {
  /** Reads what is staged, nothing else. */
  readonly role: FunctionRole;
  readonly function: IFunction;

  constructor(scope: Construct, id: string, { environment, network }: SecretProbeProps) {
    super(scope, id);
    this.role = new FunctionRole(this, 'Role', { purpose: 'checks staged secrets; reads nothing but what is staged' });
    this.function = new BundledFunction(this, 'Probe', {
      handler: 'probe',
      description: 'says whether a staged secret is fit; its value never leaves the function',
      network,
      role: this.role,
      statements: [],
      variables: { BULKHEAD_ENVIRONMENT: environment.config.name, BULKHEAD_CREDENTIALS: environment.config.credentials },
      timeout: Duration.seconds(10),
      memory: 256,
    }).function;
    new Rule(this, 'KeepActive', {
      description: 'a function in a VPC that is idle for weeks becomes inactive and fails its next call',
      schedule: Schedule.rate(Duration.days(1)),
      targets: [new LambdaFunction(this.function, { event: RuleTargetInput.fromObject(ping) })],
    });
  }
}
