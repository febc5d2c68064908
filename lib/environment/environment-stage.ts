import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { EnvironmentContext } from './context';
import { NetworkStack } from '../network';
import { OperationsStack } from '../operations';
import { SecretsStack } from '../secrets';
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
  readonly operations: OperationsStack;

  constructor(scope: Construct, id: string, { environment }: EnvironmentStageProps) {
    super(scope, id, { env: { account: environment.account, region: environment.region } });
    this.environment = environment;
    this.network = new NetworkStack(this, 'Network', { environment });
    this.secrets = new SecretsStack(this, 'Secrets', { environment, network: this.network });
    this.webhook = new WebhookStack(this, 'Webhook', { environment, network: this.network, secrets: this.secrets });
    this.operations = new OperationsStack(this, 'Operations', { environment, secrets: this.secrets, webhook: this.webhook });
  }
}
