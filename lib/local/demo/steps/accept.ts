import { providers } from '../../../providers';
import { composeDelivery, replay, type Delivery } from '../delivery';
import type { CheckKind } from '../journal';
import { send } from '../send';
import { change, exactly, nothingNew, orderFor, type Character, type Registration, type Say, type Story } from '../story';

const step = 'Deliveries to their own environment';

/** Sends one delivery and records what it changed. */
const deliver = async (
  story: Story, character: Character, { settings: { binding } }: Registration,
  attempt: { readonly kind: CheckKind; readonly what: string; readonly delivery: Delivery; readonly expected: string },
) => {
  const { environment, observer } = character;
  const before = await observer.look();
  const status = await send(story, character, attempt.delivery);
  story.journal.record(exactly({
    step, kind: attempt.kind, from: environment.name, to: environment.name, binding,
    what: `${attempt.what} to ${environment.name}/${binding}`,
    expected: attempt.expected,
    observed: `${status}, ${change(before, await observer.look())}`,
  }));
};

/** Each environment keeps and passes on each of its events exactly once, however often it arrives. */
export const accept = async (story: Story, say: Say): Promise<void> => {
  await Promise.all(story.characters.map(async character => {
    for (const registration of character.registrations) {
      const order = orderFor(registration);
      const delivery = composeDelivery(order);
      await deliver(story, character, registration, {
        kind: 'accepted', what: 'a signed delivery', delivery, expected: `200, ${delivery.events} stored, ${delivery.events} dispatched`,
      });
      await deliver(story, character, registration, {
        kind: 'repeated', what: 'the same delivery again', delivery, expected: `200, ${nothingNew}`,
      });
      // where the delivery id is all that tells events apart, a new one is a new event.
      if (providers[registration.settings.provider].payload.event !== 'delivery-id') {
        await deliver(story, character, registration, {
          kind: 'repeated', what: 'the same events under a new delivery id', delivery: replay(delivery, order), expected: `200, ${nothingNew}`,
        });
      }
      say(`${character.environment.name}/${registration.settings.binding}: ${delivery.events} stored and dispatched once`);
    }
  }));
};
