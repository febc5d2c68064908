import { sessionMetrics } from '../../../../lambda/sessions/contract';
import { sumMetric } from '../function-log';
import { issueSecret, storeSecret } from '../secrets';
import { exactly, type Character, type Registration, type Say, type Story } from '../story';
import { roleSettings } from '../world';
import { askForSession, sessionRequest, wordsOf } from './sessions';

const step = 'Keys of the other class';

/** How often an environment's sessions function has called a provider so far. */
export const providerCalls = ({ world }: Story, { environment }: Character): number =>
  sumMetric(world.host.logs().get(environment.output('Sessions', 'SessionsFunctionArn')) ?? [], sessionMetrics.providerCall);

const attempt = async (story: Story, character: Character, registration: Registration, labelled: 'test' | 'live', key: 'test' | 'live') => {
  const { environment, secrets } = character;
  const { settings } = registration;
  const arn = secrets.find(({ binding, kind }) => binding === settings.binding && kind === 'api-key')?.arn;
  if (arn === undefined) throw new Error(`'${environment.name}' publishes no API key of '${settings.binding}'`);
  const operator = roleSettings(environment, environment.output('Secrets', 'OperatorRoleArn'));
  await storeSecret(operator, arn, { ...issueSecret('api-key', settings, key), class: labelled });
  const before = providerCalls(story, character);
  const words = wordsOf(await askForSession(story, character, sessionRequest(registration)));
  story.journal.record(exactly({
    step, kind: 'wrong-class', from: environment.name, to: environment.name, binding: settings.binding,
    what: `a session of ${environment.name}/${settings.binding} with a ${key} key that is labelled ${labelled}, against a ${environment.config.credentials} flow`,
    expected: 'refused: no-key, 0 calls to the provider',
    observed: `${words}, ${providerCalls(story, character) - before} calls to the provider`,
  }));
};

/** A key of the other class, stored by mistake or under a false label, is refused by the environment before anybody is called. */
export const refuseWrongKeys = async (story: Story, say: Say): Promise<void> => {
  await Promise.all(story.characters.map(async character => {
    const { name, config: { credentials } } = character.environment;
    const other = credentials === 'live' ? 'test' : 'live';
    // only where a key tells its class can a label be found out.
    for (const registration of character.registrations.filter(({ account }) => account?.provider === 'self')) {
      await attempt(story, character, registration, other, other);
      await attempt(story, character, registration, credentials, other);
      say(`${name}/${registration.settings.binding}: ${other} keys refused, the provider not called`);
    }
  }));
};
