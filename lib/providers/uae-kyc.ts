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
    // the events that the provider documents, spelt as its one published example spells the first of them.
    types: [
      'ae.uaekyc.icp.immigration_entry.v1',
      'ae.uaekyc.icp.visa_extension.v1',
      'ae.uaekyc.icp.visa_cancellation.v1',
      'ae.uaekyc.icp.status_change.v1',
      'ae.uaekyc.icp.new_id.v1',
      'ae.uaekyc.icp.file_cancel.v1',
    ],
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
  },
  // one page allows 5 addresses in production, another 3 in all: the stricter one is kept.
  egressAddressLimit: { sandbox: 2, controlled: 3, real: 3 },
};
