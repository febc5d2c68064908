import { issueSecret, storeSecret } from '../secrets';
import { exactly, type Say, type Story } from '../story';
import { roleSettings } from '../world';

const step = 'Secrets in each account';

/** The operator of each account stores what its provider has issued: keys, signing secrets and dashboard credentials. */
export const storeSecrets = async ({ characters, journal }: Story, say: Say): Promise<void> => {
  await Promise.all(characters.map(async ({ environment, secrets, registrations }) => {
    const { config, name } = environment;
    const operator = roleSettings(environment, environment.output('Secrets', 'OperatorRoleArn'));
    for (const { binding, kind, arn } of secrets) {
      const registration = registrations.find(({ settings }) => settings.binding === binding);
      if (!registration) throw new Error(`${name} publishes a secret of '${binding}', which is none of its bindings`);
      const secret = kind === 'signing-secret' ? registration.signingSecret : issueSecret(kind, registration.settings, config.credentials);
      await storeSecret(operator, arn, secret);
      journal.record(exactly({
        step, kind: 'secret-stored', from: name, to: name, binding,
        what: `the ${kind} of ${name}/${binding} lies in the account of ${name}`,
        expected: environment.account,
        observed: arn.split(':')[4] ?? '',
      }));
    }
    say(`${name}: ${secrets.length} ${config.credentials} secrets`);
  }));
};
