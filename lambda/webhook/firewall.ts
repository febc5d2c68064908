import type { Provider } from '../../lib/providers';
import type { BindingSettings } from './contract';
import { UnreadableError } from './json';
import type { Json } from './json';
import { isKnown, isPresent, textAt } from './payload';

/** What the firewall says of an authentic delivery; nothing means that it is this environment's own. */
export type Verdict = 'foreign' | 'contradiction' | 'onboarding' | undefined;

/** Whether the subscription named by the request is this environment's; decided before the payload is looked at. */
export const checkSubscription = (provider: Provider, settings: BindingSettings, subscription: string | undefined): Verdict => {
  if (provider.boundBy !== 'subscription') return undefined;
  // nothing can be decided while onboarding is under way, and a wrong final answer would lose the event.
  if (settings.subscriptionIds === null) return 'onboarding';
  // what names no subscription is not another environment's: it is none that we understand.
  if (subscription === undefined) throw new UnreadableError('shape');
  return settings.subscriptionIds.includes(subscription) ? undefined : 'foreign';
};

/** Whether the payload's own flag and flow are this environment's. */
export const checkPayload = (
  provider: Provider, settings: BindingSettings, credentials: 'test' | 'live', root: Json,
): Verdict => {
  const { environment, flow, type } = provider.payload;
  const known = isKnown(provider.payload, textAt(root, type) ?? '');
  if (environment !== undefined && textAt(root, environment.path) !== environment.values[credentials]) {
    // an event of a type we do not know need not carry the flag, but a wrong one contradicts in any event.
    if (known || isPresent(root, environment.path)) return 'contradiction';
  }
  if (provider.boundBy !== 'flow' || !known) return undefined;
  if (settings.flowIds === null) return 'onboarding';
  const id = flow === undefined ? undefined : textAt(root, flow);
  // a payload without its flow is not another environment's: it is none that we understand.
  if (id === undefined) throw new UnreadableError('shape');
  return settings.flowIds.includes(id) ? undefined : 'foreign';
};
