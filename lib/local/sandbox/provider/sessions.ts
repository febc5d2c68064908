import { randomUUID } from 'node:crypto';
import { find, isoTime, valuesOf, type Core } from '../core';
import { readCredential } from '../credentials/authority';
import { judgeByFlow, type CredentialOutcome } from '../credentials/judge';
import { digestOf, isUuid, randomText } from '../model/ids';
import { traitsOf } from '../model/environments';
import { conflict, forbidden, notFound, refuseIssues, type Issue } from '../model/problem';
import type { Flow, Session, SessionStatus } from '../model/state';
import { publishCompletion } from '../outbox/events';
import { hold, meter, settle } from './credits';
import type { Caller } from './keys';
import { organizationOf } from './organizations';

/** @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/sdk/api-reference.md */
const limits = { shortest: 60, longest: 86_400, usual: 3_600, metadata: 4_096 } as const;

const isUrl = (value: unknown): boolean => typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

const sessionIssues = ({ flowId, externalUuid, expiresInSeconds = limits.usual, metadata, ...urls }: Readonly<Record<string, unknown>>): Issue[] => {
  const issues: Issue[] = [];
  if (!isUuid(flowId)) issues.push({ path: ['flowId'], message: 'must be a UUID' });
  if (!isUuid(externalUuid)) issues.push({ path: ['externalUuid'], message: 'must be a UUID' });
  if (!Number.isInteger(expiresInSeconds) || (expiresInSeconds as number) < limits.shortest || (expiresInSeconds as number) > limits.longest) {
    issues.push({ path: ['expiresInSeconds'], message: `must be a whole number from ${limits.shortest} to ${limits.longest}` });
  }
  if (metadata !== undefined && (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))) issues.push({ path: ['metadata'], message: 'must be an object' });
  else if (Buffer.byteLength(JSON.stringify(metadata ?? {})) > limits.metadata) issues.push({ path: ['metadata'], message: `must be at most ${limits.metadata} bytes` });
  for (const field of ['successUrl', 'failureUrl']) {
    if (urls[field] !== undefined && !isUrl(urls[field])) issues.push({ path: [field], message: 'must be a URL' });
  }
  return issues;
};

/** The flow that a caller may verify against. @throws Problem 404, 403 or 409 */
const openFlow = ({ state }: Core, { key, organization }: Caller, id: string): Flow => {
  const flow = find(state.flows, id, 'flow of this id');
  if (flow.organization !== organization.id) throw forbidden('the flow belongs to another organization');
  if (flow.environment !== key.environment) throw forbidden(`a ${key.environment} key cannot act on a ${flow.environment} flow`);
  if (flow.status === 'archived') throw notFound('flow of this id any more: it is archived');
  if (flow.status === 'draft') throw conflict('the flow has no published version');
  return flow;
};

/** Credits are kept back at creation and the price stays what it was then. @throws Problem 402, 403, 404, 409 or 422 */
export const createSession = (core: Core, caller: Caller, body: Readonly<Record<string, unknown>>): { readonly session: Session; readonly token: string } => {
  refuseIssues(sessionIssues(body));
  const { flowId, externalUuid, expiresInSeconds = limits.usual, metadata = null } = body as {
    flowId: string; externalUuid: string; expiresInSeconds?: number; metadata?: Record<string, unknown> | null;
  };
  const flow = openFlow(core, caller, flowId);
  const { organization, traits } = caller;
  const cost = traits.charged === 'conclusions' ? organization.costs[flow.product] ?? 0 : 0;
  hold(organization, cost);
  const now = core.clock.now();
  const token = `verify_${flow.environment}_${randomText(32)}`;
  const session: Session = {
    id: randomUUID(), organization: organization.id, environment: flow.environment, flow: flow.id, flowVersionId: flow.versionId, externalUuid, metadata,
    tokenHash: digestOf(token), createdAt: isoTime(now), expiresAt: isoTime(now + expiresInSeconds * 1_000), cost, product: flow.product,
    status: 'pending', completedAt: null, proofAttributes: null,
  };
  core.state.sessions[session.id] = session;
  watchExpiry(core, session);
  return { session, token };
};

/** Ends a pending session; any other one stays as it ended. */
const conclude = (core: Core, session: Session, status: Exclude<SessionStatus, 'pending'>, attributes: CredentialOutcome['attributes'] = {}): void => {
  if (session.status !== 'pending') return;
  session.status = status;
  session.completedAt = isoTime(core.clock.now());
  session.proofAttributes = status === 'valid' ? attributes : null;
  const organization = organizationOf(core, session.organization);
  const concludes = status === 'valid' || status === 'invalid';
  settle(organization, session.cost, concludes);
  if (concludes) meter(core, organization, session.environment, session.product, session.cost);
  publishCompletion(core, session, attributes);
  core.changed();
};

/** Lets a session expire at its time; called again for every open one after a restart. */
export const watchExpiry = (core: Core, session: Session): void => {
  core.clock.at(Date.parse(session.expiresAt), () => conclude(core, session, 'expired'));
};

/** What the person's app does at the verification address. @throws Problem 409 once the session has ended */
export const presentCredential = (core: Core, session: Session, credential: string): CredentialOutcome => {
  if (session.status !== 'pending') throw conflict(`the session is ${session.status} already`);
  const flow = find(core.state.flows, session.flow, 'flow');
  const { trusts } = traitsOf('self', session.environment);
  const outcome = judgeByFlow(readCredential(credential, core.state.authorities[trusts]), flow.configuration, core.clock.now());
  conclude(core, session, outcome.status, outcome.attributes);
  return outcome;
};

/** Ends a session as if its time were over. */
export const expireSession = (core: Core, session: Session): void => conclude(core, session, 'expired');

/** @throws Problem 404, or 403 for another organization's or environment's */
export const readSession = ({ state }: Core, { key, organization }: Caller, id: string): Session => {
  const session = find(state.sessions, id, 'session of this id');
  if (session.organization !== organization.id) throw forbidden('the session belongs to another organization');
  if (session.environment !== key.environment) throw forbidden(`a ${key.environment} key cannot read a ${session.environment} session`);
  return session;
};

/** @throws Problem 404 */
export const sessionByToken = ({ state }: Core, token: string): Session => {
  const hash = digestOf(token);
  const session = valuesOf(state.sessions).find(({ tokenHash }) => tokenHash === hash);
  if (!session) throw notFound('session of this verification token');
  return session;
};
