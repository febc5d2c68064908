import { randomUUID } from 'node:crypto';
import type { Core } from '../core';
import { readCredential } from '../credentials/authority';
import { judgeByRecord, type CredentialOutcome } from '../credentials/judge';
import { isUuid } from '../model/ids';
import { traitsOf } from '../model/environments';
import { conflict, Problem } from '../model/problem';
import type { Journey } from '../model/state';
import { demand, hold, meter, settle } from './credits';
import type { Caller } from './keys';

const journeyTypes = ['ONBOARDING', 'REKYC', 'AUTHORISE', 'ONE_TO_MANY'];

const MINUTE = 60_000;

/** The person has ten minutes, the backend a day. @see https://documentation.uaekyc.ae/docs/faq/api */
const windows = { person: 10 * MINUTE, backend: 24 * 60 * MINUTE };

const invalid = (code: string, message: string) => new Problem(400, code, message);

const documentsOf = (sdkConfig: unknown): string[] => {
  const { documents } = (sdkConfig ?? {}) as { documents?: unknown };
  if (documents === undefined) return [];
  if (!Array.isArray(documents)) throw invalid('UAEKYC-ERR-VAL-008', 'sdkConfig.documents must be a list');
  return documents.map(entry => {
    const { type } = (entry ?? {}) as { type?: unknown };
    if (typeof type !== 'string' || !['passport', 'emirates_id', 'gcc_id'].includes(type)) {
      throw invalid('UAEKYC-ERR-VAL-009', 'a document\'s type must be passport, emirates_id or gcc_id');
    }
    return type;
  });
};

/** Every transaction of the API is charged where anything is. @throws Problem 402 */
export const chargeTransaction = (core: Core, { organization, key, traits }: Caller): void => {
  const cost = traits.charged === 'transactions' ? organization.costs['transaction'] ?? 0 : 0;
  hold(organization, cost);
  settle(organization, cost, true);
  meter(core, organization, key.environment, 'transaction', cost);
};

/** Whether a transaction could be paid; asked before anything is done. @throws Problem 402 */
export const demandTransaction = ({ organization, traits }: Caller): void =>
  demand(organization, traits.charged === 'transactions' ? organization.costs['transaction'] ?? 0 : 0);

/** @see https://documentation.uaekyc.ae/docs/system-integration/api-based-integration/create-journey-v2-api */
export const createJourney = (core: Core, { key, organization }: Caller, body: Readonly<Record<string, unknown>>): Journey => {
  const { journeyType, identifier, sdkConfig } = body;
  if (journeyType === undefined) throw invalid('UAEKYC-ERR-VAL-003', 'journeyType is missing');
  if (!journeyTypes.includes(journeyType as string)) throw invalid('UAEKYC-ERR-VAL-002', `journeyType must be one of ${journeyTypes.join(', ')}`);
  const identifiers = Object.keys((identifier ?? {})).length;
  if (journeyType === 'AUTHORISE' && identifiers !== 1) throw invalid('UAEKYC-ERR-VAL-010', 'AUTHORISE needs exactly one identifier');
  if ((journeyType === 'ONBOARDING' || journeyType === 'ONE_TO_MANY') && identifiers > 0) throw invalid('UAEKYC-ERR-VAL-010', `${String(journeyType)} takes no identifier`);
  const now = core.clock.now();
  const journey: Journey = {
    id: randomUUID(), organization: organization.id, environment: key.environment, journeyType: journeyType as string, documents: documentsOf(sdkConfig),
    createdAt: now, expiresAt: now + windows.person, status: 'NOT STARTED', completedAt: null,
  };
  core.state.journeys[journey.id] = journey;
  watchJourney(core, journey);
  return journey;
};

/** Lets a journey end at its time; called again for every open one after a restart. */
export const watchJourney = (core: Core, journey: Journey): void => {
  core.clock.at(journey.expiresAt, () => {
    if (journey.status === 'NOT STARTED') Object.assign(journey, { status: 'ABANDONED', completedAt: core.clock.now() });
  });
};

/** @throws Problem 400, 403 or 404 */
export const readJourney = ({ state, clock }: Core, { key, organization }: Caller, token: string): Journey => {
  if (!isUuid(token)) throw invalid('UAEKYC-ERR-JOURNEY-001', 'Invalid Journey Token');
  const journey = state.journeys[token];
  if (!journey) throw new Problem(404, 'UAEKYC-ERR-JOURNEY-002', 'Journey Not Found');
  if (journey.organization !== organization.id || journey.environment !== key.environment) throw new Problem(403, 'UAEKYC-ERR-JOURNEY-003', 'Unauthorized Journey Request');
  if (clock.now() > journey.createdAt + windows.backend) throw new Problem(403, 'UAEKYC-ERR-JOURNEY-004', 'Fetch customerDetails window exceeded');
  return journey;
};

/** What the person does in the provider's app. @throws Problem 409 once the journey has ended */
export const presentToJourney = (core: Core, journey: Journey, credential: string): CredentialOutcome => {
  if (journey.status !== 'NOT STARTED') throw conflict(`the journey is ${journey.status} already`);
  const { trusts } = traitsOf('uae-kyc', journey.environment);
  const outcome = judgeByRecord(readCredential(credential, core.state.authorities[trusts]), journey.documents, core.clock.now());
  Object.assign(journey, { status: outcome.status === 'valid' ? 'COMPLETED' : 'REJECTED', completedAt: core.clock.now(), reason: outcome.reason });
  return outcome;
};
