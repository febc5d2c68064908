import { isoTime, valuesOf, type Core } from '../core';
import type { SandboxEnvironmentName } from '../model/environments';
import { forbidden, Problem, unauthenticated } from '../model/problem';
import type { Journey } from '../model/state';
import { chargeTransaction, createJourney, demandTransaction, readJourney } from '../provider/journeys';
import { authenticate, type Caller } from '../provider/keys';
import { isAllowed } from '../provider/organizations';
import { countRequest } from '../provider/rate';
import { applyFaults } from './guard';
import { jsonOf, type Asked, type Reply, type Route } from './router';

/** @see https://documentation.uaekyc.ae/docs/system-integration/api-based-integration/create-journey-v2-api */
const refuse = (core: Core) => ({ status, code, message, headers, details }: Problem): Reply => ({
  status,
  headers,
  body: { success: false, data: {}, message, errors: [{ code, type: status < 500 ? 'JOURNEY' : 'SYSTEM', message, ...details && { details } }], meta: { serverTimestamp: core.clock.now() } },
});

const created = ({ id, expiresAt, journeyType, createdAt }: Journey) => ({
  success: true,
  message: 'Journey created successfully',
  data: { journeyToken: id, expiresAt },
  meta: { serverTimestamp: createdAt, journeyType, createdAt },
  signature: '',
});

const detail = (journey: Journey, now: number) => ({
  result: {
    success: true,
    message: 'Journey retrieved successfully',
    data: {
      journeyToken: journey.id,
      journeyType: journey.journeyType,
      currentStatus: journey.status,
      createJourneyConfig: { documentsAllowed: journey.documents },
      createdAt: journey.createdAt,
      updatedAt: journey.completedAt ?? journey.createdAt,
      ...journey.completedAt !== null && { completedAt: journey.completedAt },
    },
    meta: { api: 'journey-details', timestamp: now },
    errors: journey.status === 'REJECTED' ? [{ code: 'UAEKYC-ERR-ICP-002', type: 'JOURNEY', message: journey.reason ?? 'verification failed' }] : [],
    warnings: [],
  },
  signature: '',
});

/**
 * The network in front lets only known addresses through, whoever calls: 403 for the others, before anything is read.
 *
 * @see https://documentation.uaekyc.ae/docs/faq/sandbox-testing
 */
const passNetwork = ({ state }: Core, { address, site }: Asked): void => {
  const isKnown = valuesOf(state.organizations).some(organization => organization.provider === 'uae-kyc'
    && (Object.keys(organization.addresses) as SandboxEnvironmentName[]).some(name => (site === undefined || site === name) && isAllowed(organization, name, address)));
  if (!isKnown) throw forbidden(`the address ${address} is not allow-listed${site === undefined ? '' : ` for ${site}`}`);
};

const callerOf = (core: Core, { headers, site, address }: Asked): Caller => {
  const key = headers['x-transaction-key'];
  if (typeof key !== 'string' || key === '') throw new Problem(400, 'UAEKYC-ERR-VAL-001', 'the header x-transaction-key is missing');
  const caller = authenticate(core, key);
  if (caller.organization.provider !== 'uae-kyc') throw unauthenticated('the API key is another provider\'s');
  if (site !== undefined && caller.key.environment !== site) throw unauthenticated(`the API key is unknown in ${site}`);
  if (!isAllowed(caller.organization, caller.key.environment, address)) throw forbidden(`the address ${address} is not allow-listed for ${caller.key.environment}`);
  return caller;
};

export const uaeKycApi = (core: Core): readonly Route[] => {
  const transaction = (handle: (asked: Asked, caller: Caller) => Reply) => async (asked: Asked): Promise<Reply> => {
    passNetwork(core, asked);
    const caller = callerOf(core, asked);
    await applyFaults(core, caller.key.environment);
    countRequest(core, caller.organization.id, caller.organization.requestsPerSecond);
    demandTransaction(caller);
    const reply = handle(asked, caller);
    chargeTransaction(core, caller);
    return reply;
  };
  const details = transaction(({ params }, caller) => ({ status: 200, body: detail(readJourney(core, caller, params['token'] ?? ''), core.clock.now()) }));
  const routes: readonly Route[] = [
    { method: 'POST', path: '/otk-service/v2/create-journey', handle: transaction((asked, caller) => ({ status: 200, body: created(createJourney(core, caller, jsonOf(asked))) })) },
    // pages differ on whether the service's name stands before it.
    { method: 'GET', path: '/otk-service/v2/journey-details/:token', handle: details },
    { method: 'GET', path: '/v2/journey-details/:token', handle: details },
    {
      // what a connectivity check calls: 400 says that the address is allowed.
      method: 'GET', path: '/otk-service/v2/create-journey', handle: asked => {
        passNetwork(core, asked);
        throw new Problem(400, 'UAEKYC-ERR-VAL-003', `a journey is created by POST (${isoTime(core.clock.now())})`);
      },
    },
  ];
  return routes.map(route => ({ ...route, refuse: refuse(core) }));
};
