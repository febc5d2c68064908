import { createJournal, type Journal } from './journal';
import { observe } from './observe';
import { issueSecret, publishedBindings, publishedSecrets } from './secrets';
import type { Character, Story } from './story';
import type { RunningEnvironment, World } from './world';

const characterOf = async (environment: RunningEnvironment, world: World): Promise<Character> => {
  const [secrets, bindings] = await Promise.all([publishedSecrets(environment), publishedBindings(environment)]);
  return {
    environment,
    secrets,
    registrations: bindings.map(settings => ({
      settings,
      signingSecret: issueSecret('signing-secret', settings, environment.config.credentials),
      account: world.providers.accounts.get(environment.name)?.find(({ binding }) => binding === settings.binding),
    })),
    observer: observe(environment, world),
  };
};

interface StoryOptions extends Pick<Story, 'work' | 'candidate'> {
  readonly journal?: Journal;
}

/** Reads from each account what it has published; the story knows nothing that an account does not say. */
export const beginStory = async (world: World, { journal = createJournal(), work, candidate }: StoryOptions): Promise<Story> => ({
  world,
  journal,
  work,
  candidate,
  runs: [],
  characters: await Promise.all(world.environments.map(environment => characterOf(environment, world))),
});
