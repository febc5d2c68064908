import { randomInt, randomUUID } from 'node:crypto';
import { find, findOwn, openEnvironment, valuesOf, type Core } from '../core';
import { describeDocument, type DocumentRequest } from '../credentials/documents';
import { issueCredential } from '../credentials/authority';
import type { SandboxEnvironmentName } from '../model/environments';
import { forbidden, refuseIssues } from '../model/problem';
import type { Organization, Resident, WebhookEvent } from '../model/state';
import { publishLifecycle } from '../outbox/events';
import { lifecycleEvents, type LifecycleEvent } from '../outbox/payloads';

/**
 * Adds a test resident, with every attribute under the test's control.
 *
 * They exist in the environment with sandbox data alone; what pre-production knows is loaded for it by the provider.
 *
 * @see https://documentation.uaekyc.ae/docs/platform-guide/sandbox-residents
 */
export const createResident = (core: Core, organization: Organization, asked: { readonly environment?: unknown; readonly document?: DocumentRequest }): Resident => {
  const { name: environment, traits } = openEnvironment(organization, asked.environment ?? 'staging');
  if (traits.trusts !== 'mock') throw forbidden(`residents can be invented in staging only, not in ${environment}`);
  return addResident(core, organization, environment, asked.document ?? {});
};

/** Adds a person to an environment's records, whichever it is. */
export const addResident = (core: Core, { id: organization }: Organization, environment: SandboxEnvironmentName, document: DocumentRequest): Resident => {
  const attributes = describeDocument({ kind: 'emirates_id', number: `784${randomInt(1e11, 9e11)}`, ...document }, core.clock.now());
  const resident: Resident = {
    id: `res_${randomUUID()}`, organization, environment, uaekycId: randomInt(10_000_000, 99_999_999), name: attributes.fullName, attributes: { ...attributes },
  };
  core.state.residents[resident.id] = resident;
  return resident;
};

/** Changes what a resident's document and record say. */
export const editResident = ({ clock }: Core, resident: Resident, document: DocumentRequest): void => {
  resident.attributes = { ...describeDocument({ ...resident.attributes, ...document }, clock.now()) };
};

/** The resident's document, signed by the authority that the resident's environment trusts. */
export const documentOf = ({ state, clock }: Core, resident: Resident): string => {
  const authority = { 'staging': 'mock', 'pre-production': 'controlled', 'production': 'live' } as const;
  return issueCredential(authority[resident.environment as keyof typeof authority], describeDocument(resident.attributes, clock.now()), state.authorities);
};

/** What happened to residents, as one delivery. @throws Problem 404 or 422 */
export const generateEvents = (
  core: Core, organization: Organization, asked: readonly { readonly resident?: unknown; readonly type?: unknown }[],
): WebhookEvent => {
  refuseIssues([
    ...asked.length === 0 ? [{ path: ['events'], message: 'must not be empty' }] : [],
    ...asked.flatMap(({ type }, index) => (lifecycleEvents.includes(type as LifecycleEvent) ? []
      : [{ path: ['events', index, 'type'], message: `must be one of ${lifecycleEvents.join(', ')}` }])),
  ]);
  const happened = asked.map(({ resident, type }) => ({ resident: findOwn(core.state.residents, String(resident), organization, 'resident'), type: type as LifecycleEvent }));
  const [first] = happened;
  const environments = new Set(happened.map(({ resident }) => resident.environment));
  refuseIssues(environments.size > 1 ? [{ path: ['events'], message: 'must be of residents of one environment' }] : []);
  return publishLifecycle(core, organization.id, find(core.state.residents, first!.resident.id, 'resident').environment, happened);
};

export const residentsOf = ({ state }: Core, { id }: Organization): Resident[] => valuesOf(state.residents).filter(({ organization }) => organization === id);
