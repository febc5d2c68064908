import { setTimeout as pause } from 'node:timers/promises';
import type { Delivery } from './delivery';
import { countSituations } from './function-log';
import type { Character, Story } from './story';

const ATTEMPTS = 6;
const RETRY_DELAY_MS = 250;

const post = async ({ binding, headers, body }: Delivery, frontUrl: string): Promise<number> => {
  const response = await fetch(`${frontUrl}/webhooks/${binding}`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
};

/** How often an environment's receiver has counted a situation of a binding so far. */
export const counted = ({ world }: Story, { environment }: Character, binding: string, situation: string): number => {
  const route = environment.entrance.routes.find(({ resource }) => resource === `/webhooks/${binding}`);
  return countSituations(world.host.logs().get(route?.functionArn ?? '') ?? [], binding, situation);
};

/**
 * Posts a delivery to an environment and returns the status.
 *
 * While the receiver says that a call of its own failed, as on a machine that is too busy, the delivery is sent again, as
 * providers do: such an answer decides nothing and proves nothing.
 */
export const send = async (story: Story, to: Character, delivery: Delivery): Promise<number> => {
  const undecided = () => counted(story, to, delivery.binding, 'unavailable');
  for (let attempt = 1; ; attempt += 1) {
    const before = undecided();
    const status = await post(delivery, to.environment.front.url);
    if (undecided() === before || attempt === ATTEMPTS) return status;
    await pause(RETRY_DELAY_MS);
  }
};
