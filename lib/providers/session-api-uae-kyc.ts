import type { SessionApi } from './session-api';

/**
 * Journeys of UAE KYC: a token that lives ten minutes, and results that can be asked for during a day. No webhook tells that a journey
 * has ended (those are about residents), so each is settled by asking.
 *
 * @see https://documentation.uaekyc.ae/docs/system-integration/api-based-integration/create-journey-v2-api
 * @see https://documentation.uaekyc.ae/docs/system-integration/api-based-integration/journey-details-v2-api
 */
export const uaeKycSessions: SessionApi = {
  provider: 'uae-kyc',
  // its pages demand HTTPS of its callers and TLS 1.3 of webhooks alone; how it tells known addresses: docs/faq/sandbox-testing there.
  reach: { tls: 'TLSv1.2', allowList: { allowed: 400, refused: 403 } },
  key: { header: 'x-transaction-key', before: '' },
  create: {
    path: '/otk-service/v2/create-journey',
    fields: [],
    parameters: {
      journeyType: { kind: 'word', of: ['ONBOARDING', 'REKYC', 'AUTHORISE', 'ONE_TO_MANY'], required: true },
      identifier: { kind: 'object', largest: 1024 },
      sdkConfig: { kind: 'object', largest: 4096 },
      verificationConfig: { kind: 'object', largest: 4096 },
    },
    status: 200,
    answer: {
      id: ['data', 'journeyToken'], token: ['data', 'journeyToken'], expiresAt: { path: ['data', 'expiresAt'], as: 'epoch-ms' },
    },
    // the documented life with room for the difference of two clocks.
    longestLife: 900_000,
  },
  get: {
    path: '/otk-service/v2/journey-details/{id}',
    // photographs of the document and the person come with it.
    largest: 16_777_216,
    kept: 86_400_000,
    answer: {
      id: ['result', 'data', 'journeyToken'],
      status: ['result', 'data', 'currentStatus'],
      completedAt: { path: ['result', 'data', 'completedAt'], as: 'epoch-ms' },
    },
  },
  statuses: {
    'NOT STARTED': { settled: false, rank: 0, charged: false },
    'IN PROGRESS': { settled: false, rank: 0, charged: false },
    // credits are consumed by transactions; which of them is open, so every journey that was begun counts and the estimate is never too low.
    'EXPIRED': { settled: true, rank: 1, charged: false },
    'ABANDONED': { settled: true, rank: 2, charged: true },
    'COMPLETED': { settled: true, rank: 3, charged: true },
    'ADJUDICATED': { settled: true, rank: 4, charged: true },
    'REJECTED': { settled: true, rank: 5, charged: true },
  },
  expired: 'EXPIRED',
  // 403 is what an address that is not allow-listed is told, 400 what an allowed one is told that asks for nothing sensible.
  refusals: {
    400: 'invalid', 401: 'unauthenticated', 402: 'no-credits', 403: 'forbidden', 404: 'not-found', 408: 'unavailable', 409: 'conflict',
    422: 'invalid', 429: 'rate-limited',
  },
  retried: [429, 503],
  retriesSilence: false,
  balance: [],
  settled: { event: 'journey.settled', type: 'journey.settled' },
};
