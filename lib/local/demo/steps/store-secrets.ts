import type { StoredSecret } from '../../../../lambda/webhook/contract';
import { issueSecret, storeSecret, type SecretKind } from '../secrets';
import { exactly, type Registration, type Say, type Story } from '../story';
import { roleSettings } from '../world';

const step = 'Secrets in each account';

/** What the provider itself shows once, where it is played. */
const issued = (kind: SecretKind, { settings, account }: Registration, credentials: StoredSecret['class']): StoredSecret => {
  const secret = issueSecret(kind, settings, credentials);
  if (!account || kind === 'signing-secret') return secret;
  const { organization, environment } = account;
  return { ...secret, value: kind === 'api-key' ? organization.createKey(environment) : organization.dashboardToken };
};

/** From here on the provider sends what happens to the environment's front. */
const registerEndpoint = async (front: string, { settings, signingSecret, account }: Registration): Promise<void> => {
  await account?.organization.registerEndpoint({
    environment: account.environment,
    url: `${front}/webhooks/${settings.binding}`,
    secret: signingSecret.value,
    subscriptionId: settings.subscriptionIds?.[0],
  });
};

/** The operator of each account stores what its provider has issued: keys, signing secrets and dashboard credentials. */
export const storeSecrets = async ({ characters, journal }: Story, say: Say): Promise<void> => {
  await Promise.all(characters.map(async ({ environment, secrets, registrations }) => {
    const { config, name } = environment;
    const operator = roleSettings(environment, environment.output('Secrets', 'OperatorRoleArn'));
    for (const { binding, kind, arn } of secrets) {
      const registration = registrations.find(({ settings }) => settings.binding === binding);
      if (!registration) throw new Error(`${name} publishes a secret of '${binding}', which is none of its bindings`);
      const secret = kind === 'signing-secret' ? registration.signingSecret : issued(kind, registration, config.credentials);
      await storeSecret(operator, arn, secret);
      journal.record(exactly({
        step, kind: 'secret-stored', from: name, to: name, binding,
        what: `the ${kind} of ${name}/${binding} lies in the account of ${name}`,
        expected: environment.account,
        observed: arn.split(':')[4] ?? '',
      }));
    }
    await Promise.all(registrations.map(registration => registerEndpoint(environment.front.url, registration)));
    say(`${name}: ${secrets.length} ${config.credentials} secrets`);
  }));
};
