import { find, findOwn, type Core } from './core';
import type { DocumentRequest } from './credentials/documents';
import type { SandboxEnvironmentName, SandboxProvider } from './model/environments';
import type { Endpoint, Flow, Organization, Resident, UsageDay, WebhookEvent } from './model/state';
import { replayEvent } from './outbox/deliver';
import { registerEndpoint, rotateSecret, type EndpointRequest } from './outbox/endpoints';
import type { LifecycleEvent } from './outbox/payloads';
import { available } from './provider/credits';
import { createFlow, publishFlow, type FlowRequest } from './provider/flows';
import { createKey, revokeKey } from './provider/keys';
import { allowAddresses } from './provider/organizations';
import { addResident, documentOf, generateEvents } from './provider/residents';

/** A customer of a provider, as a test acts for it; everything here can be done over HTTP as well. */
export interface SandboxOrganization {
  readonly id: string;
  readonly provider: SandboxProvider;
  /** Opens the dashboard API. */
  readonly dashboardToken: string;
  switchSandboxMode(on: boolean): void;
  /** A key that is shown here alone. */
  createKey(environment: SandboxEnvironmentName, value?: string): string;
  revokeKey(key: string): void;
  /** Creates a flow and, unless it is to stay a draft, publishes it. */
  createFlow(asked: FlowRequest, options?: { readonly draft?: boolean }): Flow;
  registerEndpoint(asked: EndpointRequest): Promise<Endpoint>;
  rotateSecret(endpoint: string, options: { readonly overlap: boolean; readonly secret?: string }): Endpoint;
  replay(event: string, endpoint: string): void;
  addResident(environment: SandboxEnvironmentName, document?: DocumentRequest): Resident;
  /** The resident's own document. */
  documentOf(resident: string): string;
  /** What happened to residents, delivered as one batch. */
  generateEvents(events: readonly { readonly resident: string; readonly type: LifecycleEvent }[]): WebhookEvent;
  allowAddresses(environment: SandboxEnvironmentName, addresses: readonly string[]): void;
  setCredits(credits: number): void;
  /** Credits that are left, without what open sessions may still cost. */
  credits(): number;
  usage(): readonly UsageDay[];
}

export const organizationHandle = (core: Core, organization: Organization, dashboardToken: string): SandboxOrganization => {
  const { state } = core;
  const keys = new Map<string, string>();
  const endpointOf = (id: string) => findOwn(state.endpoints, id, organization, 'endpoint of this id');
  const kept = <T>(value: T): T => {
    core.changed();
    return value;
  };
  return {
    id: organization.id,
    provider: organization.provider,
    dashboardToken,
    switchSandboxMode: on => kept(void (organization.sandboxMode = on)),
    createKey: (environment, chosen) => {
      const { key, value } = createKey(core, organization, environment, chosen);
      keys.set(value, key.id);
      return kept(value);
    },
    revokeKey: value => kept(revokeKey(core, find(state.keys, keys.get(value) ?? '', 'such key of this organization'))),
    createFlow: (asked, { draft = false } = {}) => {
      const flow = createFlow(core, organization, { ...asked });
      if (!draft) publishFlow(core, organization, flow);
      return kept(flow);
    },
    registerEndpoint: async asked => kept(await registerEndpoint(core, organization, { ...asked })),
    rotateSecret: (id, options) => {
      const endpoint = endpointOf(id);
      rotateSecret(core, organization, endpoint, options);
      return kept(endpoint);
    },
    replay: (event, endpoint) => kept(void replayEvent(core, find(state.events, event, 'event of this id'), endpointOf(endpoint))),
    addResident: (environment, document = {}) => kept(addResident(core, organization, environment, document)),
    documentOf: resident => documentOf(core, findOwn(state.residents, resident, organization, 'resident of this id')),
    generateEvents: events => kept(generateEvents(core, organization, events)),
    allowAddresses: (environment, addresses) => kept(allowAddresses(organization, environment, addresses)),
    setCredits: credits => kept(void (organization.balance = credits + organization.held)),
    credits: () => available(organization),
    usage: () => Object.values(state.usage).filter(usage => usage.organization === organization.id),
  };
};
