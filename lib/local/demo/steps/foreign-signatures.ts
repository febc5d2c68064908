import { composeDelivery } from '../delivery';
import { send } from '../send';
import { change, nothingNew, orderFor, orderedPairs, type Say, type Story } from '../story';

const step = 'Deliveries to another environment';

const refusals = [401, 403, 503];

/** What was signed for one environment is worth nothing in another. */
export const refuseForeignSignatures = async (story: Story, say: Say): Promise<void> => {
  const { characters, journal } = story;
  // one target at a time: what another delivery changes there must not be taken for this one's.
  await Promise.all(characters.map(async to => {
    for (const [from] of orderedPairs(characters).filter(([, target]) => target === to)) {
      for (const registration of from.registrations) {
        const before = await to.observer.look();
        const status = await send(story, to, composeDelivery(orderFor(registration)));
        const changed = change(before, await to.observer.look());
        journal.record({
          step, kind: 'foreign-signature', from: from.environment.name, to: to.environment.name, binding: registration.settings.binding,
          what: `a delivery signed for ${from.environment.name}/${registration.settings.binding} sent to ${to.environment.name}`,
          expected: `${refusals.join(' or ')}, ${nothingNew}`,
          observed: `${status}, ${changed}`,
          passed: refusals.includes(status) && changed === nothingNew,
        });
      }
      say(`${from.environment.name} → ${to.environment.name}: refused`);
    }
  }));
};
