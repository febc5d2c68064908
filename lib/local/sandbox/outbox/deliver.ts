import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { find, valuesOf, type Core } from '../core';
import { DEFAULT_DELAY } from '../faults';
import type { Attempt, Delivery, Endpoint, WebhookEvent } from '../model/state';
import { organizationOf } from '../provider/organizations';
import { providers } from '../../../providers';
import type { DeliveryPolicy } from '../../../providers';
import { secretsOf } from './endpoints';
import { holdBack, release } from './hold-back';
import { post } from './post';
import { signatureHeaders } from './sign';

/** An endpoint that has failed for so long is disabled. @see https://docs.svix.com/retries */
const DISABLED_AFTER = 5 * 86_400_000;

/** Whether the provider gives an event up after this answer. */
const isFinal = ({ final }: DeliveryPolicy, status: Attempt['status']): boolean => {
  if (typeof status !== 'number' || status < 400 || status > 499) return false;
  return final.statuses === 'only' ? final.list.includes(status) : !final.list.includes(status);
};

const isAccepted = (status: Attempt['status']): boolean => typeof status === 'number' && status >= 200 && status <= 299;

/** Starts an event on its way to one endpoint; the first attempt is made at once. */
export const beginDelivery = (core: Core, event: WebhookEvent, endpoint: Endpoint): Delivery => {
  const delivery: Delivery = { id: `dlv_${randomUUID()}`, event: event.id, endpoint: endpoint.id, attempts: [], retries: 0, nextAt: core.clock.now(), state: 'pending' };
  core.state.deliveries[delivery.id] = delivery;
  resumeDelivery(core, delivery);
  return delivery;
};

/** Keeps the appointment for the next attempt; called again for every open delivery after a restart. */
export const resumeDelivery = (core: Core, delivery: Delivery): void => {
  if (delivery.state === 'pending' && delivery.nextAt !== undefined) core.clock.at(delivery.nextAt, () => attempt(core, delivery));
};

/** One byte of the body is another one: what a broken line does after the body was signed. */
const corrupted = (body: Buffer): Buffer => {
  const copy = Buffer.from(body);
  const middle = copy.length >> 1;
  copy[middle] = copy[middle]! ^ 1;
  return copy;
};

const stampOf = (core: Core, delivery: Delivery, keepsFirst: boolean): number => {
  const now = Math.floor((core.stampsOwnTime ? core.clock.now() : Date.now()) / 1_000);
  delivery.firstTimestamp ??= now;
  return keepsFirst ? delivery.firstTimestamp : now;
};

/** Composes, signs and posts one attempt, with what was made to go wrong with it. */
const send = async (core: Core, delivery: Delivery, event: WebhookEvent, endpoint: Endpoint): Promise<Attempt> => {
  const { provider, quirks } = organizationOf(core, endpoint.organization);
  const take = (kind: 'slow' | 'lost' | 'duplicate' | 'corrupt') => core.faults.take('webhooks', kind, endpoint.environment);
  const deliveryId = quirks.freshDeliveryIds && delivery.attempts.length > 0 ? `${event.id}r${delivery.attempts.length}` : event.id;
  const headers = {
    'content-type': event.contentType,
    ...signatureHeaders[provider]({
      deliveryId, timestamp: stampOf(core, delivery, quirks.firstTimestamps), body: event.body, secrets: secretsOf(core, endpoint),
      subscriptionId: endpoint.subscriptionId, attempt: delivery.attempts.length + 1,
    }),
  };
  const at = core.clock.now();
  const slow = take('slow');
  if (slow) await pause(slow.delay ?? DEFAULT_DELAY);
  if (take('lost')) return { at, deliveryId, status: 'lost' };
  const body = Buffer.from(event.body, 'utf8');
  const { timeout } = providers[provider].deliveryPolicy;
  const once = (bytes: Buffer) => post(endpoint.url, headers, bytes, timeout, core.ending);
  const sent = take('corrupt') ? corrupted(body) : body;
  const [{ status }] = await Promise.all([once(sent), ...take('duplicate') ? [once(sent)] : []]);
  return { at, deliveryId, status };
};

/** Disables an endpoint that has only failed for days: what is on its way to it is dropped. */
const countFailure = (core: Core, endpoint: Endpoint): void => {
  const now = core.clock.now();
  endpoint.failingSince ??= now;
  if (organizationOf(core, endpoint.organization).provider !== 'self' || now - endpoint.failingSince < DISABLED_AFTER) return;
  endpoint.status = 'disabled';
  for (const open of valuesOf(core.state.deliveries)) {
    if (open.endpoint === endpoint.id && open.state === 'pending') Object.assign(open, { state: 'dropped', nextAt: undefined });
  }
};

const settle = (core: Core, delivery: Delivery, endpoint: Endpoint, made: Attempt): void => {
  const policy = providers[organizationOf(core, endpoint.organization).provider].deliveryPolicy;
  delivery.attempts.push(made);
  delivery.firstAt ??= made.at;
  delivery.nextAt = undefined;
  if (isAccepted(made.status)) {
    delivery.state = 'accepted';
    endpoint.failingSince = undefined;
    return;
  }
  const next = policy.retries[delivery.retries];
  if (isFinal(policy, made.status)) delivery.state = 'refused';
  else if (next === undefined) delivery.state = 'exhausted';
  else {
    delivery.retries += 1;
    delivery.nextAt = delivery.firstAt + next * 1_000;
  }
  countFailure(core, endpoint);
  resumeDelivery(core, delivery);
};

const attempt = async (core: Core, delivery: Delivery): Promise<void> => {
  // taken off the plan while it is made: after a crash in between it is made again, which at least once allows.
  if (delivery.state !== 'pending') return;
  const endpoint = core.state.endpoints[delivery.endpoint];
  if (endpoint?.status !== 'enabled') {
    Object.assign(delivery, { state: 'dropped', nextAt: undefined });
    return;
  }
  if (core.faults.take('webhooks', 'reorder', endpoint.environment)) return holdBack(core, endpoint.id, () => attempt(core, delivery));
  const made = await send(core, delivery, find(core.state.events, delivery.event, 'event'), endpoint);
  // broken off by the sandbox itself: it is made again when the sandbox goes on.
  if (core.ending.aborted) return;
  settle(core, delivery, endpoint, made);
  core.changed();
  await release(core, endpoint.id);
};

/** Sends an event again, as an operator does by hand; what became of it before is left as it was. */
export const replayEvent = (core: Core, event: WebhookEvent, endpoint: Endpoint): Delivery => beginDelivery(core, event, endpoint);
