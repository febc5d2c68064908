import { randomUUID } from 'node:crypto';
import type { Story } from '../story';
import { askForSession, sessionRequest, wordsOf } from '../steps/sessions';
import type { Candidate } from './candidate';

/** What the target's own function says to a session on the flow that was promoted to it, started anew so that it remembers nothing. */
export const renewedSession = async (story: Story, { target, onboarded }: Candidate): Promise<string> => {
  const character = story.characters.find(({ environment }) => environment.name === target);
  const registration = character?.registrations.find(({ account }) => account?.provider === 'self');
  if (!character || !registration) return 'no binding of the target has flows';
  await story.world.host.renew(character.environment.output('Sessions', 'SessionsFunctionArn'));
  const promoted = onboarded.flows[target]?.[registration.settings.binding]?.find(({ replaced }) => !replaced)?.id as string;
  return wordsOf(await askForSession(story, character, sessionRequest(registration, randomUUID(), promoted)));
};
