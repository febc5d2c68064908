import { randomBytes, randomUUID } from 'node:crypto';
import { isoTime, type Core } from '../core';
import type { SandboxEnvironmentName } from '../model/environments';
import type { Resident, Session, WebhookEvent } from '../model/state';
import { beginDelivery } from './deliver';
import { endpointsOf } from './endpoints';
import { batchPayload, completionPayload, contentTypeOf, type LifecycleEvent } from './payloads';

/** Hands an event to every endpoint of its environment, each on its own. */
const publish = (core: Core, event: WebhookEvent): WebhookEvent => {
  core.state.events[event.id] = event;
  for (const endpoint of endpointsOf(core, event.organization, event.environment)) beginDelivery(core, event, endpoint);
  return event;
};

/** Tells of a session that has ended, however it did. */
export const publishCompletion = (core: Core, session: Session, attributes: Readonly<Record<string, unknown>>): WebhookEvent => publish(core, {
  id: `msg_${randomUUID().replaceAll('-', '')}`,
  organization: session.organization,
  environment: session.environment,
  occurredAt: core.clock.now(),
  contentType: contentTypeOf('self'),
  about: [session.id],
  body: completionPayload({
    ...session,
    environment: session.environment === 'live' ? 'live' : 'test',
    status: session.status === 'pending' ? 'error' : session.status,
    attributes,
    completedAt: session.completedAt ?? isoTime(core.clock.now()),
  }),
});

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: sorts by time. */
const ulid = (time: number): string => {
  let text = '';
  for (let rest = time, digit = 0; digit < 10; digit += 1, rest = Math.floor(rest / 32)) text = `${crockford[rest % 32]}${text}`;
  for (const byte of randomBytes(16)) text += crockford[byte % 32];
  return text;
};

/** Tells of what happened to residents of one environment, in one batch. */
export const publishLifecycle = (
  core: Core, organization: string, environment: SandboxEnvironmentName, happened: readonly { readonly resident: Resident; readonly type: LifecycleEvent }[],
): WebhookEvent => {
  const now = core.clock.now();
  const id = ulid(now);
  const records = happened.map(({ resident, type }) => ({ type, eventId: `evt-${randomUUID()}`, uaekycId: resident.uaekycId, at: isoTime(now) }));
  return publish(core, {
    id, organization, environment, occurredAt: now, contentType: contentTypeOf('uae-kyc'), about: happened.map(({ resident }) => resident.id),
    body: batchPayload(id, isoTime(now), records),
  });
};
