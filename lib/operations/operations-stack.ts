import { AlarmStatusWidget, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic';
import { Alarms } from './alarms';
import type { EnvironmentContext } from '../environment';
import { EnvironmentStack } from '../environment/environment-stack';
import { providers } from '../providers';
import type { SecretsStack } from '../secrets';
import type { WebhookStack } from '../webhook';

export interface OperationsStackProps {
  readonly environment: EnvironmentContext;
  readonly secrets: SecretsStack;
  readonly webhook: WebhookStack;
}

/** Alarms to the configured destination and one page that shows their state. */
export class OperationsStack extends EnvironmentStack {
  constructor(scope: Construct, id: string, { environment, secrets, webhook }: OperationsStackProps) {
    super(scope, id, { environment, description: 'alarms of the webhook path and where they go' });
    const { config } = environment;
    const { topic } = new AlarmTopic(this, 'AlarmTopic', { key: secrets.keys.sns, email: config.alarms.email });
    const { alarms } = new Alarms(this, 'Alarms', {
      topic, webhook, bindings: Object.keys(config.providers),
      patience: Math.min(...Object.values(config.providers).map(({ provider }) => providers[provider].deliveryPolicy.timeout)),
    });
    new Dashboard(this, 'Dashboard', {
      widgets: [[new AlarmStatusWidget({ title: `${config.name}: webhook path`, alarms: [...alarms], width: 24, height: 6 })]],
    });
  }
}
