import { randomBytes, randomUUID } from 'node:crypto';
import { completionPayload } from '../outbox/payloads';
import type { SessionStatus } from '../model/state';
import { selfScenarios } from '../scenarios/self';
import type { Ingredients, Shot, Simulation } from './types';
import { hostile, sign, type Envelope } from './wire';

const newId = () => `msg_${randomUUID().replaceAll('-', '')}`;

const attributesOf = ({ ruleSet: { minimumAge, excludedCountries, ofac } }: Ingredients) => ({
  ...typeof minimumAge === 'number' && { [`age_gte_${minimumAge}`]: true },
  ...Array.isArray(excludedCountries) && { country_allowed: true },
  ...ofac === true && { ofac_clear: true },
});

const completed = (ingredients: Ingredients, status: Exclude<SessionStatus, 'pending'>, changes: { readonly flow?: string; readonly environment?: 'test' | 'live' } = {}): Envelope => ({
  id: newId(),
  body: completionPayload({
    id: randomUUID(), externalUuid: randomUUID(), flow: changes.flow ?? ingredients.flow ?? randomUUID(), flowVersionId: randomUUID(),
    environment: changes.environment ?? ingredients.class, status, attributes: attributesOf(ingredients), completedAt: new Date(ingredients.now).toISOString(),
  }),
});

const shot = (ingredients: Ingredients, what: string, envelope: Envelope, expected: readonly number[] = [200]): Shot =>
  ({ what, headers: sign('self', ingredients, envelope), body: envelope.body, expected });

const simulation = (name: string, title: string, compose: Simulation['compose']): Simulation => ({ name, title, provider: 'self', compose });

const attack = (name: 'forged-signature' | 'tampered-body' | 'stale', title: string): Simulation => simulation(name, title, ingredients =>
  hostile('self', ingredients, completed(ingredients, 'valid'), `whsec_${randomBytes(24).toString('base64')}`)[name]);

/** What the provider sends for each way in which a session ends. */
const outcomes = selfScenarios.map(({ name, title, expected }) => simulation(name, `${title}: ${expected}`, ingredients =>
  [shot(ingredients, `verification.completed, ${expected}`, completed(ingredients, expected as Exclude<SessionStatus, 'pending'>))]));

export const selfSimulations: readonly Simulation[] = [
  ...outcomes,
  simulation('duplicate', 'the same delivery twice: one effect', ingredients => {
    const envelope = completed(ingredients, 'valid');
    return [shot(ingredients, 'first', envelope), shot(ingredients, 'again', envelope)];
  }),
  simulation('replay', 'the same event under another delivery id: one effect', ingredients => {
    const envelope = completed(ingredients, 'valid');
    return [shot(ingredients, 'first', envelope), shot(ingredients, 'replayed', { ...envelope, id: newId() })];
  }),
  simulation('foreign-flow', 'a genuine event of a flow that is not this environment\'s: acknowledged, no effect', ingredients =>
    [shot(ingredients, 'of another flow', completed(ingredients, 'valid', { flow: randomUUID() }))]),
  simulation('foreign-environment', 'a genuine signature on an event of the other class: refused', ingredients =>
    [shot(ingredients, 'of the other class', completed(ingredients, 'valid', { environment: ingredients.class === 'test' ? 'live' : 'test' }), [403])]),
  simulation('unknown-type', 'an event type that nobody knows yet: acknowledged, no effect', ingredients => {
    const body = JSON.stringify({ type: 'verification.imagined', environment: ingredients.class, flow_id: ingredients.flow });
    return [shot(ingredients, 'verification.imagined', { id: newId(), body })];
  }),
  attack('forged-signature', 'signed with another secret: refused'),
  attack('tampered-body', 'changed after it was signed: refused'),
  attack('stale', 'signed an hour ago: refused'),
];
