import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { batchPayload, lifecycleEvents, type LifecycleEvent } from '../outbox/payloads';
import type { Ingredients, Shot, Simulation } from './types';
import { hostile, sign, type Envelope } from './wire';

const newId = () => randomUUID().replaceAll('-', '').slice(0, 26).toUpperCase();

const batch = ({ now }: Ingredients, types: readonly LifecycleEvent[]): Envelope => {
  const id = newId();
  const at = new Date(now).toISOString();
  return { id, body: batchPayload(id, at, types.map(type => ({ type, eventId: `evt-${randomUUID()}`, uaekycId: randomInt(10_000_000, 99_999_999), at }))) };
};

const shot = (ingredients: Ingredients, what: string, envelope: Envelope, expected: readonly number[] = [200]): Shot =>
  ({ what, headers: sign('uae-kyc', ingredients, envelope), body: envelope.body, expected });

const simulation = (name: string, title: string, compose: Simulation['compose']): Simulation => ({ name, title, provider: 'uae-kyc', compose });

const attack = (name: 'forged-signature' | 'tampered-body' | 'stale', title: string): Simulation => simulation(name, title, ingredients =>
  hostile('uae-kyc', ingredients, batch(ingredients, ['NEW_ID']), `whsec_${randomBytes(24).toString('hex')}`)[name]);

export const uaeKycSimulations: readonly Simulation[] = [
  ...lifecycleEvents.map(type => simulation(type.toLowerCase().replaceAll('_', '-'), `${type} of one resident`, ingredients =>
    [shot(ingredients, type, batch(ingredients, [type]))])),
  simulation('batch', 'one delivery with every kind of event, some twice', ingredients =>
    [shot(ingredients, 'nine records', batch(ingredients, [...lifecycleEvents, 'IMMIGRATION_ENTRY', 'IMMIGRATION_ENTRY', 'NEW_ID']))]),
  simulation('duplicate', 'the same delivery twice: one effect', ingredients => {
    const envelope = batch(ingredients, ['VISA_EXTENSION']);
    return [shot(ingredients, 'first', envelope), shot(ingredients, 'again', envelope)];
  }),
  simulation('foreign-subscription', 'a genuine event of a subscription that is not this environment\'s: acknowledged, no effect', ingredients =>
    [shot(ingredients, 'of another subscription', { ...batch(ingredients, ['NEW_ID']), subscriptionId: 'sub_of_nobody_here' })]),
  attack('forged-signature', 'signed with another secret: refused'),
  attack('tampered-body', 'changed after it was signed: refused'),
  attack('stale', 'signed an hour ago: set aside'),
];
