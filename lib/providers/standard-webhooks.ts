import type { Provider } from './types';

/**
 * Any sender that follows Standard Webhooks and has nothing of its own to bind an environment by: the secret alone does,
 * so every environment needs an endpoint with a secret of its own.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const standardWebhooks: Provider = {
  name: 'standard-webhooks',
  title: 'Standard Webhooks',
  scheme: 'standard-webhooks',
  boundBy: 'secret',
  payload: {
    contentType: 'application/json',
    type: ['type'],
    types: ['*'],
    verification: ['data', 'id'],
    // the specification keeps the signed id across retries and names no other key.
    event: 'delivery-id',
    occurredAt: ['timestamp'],
  },
  deliveryPolicy: {
    // the specification ends retries at 410 only, but senders differ: what any of them takes as final is kept final.
    final: { statuses: 'every-4xx-except', list: [408, 429] },
    mayRetryWithFirstTimestamp: false,
    timeout: 15_000,
    // the specification's own schedule: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h after one another.
    retries: [5, 305, 2_105, 9_305, 27_305, 63_305, 113_705, 185_705, 272_105],
  },
};
