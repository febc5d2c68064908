import type { Provider } from './types';

export const uaeKyc: Provider = {
  name: 'uae-kyc',
  title: 'UAE KYC',
  scheme: 'uae-press',
  boundBy: 'subscription',
  payload: {
    contentType: 'application/cloudevents+json',
    batch: { groups: ['data'], records: ['records'] },
    type: ['type'],
    // the provider names six events and spells one of them: what a wrong guess acknowledges is lost, so all of its own pass.
    types: ['ae.uaekyc.icp.*'],
    verification: ['uaekyc_id'],
    event: ['event_id'],
    occurredAt: ['event_ts'],
  },
  deliveryPolicy: {
    // 400, 401 and 403 are documented as final and retries only for 5xx and silence: every other 4xx is taken as final too.
    final: { statuses: 'every-4xx-except', list: [] },
    // no source settles whether a retry is signed anew.
    mayRetryWithFirstTimestamp: true,
    timeout: 500,
    // 1 min, 5 min, 15 min, 1 h and 6 h after one another.
    retries: [60, 360, 1_260, 4_860, 26_460],
    attempts: 'x-webhook-delivery-attempt',
  },
  // one page allows 5 addresses in production, another 3 in all: the stricter one is kept.
  egressAddressLimit: { sandbox: 2, controlled: 3, real: 3 },
};
