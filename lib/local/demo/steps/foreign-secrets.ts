import type { ClientSettings } from '../../clients';
import { tryToRead } from '../secrets';
import { exactly, orderedPairs, type Character, type Say, type Story } from '../story';
import { roleSettings } from '../world';

const step = 'Reading another environment\'s secrets';

/** What an account answers that does not have the secret, or does not let the role have it. */
const refusals = ['AccessDeniedException', 'ResourceNotFoundException'];

/** The role of an environment's receiver. */
const roleOf = async ({ environment }: Character, story: Story): Promise<ClientSettings> => {
  const [route] = environment.entrance.routes;
  if (!route) throw new Error(`${environment.name} has no webhook route`);
  const { role } = await story.world.host.describe(route.functionArn);
  return roleSettings(environment, role);
};

/** A receiver's role reads its own signing secrets, so that its refusals mean something, and nothing else anywhere. */
export const refuseForeignSecrets = async (story: Story, say: Say): Promise<void> => {
  const { characters, journal } = story;
  const roles = new Map(await Promise.all(characters.map(async character => [character, await roleOf(character, story)] as const)));
  const attempt = (from: Character, arn: string) => tryToRead(roles.get(from) as ClientSettings, arn);

  await Promise.all(characters.map(async own => {
    const { name } = own.environment;
    for (const { binding, kind, arn } of own.secrets) {
      journal.record(exactly({
        step, kind: 'own-secret', from: name, to: name, binding,
        what: `the receiver's role of ${name} reads the ${kind} of ${name}/${binding}`,
        expected: kind === 'signing-secret' ? 'read' : 'AccessDeniedException',
        observed: await attempt(own, arn),
      }));
    }
  }));
  await Promise.all(orderedPairs(characters).map(async ([from, to]) => {
    for (const { binding, kind, arn } of to.secrets) {
      const observed = await attempt(from, arn);
      journal.record({
        step, kind: 'foreign-secret', from: from.environment.name, to: to.environment.name, binding,
        what: `the receiver's role of ${from.environment.name} reads the ${kind} of ${to.environment.name}/${binding}`,
        expected: refusals.join(' or '),
        observed,
        passed: refusals.includes(observed),
      });
    }
    say(`${from.environment.name} → ${to.environment.name}: ${to.secrets.length} secrets out of reach`);
  }));
};
