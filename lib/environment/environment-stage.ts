import { PermissionsBoundary, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { EnvironmentContext } from './context';
import { boundaryArn, DeliveryStack } from '../delivery';
import { NetworkStack } from '../network';
import { OperationsStack } from '../operations';
import { SecretsStack } from '../secrets';
import { SessionsStack } from '../sessions';
import { WebhookStack } from '../webhook';

export interface EnvironmentStageProps {
  readonly environment: EnvironmentContext;
}

/** One environment: its stacks in order, each needing only those before it. */
export class EnvironmentStage extends Stage {
  readonly environment: EnvironmentContext;
  readonly network: NetworkStack;
  readonly secrets: SecretsStack;
  readonly webhook: WebhookStack;
  readonly sessions: SessionsStack;
  readonly operations: OperationsStack;
  readonly delivery: DeliveryStack;

  constructor(scope: Construct, id: string, { environment }: EnvironmentStageProps) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      // of every role of every stack, the team's own and those of CDK's custom resources among them.
      permissionsBoundary: PermissionsBoundary.fromArn(boundaryArn(environment)),
    });
    this.environment = environment;
    this.network = new NetworkStack(this, 'Network', { environment });
    this.secrets = new SecretsStack(this, 'Secrets', { environment, network: this.network });
    this.webhook = new WebhookStack(this, 'Webhook', { environment, network: this.network, secrets: this.secrets });
    this.sessions = new SessionsStack(this, 'Sessions', { environment, network: this.network, secrets: this.secrets, webhook: this.webhook });
    this.operations = new OperationsStack(this, 'Operations', {
      environment, network: this.network, secrets: this.secrets, webhook: this.webhook, sessions: this.sessions,
    });
    this.delivery = new DeliveryStack(this, 'Delivery', { environment, network: this.network, secrets: this.secrets });
  }
}
