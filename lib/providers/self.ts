import type { Provider } from './types';

export const self: Provider = {
  name: 'self',
  title: 'Self',
  scheme: 'svix',
  boundBy: 'flow',
  payload: {
    contentType: 'application/json',
    type: ['type'],
    types: ['verification.completed'],
    environment: { path: ['environment'], values: { test: 'test', live: 'live' } },
    flow: ['flow_id'],
    verification: ['verification_id'],
    // one completion per verification, whatever the delivery id: the type is all that is left to tell events apart.
    event: ['type'],
    // a conclusion outranks a failure to reach one, and of two conclusions of one moment the refusal stands.
    status: { path: ['status'], ranks: { expired: 1, error: 2, valid: 3, invalid: 4 } },
    occurredAt: ['verified_at'],
  },
  deliveryPolicy: {
    final: { statuses: 'every-4xx-except', list: [408, 429] },
    mayRetryWithFirstTimestamp: false,
    timeout: 15_000,
    // 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h after one another.
    retries: [5, 305, 2_105, 9_305, 27_305, 63_305, 99_305],
  },
  apiKeyPrefixes: { test: 'sk_test_', live: 'sk_live_' },
  activeKeysPerOrganization: 2,
};
