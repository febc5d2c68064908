import { providers } from '../../../providers';
import { composeDelivery, type DeliveryOrder } from '../delivery';
import { counted, send } from '../send';
import {
  change, exactly, nothingNew, orderFor, orderedPairs, type Character, type Registration, type Say, type Story,
} from '../story';

const step = 'Another environment\'s flows and subscriptions';

/** A provider sends every event of a credential class to all of its endpoints: correctly signed, but not ours. */
const foreignOrder = (own: Registration, foreign: Registration): DeliveryOrder | undefined => {
  const { boundBy } = providers[own.settings.provider];
  const { flowId, subscriptionId } = orderFor(foreign);
  if (foreign.settings.provider !== own.settings.provider) return undefined;
  if (boundBy === 'flow') return flowId === undefined ? undefined : { ...orderFor(own), flowId };
  return subscriptionId === undefined ? undefined : { ...orderFor(own), subscriptionId };
};

const attempt = async (to: Character, from: Character, own: Registration, order: DeliveryOrder, story: Story) => {
  const { binding, provider } = own.settings;
  const foreign = () => counted(story, to, binding, 'foreign');
  const before = { observation: await to.observer.look(), foreign: foreign() };
  const status = await send(story, to, composeDelivery(order));
  const after = { observation: await to.observer.look(), foreign: foreign() };
  story.journal.record(exactly({
    step, kind: 'foreign-flow', from: from.environment.name, to: to.environment.name, binding,
    what: `an event of the ${providers[provider].boundBy} of ${from.environment.name}/${binding}, signed for ${to.environment.name}`,
    expected: `200, ${nothingNew}, 1 counted`,
    observed: `${status}, ${change(before.observation, after.observation)}, ${after.foreign - before.foreign} counted`,
  }));
};

/** An authentic event of another environment of the same class is acknowledged and counted, and has no effect. */
export const ignoreForeignFlows = async (story: Story, say: Say): Promise<void> => {
  const { characters } = story;
  const related = orderedPairs(characters)
    .filter(([from, to]) => from.environment.config.credentials === to.environment.config.credentials);
  await Promise.all(characters.map(async to => {
    for (const [from] of related.filter(([, target]) => target === to)) {
      for (const own of to.registrations) {
        const foreign = from.registrations.find(({ settings }) => settings.binding === own.settings.binding);
        const order = foreign && foreignOrder(own, foreign);
        if (order) await attempt(to, from, own, order, story);
      }
      say(`${from.environment.name} → ${to.environment.name}: acknowledged, counted, not dispatched`);
    }
  }));
};
