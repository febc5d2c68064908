import { composeDelivery } from '../delivery';
import { counted, send } from '../send';
import { change, exactly, nothingNew, orderFor, type Say, type Story } from '../story';

const step = 'Before any secret is stored';

/** Without a stored secret every delivery is put off, whoever signed it, and nothing is kept. */
export const failClosed = async (story: Story, say: Say): Promise<void> => {
  const { characters, journal } = story;
  await Promise.all(characters.map(async character => {
    const { environment, registrations, observer } = character;
    for (const registration of registrations) {
      const { binding } = registration.settings;
      // a 503 for another reason would prove nothing.
      const missing = () => counted(story, character, binding, 'no-secret');
      const before = { observation: await observer.look(), missing: missing() };
      const status = await send(story, character, composeDelivery(orderFor(registration)));
      const after = { observation: await observer.look(), missing: missing() };
      journal.record(exactly({
        step, kind: 'fails-closed', from: environment.name, to: environment.name, binding,
        what: `a delivery to ${environment.name}/${binding} while no secret is stored`,
        expected: `503, ${nothingNew}, 1 counted`,
        observed: `${status}, ${change(before.observation, after.observation)}, ${after.missing - before.missing} counted`,
      }));
      say(`${environment.name}/${binding}: ${status}, nothing stored`);
    }
  }));
};
