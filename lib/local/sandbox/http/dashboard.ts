import { createHash } from 'node:crypto';
import { findOwn, valuesOf, type Core } from '../core';
import type { DocumentRequest } from '../credentials/documents';
import { conflict, isObject, refuseIssues } from '../model/problem';
import type { ApiKey, Endpoint, Flow, Organization, Resident } from '../model/state';
import { enableEndpoint, registerEndpoint, rotateSecret } from '../outbox/endpoints';
import { replayEvent } from '../outbox/deliver';
import { archiveFlow, createFlow, editFlow, publishFlow } from '../provider/flows';
import { createKey, isActive, revokeKey } from '../provider/keys';
import { changeSettings, signIn } from '../provider/organizations';
import { createResident, editResident, generateEvents, residentsOf } from '../provider/residents';
import { bearerOf, jsonOf, optionalJsonOf, type Asked, type Reply, type Route } from './router';

const flowView = ({ id, environment, name, product, status, versionId, configuration }: Flow) => ({ id, environment, name, product, status, versionId, configuration });

const keyView = (key: ApiKey) => ({ id: key.id, environment: key.environment, hint: `…${key.hint}`, createdAt: key.createdAt, active: isActive(key) });

const endpointView = ({ id, environment, name, url, status, subscriptionId }: Endpoint) => ({ id, environment, name, url, status, ...subscriptionId && { subscriptionId } });

const residentView = ({ id, environment, uaekycId, name, attributes }: Resident) => ({ id, environment, uaekycId, name, attributes });

const organizationView = ({ id, name, provider, sandboxMode, planTier, addresses }: Organization) => ({ id, name, provider, sandboxMode, planTier, addresses });

const usageView = ({ state }: Core, { id, balance, held, planTier, costs }: Organization) => ({
  balance, held, planTier, costs,
  days: valuesOf(state.usage).filter(({ organization }) => organization === id).map(({ day, environment, kind, count, credits }) => ({ day, environment, kind, count, credits })),
});

/** Gives the answer of the first call to every repetition under its key. @throws Problem 409 when the body is another one */
const onceFor = ({ state }: Core, organization: Organization, { headers, body }: Asked, make: () => Reply): Reply => {
  const key = headers['idempotency-key'];
  if (typeof key !== 'string') return make();
  const id = `${organization.id} ${key}`;
  const digest = createHash('sha256').update(body).digest('hex');
  const before = state.answered[id];
  if (before && before.digest !== digest) throw conflict('this idempotency key was used for another request');
  if (before) return before.answer as Reply;
  const reply = make();
  state.answered[id] = { digest, answer: structuredClone(reply) };
  return reply;
};

/** What stands behind a provider's dashboard; the real ones have no such interface for programs. */
export const dashboard = (core: Core): readonly Route[] => {
  const { state } = core;
  type Handle = (organization: Organization, asked: Asked) => Reply | Promise<Reply>;
  const route = (method: string, path: string, handle: Handle): Route =>
    ({ method, path: `/dashboard/v1${path}`, handle: asked => handle(signIn(core, bearerOf(asked) ?? ''), asked) });
  const mine = <T extends { readonly organization: string }>(record: Readonly<Record<string, T>>, { id }: Organization): T[] =>
    valuesOf(record).filter(({ organization }) => organization === id);
  const flowOf = (organization: Organization, { params }: Asked) => findOwn(state.flows, params['id'] ?? '', organization, 'flow of this id');
  const endpointOf = (organization: Organization, { params }: Asked) => findOwn(state.endpoints, params['id'] ?? '', organization, 'endpoint of this id');
  const withSecret = (endpoint: Endpoint) => ({ ...endpointView(endpoint), secret: endpoint.secret });

  return [
    route('GET', '/organization', organization => ({ status: 200, body: organizationView(organization) })),
    route('PATCH', '/organization', (organization, asked) => {
      changeSettings(organization, jsonOf(asked));
      return { status: 200, body: organizationView(organization) };
    }),
    route('GET', '/usage', organization => ({ status: 200, body: usageView(core, organization) })),

    route('GET', '/flows', organization => ({ status: 200, body: { flows: mine(state.flows, organization).map(flowView) } })),
    route('POST', '/flows', (organization, asked) => onceFor(core, organization, asked, () => ({ status: 201, body: flowView(createFlow(core, organization, jsonOf(asked))) }))),
    route('GET', '/flows/:id', (organization, asked) => ({ status: 200, body: flowView(flowOf(organization, asked)) })),
    route('PATCH', '/flows/:id', (organization, asked) => {
      const flow = flowOf(organization, asked);
      editFlow(organization, flow, jsonOf(asked));
      return { status: 200, body: flowView(flow) };
    }),
    route('POST', '/flows/:id/publish', (organization, asked) => {
      const flow = flowOf(organization, asked);
      publishFlow(core, organization, flow);
      return { status: 200, body: flowView(flow) };
    }),
    route('POST', '/flows/:id/archive', (organization, asked) => {
      const flow = flowOf(organization, asked);
      archiveFlow(flow);
      return { status: 200, body: flowView(flow) };
    }),

    route('GET', '/keys', organization => ({ status: 200, body: { keys: mine(state.keys, organization).map(keyView) } })),
    route('POST', '/keys', (organization, asked) => {
      const { key, value } = createKey(core, organization, jsonOf(asked)['environment']);
      return { status: 201, body: { ...keyView(key), key: value } };
    }),
    route('POST', '/keys/:id/revoke', (organization, { params }) => {
      const key = findOwn(state.keys, params['id'] ?? '', organization, 'key of this id');
      revokeKey(core, key);
      return { status: 200, body: keyView(key) };
    }),

    route('GET', '/webhooks', organization => ({ status: 200, body: { endpoints: mine(state.endpoints, organization).map(endpointView) } })),
    route('POST', '/webhooks', async (organization, asked) => ({ status: 201, body: withSecret(await registerEndpoint(core, organization, jsonOf(asked))) })),
    route('DELETE', '/webhooks/:id', (organization, asked) => {
      delete state.endpoints[endpointOf(organization, asked).id];
      return { status: 204 };
    }),
    route('POST', '/webhooks/:id/rotate', (organization, asked) => {
      const endpoint = endpointOf(organization, asked);
      rotateSecret(core, organization, endpoint, { overlap: optionalJsonOf(asked)['overlap'] === true });
      return { status: 200, body: withSecret(endpoint) };
    }),
    route('POST', '/webhooks/:id/enable', (organization, asked) => {
      const endpoint = endpointOf(organization, asked);
      enableEndpoint(endpoint);
      return { status: 200, body: endpointView(endpoint) };
    }),
    route('POST', '/webhooks/:id/replay', (organization, asked) => {
      const endpoint = endpointOf(organization, asked);
      const { event, since } = optionalJsonOf(asked);
      const from = since === undefined ? 0 : Date.parse(typeof since === 'string' ? since : '');
      refuseIssues(Number.isNaN(from) ? [{ path: ['since'], message: 'must be a time in ISO 8601' }] : []);
      const events = mine(state.events, organization).filter(({ id, environment, occurredAt }) =>
        environment === endpoint.environment && occurredAt >= from && (event === undefined || id === event));
      for (const each of events) replayEvent(core, each, endpoint);
      return { status: 202, body: { replayed: events.length } };
    }),

    route('GET', '/residents', organization => ({ status: 200, body: { residents: residentsOf(core, organization).map(residentView) } })),
    route('POST', '/residents', (organization, asked) => ({ status: 201, body: residentView(createResident(core, organization, jsonOf(asked))) })),
    route('PATCH', '/residents/:id', (organization, asked) => {
      const resident = findOwn(state.residents, asked.params['id'] ?? '', organization, 'resident of this id');
      editResident(core, resident, jsonOf(asked)['document'] as DocumentRequest);
      return { status: 200, body: residentView(resident) };
    }),
    route('POST', '/events', (organization, asked) => {
      const { events } = jsonOf(asked);
      const { id } = generateEvents(core, organization, Array.isArray(events) ? events.filter(isObject) : []);
      return { status: 202, body: { id } };
    }),
  ];
};
