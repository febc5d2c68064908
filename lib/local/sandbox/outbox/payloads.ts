import { createHash } from 'node:crypto';
import { providers } from '../../../providers';

/** What a completed verification is told of. */
export interface Completion {
  readonly id: string;
  readonly externalUuid: string;
  readonly flow: string;
  readonly flowVersionId: string;
  readonly environment: 'test' | 'live';
  readonly status: 'valid' | 'invalid' | 'error' | 'expired';
  readonly attributes: Readonly<Record<string, unknown>>;
  /** ISO 8601. */
  readonly completedAt: string;
}

/** Of a proof's form and proving nothing: receivers are told to leave it aside. */
const proofOf = (id: string) => {
  const number = (name: string) => BigInt(`0x${createHash('sha256').update(`${id} ${name}`).digest('hex')}`).toString();
  return {
    protocol: 'groth16', curve: 'bn128',
    pi_a: [number('a0'), number('a1'), '1'], pi_b: [[number('b0'), number('b1')], [number('b2'), number('b3')], ['1', '0']], pi_c: [number('c0'), number('c1'), '1'],
  };
};

/** @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/webhooks/events.md */
export const completionPayload = (done: Completion): string => JSON.stringify({
  type: 'verification.completed',
  verification_id: done.id,
  external_uuid: done.externalUuid,
  flow_id: done.flow,
  flow_version_id: done.flowVersionId,
  environment: done.environment,
  status: done.status,
  proof_attributes: done.status === 'valid' ? done.attributes : {},
  proof: done.status === 'valid' ? proofOf(done.id) : null,
  verified_at: done.completedAt,
  storage_state: 'pending',
  storage_uri: null,
});

/** @see https://documentation.uaekyc.ae/docs/press/overview */
export const lifecycleEvents = ['IMMIGRATION_ENTRY', 'VISA_EXTENSION', 'STATUS_CHANGE', 'VISA_CANCELLATION', 'NEW_ID', 'FILE_CANCEL'] as const;

export type LifecycleEvent = typeof lifecycleEvents[number];

/** Something that happened to one resident. */
export interface LifecycleRecord {
  readonly type: LifecycleEvent;
  readonly eventId: string;
  readonly uaekycId: number;
  /** ISO 8601. */
  readonly at: string;
}

/** The provider spells one of its types (`immigration_entry`); the others are taken to follow it. */
const typeName = (type: LifecycleEvent) => `ae.uaekyc.icp.${type.toLowerCase()}.v1`;

/**
 * One delivery with all that happened, grouped by type.
 *
 * @see https://documentation.uaekyc.ae/docs/press/payload-reference
 */
export const batchPayload = (id: string, time: string, records: readonly LifecycleRecord[]): string => JSON.stringify({
  specversion: '1.0',
  id,
  source: 'icp/press-event-pipeline',
  time,
  total_records: records.length,
  data: lifecycleEvents.filter(type => records.some(record => record.type === type)).map(type => ({
    type: typeName(type),
    records: records.filter(record => record.type === type).map(({ eventId, uaekycId, at }) => ({ event_id: eventId, uaekyc_id: uaekycId, event_ts: at })),
  })),
});

export const contentTypeOf = (provider: 'self' | 'uae-kyc'): string => providers[provider].payload.contentType;
