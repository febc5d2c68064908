import type { Provider } from '../../lib/providers';
import { gravest } from './answers';
import type { Situation } from './answers';
import { authenticate } from './authenticate';
import type { Authentic } from './authenticate';
import { nameOf } from './aws';
import type { Binding } from './bindings';
import { besideErased } from './cut';
import { digestOf, eventKey, quarantineEntry, recordEntry, singleEntry } from './entry';
import type { Entry, Origin, QuarantineReason } from './entry';
import type { Front } from './front';
import { checkPayload, checkSubscription } from './firewall';
import type { Inbox } from './inbox';
import { readJson, UnreadableError } from './json';
import type { Json } from './json';
import { mapLimited } from './limit';
import { idAt, readEvents } from './payload';
import type { PayloadContent, ProviderEvent } from './payload';
import { readBytes, readHeader } from './request';
import type { ProxyEvent } from './request';
import { isCounted, oldestIn, oldestOf, retriesLeft } from './retry-budget';

/** What became of a delivery: a row of the table, and what the log may say about it. */
export interface Decision {
  readonly situation: Situation;
  /** The version of the secret that verified the delivery. */
  readonly verifiedBy?: { readonly secretVersion: string; readonly secretStage: string };
  readonly reason?: string;
  readonly ids?: Readonly<Record<string, string | undefined>>;
  readonly counts?: Readonly<Record<string, number>>;
  /** When the oldest event of the delivery happened, in milliseconds since the epoch; absent where that is not known. */
  readonly oldest?: number;
  /** Seconds for which the sender goes on repeating the delivery; absent where nothing tells, or nothing has to be repeated. */
  readonly retriesLeft?: number;
}

/** Reasons of a refusal that speak of the body. */
const judgesBytes: ReadonlySet<string> = new Set(['body', 'mismatch']);

/** Records of a batch that are written at once. */
const parallelWrites = 32;

/** Takes a delivery from its bytes to its row of the answers table. */
export const decide = async (
  event: ProxyEvent, front: Pick<Front, 'mayAlter'>, find: () => Promise<Binding>, inbox: Inbox, now: () => number,
): Promise<Decision> => {
  const bytes = readBytes(event);
  if (bytes === 'too-large') return { situation: 'too-large', reason: 'size' };
  const binding = await find();
  const receivedAt = now();
  const sender = await authenticate(event, bytes, binding, receivedAt);
  if ('situation' in sender) {
    const altered = judgesBytes.has(sender.reason) && front.mayAlter(event, bytes);
    return { situation: altered ? 'altered' : sender.situation, reason: sender.reason, ids: { deliveryId: sender.deliveryId } };
  }
  const { deliveryId, signer } = sender;
  const origin: Origin = {
    binding: binding.name, provider: binding.provider.name, deliveryId, secretVersion: signer.version, receivedAt,
  };
  const verifiedBy = { secretVersion: signer.version, secretStage: signer.stage };
  const decision = await settle(() => judge(sender, origin, binding, inbox));
  const { deliveryPolicy: policy } = binding.provider;
  const left = isCounted(policy, decision.situation)
    ? retriesLeft(policy, { attempt: policy.attempts && readHeader(event, policy.attempts), oldest: decision.oldest, now: receivedAt }) : undefined;
  return { ...decision, verifiedBy, ids: { deliveryId }, retriesLeft: left };
};

/** What fails behind the verification is still a delivery that was verified. */
const settle = async (work: () => Promise<Decision>): Promise<Decision> => {
  try {
    return await work();
  } catch (error) {
    return { situation: 'unavailable', reason: nameOf(error) };
  }
};

/** What to do with bytes that are authentic. */
const judge = async ({ body, late, subscription }: Authentic, origin: Origin, binding: Binding, inbox: Inbox): Promise<Decision> => {
  const { provider, settings, credentials } = binding;
  const setAside = async (reason: QuarantineReason, why?: string): Promise<Decision> => {
    await inbox.quarantine(quarantineEntry(origin, reason, digestOf(body), body));
    return { situation: reason, reason: why };
  };

  try {
    const elsewhere = checkSubscription(provider, settings, subscription);
    if (elsewhere !== undefined) return { situation: elsewhere, reason: 'subscription' };
    const root = readJson(body);
    const verdict = checkPayload(provider, settings, credentials, root);
    if (verdict === 'contradiction') return await contradict(body, origin, binding, inbox, root);
    if (verdict !== undefined) {
      return { situation: verdict, reason: 'flow', ...verdict === 'onboarding' && { oldest: oldestIn(provider.payload, root, origin.deliveryId) } };
    }
    if (late) return await setLate(root, body, origin, binding, inbox);
    return await keep(root, body, origin, binding, inbox);
  } catch (error) {
    if (error instanceof UnreadableError) return setAside('unreadable', error.reason);
    throw error;
  }
};

/** Another environment's data may lie behind these bytes: only ids are kept. */
const contradict = async (body: Buffer, origin: Origin, binding: Binding, inbox: Inbox, root: Json): Promise<Decision> => {
  const verification = idAt(root, binding.provider.payload.verification);
  const ids: Record<string, string> = verification === undefined ? {} : { ofVerification: verification };
  await inbox.quarantine(quarantineEntry(origin, 'contradiction', digestOf(body), undefined, ids));
  return { situation: 'contradiction', reason: 'environment' };
};

/** Sets aside what is too old; of events that were erased nothing, for it would come back in another place. */
const setLate = async (root: Json, body: Buffer, origin: Origin, { provider: { payload } }: Binding, inbox: Inbox): Promise<Decision> => {
  const events = eventsOf(payload, root, origin);
  const erased = await mapLimited(events, parallelWrites, event => inbox.isErased(eventKey(origin, event)));
  const rest = besideErased(body, root, payload, events.filter((_, index) => erased[index]));
  if (rest === undefined) return { situation: 'duplicate' };
  await inbox.quarantine(quarantineEntry(origin, 'late', digestOf(rest), rest));
  return { situation: 'late' };
};

/** Events as far as they can be read: whoever looks at what was set aside sees the rest. */
const eventsOf = (payload: Provider['payload'], root: Json, { deliveryId }: Origin): readonly ProviderEvent[] => {
  try {
    return readEvents(payload, root, deliveryId).events;
  } catch (error) {
    if (error instanceof UnreadableError) return [];
    throw error;
  }
};

const keep = async (root: Json, body: Buffer, origin: Origin, { provider }: Binding, inbox: Inbox): Promise<Decision> => {
  const content = readEvents(provider.payload, root, origin.deliveryId);
  const oldest = oldestOf(content.events);
  try {
    return { ...await write(content, root, body, origin, provider, inbox), oldest };
  } catch (error) {
    if (error instanceof UnreadableError) throw error;
    // the sender brings it again, and how long it will is known here.
    return { situation: 'unavailable', reason: nameOf(error), oldest };
  }
};

const write = async (
  { events, unknown, unreadable }: PayloadContent, root: Json, body: Buffer, origin: Origin, provider: Provider, inbox: Inbox,
): Promise<Decision> => {
  const alone = provider.payload.batch === undefined;
  const stored = await mapLimited(events, parallelWrites, item =>
    store(alone ? singleEntry(origin, item, body) : recordEntry(origin, item), origin, inbox));
  // an erased event that its sender repeats is acknowledged, whatever it says now, and nothing of it is kept.
  const situations: Situation[] = stored.map(each => (each === 'erased' ? 'duplicate' : each));
  if (unknown > 0) situations.push('unknown-type');
  if (unreadable > 0) {
    const rest = besideErased(body, root, provider.payload, events.filter((_, index) => stored[index] === 'erased'));
    if (rest !== undefined) await inbox.quarantine(quarantineEntry(origin, 'unreadable', digestOf(rest), rest));
    situations.push('unreadable');
  }
  const situation = gravest(situations);
  const reason = situation === 'unreadable' ? 'shape' : undefined;
  const accepted = situations.filter(each => each === 'accepted').length;
  return alone ? { situation, reason } : { situation, reason, counts: { records: events.length, stored: accepted, unknown, unreadable } };
};

const store = async (entry: Entry, origin: Origin, inbox: Inbox): Promise<Situation | 'erased'> => {
  switch (await inbox.put(entry)) {
    case 'new': return 'accepted';
    case 'erased': return 'erased';
    case 'same': return 'duplicate';
    case 'other':
      await inbox.quarantine(quarantineEntry(origin, 'conflict', entry.digest, entry.body, {
        ofVerification: entry.key.partition, ofEvent: entry.key.sort,
      }));
      return 'conflict';
  }
};
