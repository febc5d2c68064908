import { AlarmStatusWidget, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic';
import { Alarms } from './alarms';
import { Connectivity } from './connectivity';
import { connectivityAlarms } from './connectivity-alarms';
import { routeWidgets } from './connectivity-widgets';
import { creditAlarms } from './credit-alarms';
import { CreditMetering } from './credit-metering';
import { deliveryWidgets } from './dashboard/deliveries';
import { dispatchWidgets } from './dashboard/dispatching';
import { receivingWidgets } from './dashboard/receiving';
import { senderWidgets } from './dashboard/senders';
import { retryAlarms } from './retry-alarms';
import { sessionAlarms } from './session-alarms';
import { sessionWidgets } from './session-widgets';
import type { EnvironmentContext } from '../environment';
import { EnvironmentStack } from '../environment/environment-stack';
import { Eraser } from '../erasure';
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

/** What the providers charge is counted, one person's data is erased on request, alarms go to the configured destination, and one page shows both. */
export class OperationsStack extends EnvironmentStack {
  constructor(scope: Construct, id: string, { environment, network, secrets, webhook, sessions }: OperationsStackProps) {
    super(scope, id, { environment, description: 'counts what the providers charge; alarms of both halves and where they go' });
    const { config } = environment;
    const bindings = bindingsWithSessions(environment);
    const credits = new CreditMetering(this, 'Credits', { environment, network, secrets, webhook, sessions });
    new Eraser(this, 'Eraser', { environment, network, secrets, webhook, sessions, credits: credits.table });
    const connectivity = new Connectivity(this, 'Connectivity', { environment, network, secrets, webhook });
    const { topic } = new AlarmTopic(this, 'AlarmTopic', { key: secrets.keys.sns, email: config.alarms.email });
    const patience = Math.min(...Object.values(config.providers).map(({ provider }) => providers[provider].deliveryPolicy.timeout));
    const { alarms } = new Alarms(this, 'Alarms', {
      topic, webhook, bindings: Object.keys(config.providers), patience,
      others: [...retryAlarms(config), ...sessionAlarms({ sessions, bindings }), ...creditAlarms(config, credits, bindings), ...connectivityAlarms(config)],
    });
    new Dashboard(this, 'Dashboard', {
      widgets: [
        [new AlarmStatusWidget({ title: `${config.name}: alarms`, alarms: [...alarms], width: 24, height: 6 })],
        deliveryWidgets(webhook, patience),
        senderWidgets(config),
        dispatchWidgets(config),
        receivingWidgets(webhook, patience),
        sessionWidgets(config, bindings),
        routeWidgets(config, connectivity),
      ],
    });
  }
}
