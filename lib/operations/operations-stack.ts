import { AlarmStatusWidget, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic';
import { Alarms } from './alarms';
import { creditAlarms } from './credit-alarms';
import { CreditMetering } from './credit-metering';
import { sessionAlarms } from './session-alarms';
import { sessionWidgets } from './session-widgets';
import type { EnvironmentContext } from '../environment';
import { EnvironmentStack } from '../environment/environment-stack';
import type { NetworkStack } from '../network';
import { providers } from '../providers';
import type { SecretsStack } from '../secrets';
import { bindingsWithSessions, type SessionsStack } from '../sessions';
import type { WebhookStack } from '../webhook';

export interface OperationsStackProps {
  readonly environment: EnvironmentContext;
  readonly network: NetworkStack;
  readonly secrets: SecretsStack;
  readonly webhook: WebhookStack;
  readonly sessions: SessionsStack;
}

/** What the providers charge is counted, alarms go to the configured destination, and one page shows both. */
export class OperationsStack extends EnvironmentStack {
  constructor(scope: Construct, id: string, { environment, network, secrets, webhook, sessions }: OperationsStackProps) {
    super(scope, id, { environment, description: 'counts what the providers charge; alarms of both halves and where they go' });
    const { config } = environment;
    const bindings = bindingsWithSessions(environment);
    const credits = new CreditMetering(this, 'Credits', { environment, network, secrets, webhook, sessions });
    const { topic } = new AlarmTopic(this, 'AlarmTopic', { key: secrets.keys.sns, email: config.alarms.email });
    const { alarms } = new Alarms(this, 'Alarms', {
      topic, webhook, bindings: Object.keys(config.providers),
      patience: Math.min(...Object.values(config.providers).map(({ provider }) => providers[provider].deliveryPolicy.timeout)),
      others: [...sessionAlarms({ sessions, bindings }), ...creditAlarms(config, credits, bindings)],
    });
    new Dashboard(this, 'Dashboard', {
      widgets: [
        [new AlarmStatusWidget({ title: `${config.name}: alarms`, alarms: [...alarms], width: 24, height: 6 })],
        sessionWidgets(config, bindings),
      ],
    });
  }
}
