import type { SessionApi } from './session-api';

/**
 * Self's sessions. Fields, errors and what is charged are documented; the paths are not, for its client hides them: they are open until
 * onboarding confirms them.
 *
 * @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/sdk/api-reference.md
 * @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/reference/troubleshooting.md
 * @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/billing/credits-and-usage.md
 */
export const selfSessions: SessionApi = {
  provider: 'self',
  reach: { tls: 'TLSv1.2' },
  key: { header: 'authorization', before: 'Bearer ' },
  create: {
    path: '/v1/sessions',
    fields: ['flowId', 'externalUuid'],
    parameters: {
      expiresInSeconds: { kind: 'integer', from: 60, to: 86_400 },
      metadata: { kind: 'object', largest: 4096 },
      successUrl: { kind: 'https-url' },
      failureUrl: { kind: 'https-url' },
    },
    status: 201,
    answer: {
      id: ['id'], token: ['verificationToken'], url: ['verificationUrl'], expiresAt: { path: ['expiresAt'], as: 'iso' },
    },
    tokenPrefixes: { test: 'verify_test_', live: 'verify_live_' },
    longestLife: 86_400_000,
  },
  get: {
    path: '/v1/sessions/{id}',
    largest: 262_144,
    answer: { id: ['id'], status: ['status'], completedAt: { path: ['completedAt'], as: 'iso' } },
  },
  statuses: {
    pending: { settled: false, rank: 0, charged: false },
    expired: { settled: true, rank: 1, charged: false },
    error: { settled: true, rank: 2, charged: false },
    valid: { settled: true, rank: 3, charged: true },
    invalid: { settled: true, rank: 4, charged: true },
  },
  expired: 'expired',
  // the envelope of a 402 says `unauthenticated`: the status decides, not the code. One page says 400 where the client is told 422.
  refusals: {
    400: 'invalid', 401: 'unauthenticated', 402: 'no-credits', 403: 'forbidden', 404: 'not-found', 408: 'unavailable', 409: 'conflict',
    422: 'invalid', 429: 'rate-limited',
  },
  retried: [429, 500, 502, 503, 504],
  // only what ends valid or invalid is charged, and nobody can end a session whose address nobody has.
  retriesSilence: true,
  // pages differ on whether the error stands in an envelope.
  balance: [['details', 'balance'], ['error', 'details', 'balance']],
  settled: { event: 'verification.completed', type: 'verification.completed' },
};
