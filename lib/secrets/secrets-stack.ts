import { CfnOutput, Duration } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { FunctionRole } from './function-role';
import type { KeyService } from './key-usage';
import { ProviderSecret } from './provider-secret';
import { ServiceKey } from './service-key';
import { SecretProbe } from './secret-probe';
import { bindingSettings, operatorRoleName, parameterPaths, secretKinds } from './settings';
import { constructId, executionRoleArn, type EnvironmentContext } from '../environment';
import { EnvironmentStack } from '../environment/environment-stack';
import type { NetworkStack } from '../network';

export interface SecretsStackProps {
  readonly environment: EnvironmentContext;
  readonly network: NetworkStack;
}

/** Services whose data later stacks keep; the logs' key is the network's, which needs it first. */
const keyServices = ['dynamodb', 'events', 's3', 'secretsmanager', 'sns', 'sqs'] as const satisfies readonly KeyService[];

const constructIds: Readonly<Record<(typeof keyServices)[number], string>> = {
  dynamodb: 'InboxKey', events: 'EventsKey', s3: 'BodiesKey', secretsmanager: 'SecretsKey', sns: 'AlarmsKey', sqs: 'QueuesKey',
};

/** Keys, provider-issued secrets and the roles that read them, with their grants, so that no later stack changes them. */
export class SecretsStack extends EnvironmentStack {
  readonly keys: Readonly<Record<(typeof keyServices)[number], ServiceKey>>;
  /** Reads the webhook signing secrets, nothing else. */
  readonly receiverRole: FunctionRole;
  /** Reads the API keys; the two functions that call the providers run as it, and a later stack grants them the rest. */
  readonly sessionsRole: FunctionRole;
  /** A person of this account who stores and rotates values and reads the dashboard credentials. */
  readonly operatorRole: Role;
  /** ARNs of the API keys by binding: for whoever publishes where they are, not for reading them. */
  readonly apiKeyArns: Readonly<Record<string, string>>;
  private readonly probe: SecretProbe;

  constructor(scope: Construct, id: string, { environment, network }: SecretsStackProps) {
    super(scope, id, { environment, description: 'customer keys, provider-issued secrets without values, and the roles that read them' });
    this.keys = Object.fromEntries(keyServices.map(service => [service, new ServiceKey(this, constructIds[service], { service })])) as typeof this.keys;
    this.receiverRole = new FunctionRole(this, 'ReceiverRole', { purpose: 'verifies webhooks; the only reader of the signing secrets' });
    this.sessionsRole = new FunctionRole(this, 'SessionsRole', { purpose: 'calls the providers; the only reader of their API keys' });
    this.probe = new SecretProbe(this, 'SecretProbe', { environment, network });
    this.operatorRole = new Role(this, 'OperatorRole', {
      roleName: operatorRoleName,
      assumedBy: new AccountPrincipal(environment.account),
      description: 'stores and rotates provider-issued secrets; the only reader of the dashboard credentials',
      maxSessionDuration: Duration.hours(1),
    });
    this.apiKeyArns = Object.fromEntries(Object.keys(environment.config.providers).map(binding => [
      binding, this.addBinding(binding, network.secretsEndpointId),
    ]));
    this.receiverRole.addToPolicy(new PolicyStatement({
      actions: ['ssm:GetParameter'],
      resources: [this.formatArn({ service: 'ssm', resource: 'parameter', resourceName: `${parameterPaths.bindings.slice(1)}/*` })],
    }));
    this.grantOperation();
    new CfnOutput(this, 'OperatorRoleArn', { value: this.operatorRole.roleArn, description: 'assume this role to store a secret' });
  }

  /** Makes what a provider issues for one registration; returns the ARN of its API key. */
  private addBinding(binding: string, endpointId: string): string {
    const { name } = this.environmentContext.config;
    const writerArns = [this.operatorRole.roleArn, executionRoleArn(this.environmentContext)];
    const issued = [
      { id: 'ApiKey', path: 'api-key', what: 'API key', reader: this.sessionsRole, probe: this.probe.role, endpointId },
      { id: 'SigningSecret', path: 'signing-secret', what: 'webhook signing secret', reader: this.receiverRole, probe: this.probe.role, endpointId },
      { id: 'Dashboard', path: 'dashboard', what: 'dashboard credentials', reader: this.operatorRole },
    ];
    const arns = issued.map(({ id, path, what, ...access }) => {
      const { arn } = new ProviderSecret(this, `${constructId(binding)}${id}`, {
        description: `${what} of ${binding} in ${name}`, key: this.keys.secretsmanager, writerArns, ...access,
      });
      this.grantStorage(arn);
      new StringParameter(this, `${constructId(binding)}${id}Arn`, {
        parameterName: `${parameterPaths.secrets}/${binding}/${path}`, stringValue: arn, description: `ARN of the ${what} of ${binding}`,
      });
      return { id, arn };
    });
    const arnOf = (wanted: string) => arns.find(({ id }) => id === wanted)?.arn ?? '';
    new StringParameter(this, `${constructId(binding)}Settings`, {
      parameterName: `${parameterPaths.bindings}/${binding}`,
      stringValue: this.toJsonString(bindingSettings(this.environmentContext, binding, arnOf('SigningSecret'))),
      description: `public settings of ${binding} for the receiver`,
    });
    return arnOf('ApiKey');
  }

  /** What the operator's commands need beside the secrets: where things are, the probe, and which version was seen verifying. */
  private grantOperation(): void {
    new StringParameter(this, 'ProbeArn', {
      parameterName: `${parameterPaths.operator}/probe`, stringValue: this.probe.function.functionArn, description: 'function that checks a staged secret',
    });
    this.operatorRole.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.probe.function.functionArn] }));
    const secrets = Object.keys(this.environmentContext.config.providers).flatMap(binding => secretKinds.map(kind => `${parameterPaths.secrets}/${binding}/${kind}`));
    this.operatorRole.addToPolicy(new PolicyStatement({
      actions: ['ssm:GetParameter'],
      resources: [...secrets, `${parameterPaths.operator}/probe`, `${parameterPaths.operator}/replay`].map(name =>
        this.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1) })),
    }));
    // metrics know no resource.
    this.operatorRole.addToPolicy(new PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] }));
  }

  private grantStorage(secretArn: string): void {
    this.operatorRole.addToPolicy(new PolicyStatement({
      actions: [
        'secretsmanager:DescribeSecret', 'secretsmanager:ListSecretVersionIds', 'secretsmanager:PutSecretValue',
        'secretsmanager:UpdateSecretVersionStage',
      ],
      resources: [secretArn],
    }));
    this.operatorRole.addToPolicy(new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [this.keys.secretsmanager.keyArn],
      conditions: { StringEquals: { 'kms:EncryptionContext:SecretARN': secretArn } },
    }));
  }
}
