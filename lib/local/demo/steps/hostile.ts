import { composeDelivery } from '../delivery';
import { hostileDeliveries } from '../hostile';
import { send } from '../send';
import { change, exactly, nothingNew, orderFor, type Character, type Registration, type Say, type Story } from '../story';

const step = 'Deliveries that are almost right';

const attempt = async (story: Story, character: Character, registration: Registration): Promise<number> => {
  const { environment: { name }, observer } = character;
  const { journal } = story;
  const { binding } = registration.settings;
  const genuine = composeDelivery(orderFor(registration));
  const hostile = hostileDeliveries(genuine, registration.settings);
  const before = await observer.look();
  const wrong: string[] = [];
  for (const { name: what, delivery, expected } of hostile) {
    const status = await send(story, character, delivery);
    if (status !== expected) wrong.push(`${what}: ${status}`);
  }
  const after = await observer.look();
  journal.record(exactly({
    step, kind: 'hostile', from: name, to: name, binding,
    what: `${hostile.length} requests to ${name}/${binding} that are almost a genuine one`,
    expected: `all refused, ${nothingNew}`,
    observed: `${wrong.length === 0 ? 'all refused' : wrong.join('; ')}, ${change(before, after)}`,
  }));
  // had the genuine one been wrong as well, their refusal would prove nothing.
  const status = await send(story, character, genuine);
  journal.record(exactly({
    step, kind: 'accepted', from: name, to: name, binding,
    what: `the genuine one of them to ${name}/${binding}`,
    expected: `200, ${genuine.events} stored, ${genuine.events} dispatched`,
    observed: `${status}, ${change(after, await observer.look())}`,
  }));
  return hostile.length;
};

/** Requests with one thing wrong each are refused by the deployed function, and leave nothing. */
export const refuseHostile = async (story: Story, say: Say): Promise<void> => {
  await Promise.all(story.characters.map(async character => {
    for (const registration of character.registrations) {
      const tried = await attempt(story, character, registration);
      say(`${character.environment.name}/${registration.settings.binding}: ${tried} refused, nothing stored`);
    }
  }));
};
