// every answer of the sandbox, as a client may rely on it; nothing may be in it that is not named here.
import { z } from 'zod';

const uuid = z.uuid();
const time = z.iso.datetime();

export const createdSession = z.strictObject({
  id: uuid, externalUuid: uuid, status: z.literal('pending'), flowVersionId: uuid, verificationToken: z.string().regex(/^verify_(?:test|live)_[0-9A-Za-z]{32}$/),
  verificationUrl: z.url(), createdAt: time, expiresAt: time, completedAt: z.null(),
});

export const sessionDetail = z.strictObject({
  id: uuid, status: z.enum(['pending', 'valid', 'invalid', 'error', 'expired']), createdAt: time, completedAt: time.nullable(), expiresAt: time,
  flowVersionId: uuid, externalUuid: uuid, metadata: z.record(z.string(), z.unknown()).nullable(), predicatesConfig: z.record(z.string(), z.unknown()).nullable(),
  proofAttributes: z.record(z.string(), z.unknown()).nullable(),
  storage: z.strictObject({ state: z.enum(['pending', 'committed', 'failed']), uri: z.string().nullable(), credentialId: z.string().nullable() }),
});

export const problem = z.strictObject({ code: z.string().regex(/^[a-z_]+$/), message: z.string().min(10), details: z.record(z.string(), z.unknown()).optional() });

export const completed = z.strictObject({
  type: z.literal('verification.completed'), verification_id: uuid, external_uuid: uuid, flow_id: uuid, flow_version_id: uuid,
  environment: z.enum(['test', 'live']), status: z.enum(['valid', 'invalid', 'error', 'expired']), proof_attributes: z.record(z.string(), z.unknown()),
  proof: z.record(z.string(), z.unknown()).nullable(), verified_at: time, storage_state: z.enum(['pending', 'committed', 'failed']), storage_uri: z.string().nullable(),
});

export const createdJourney = z.strictObject({
  success: z.literal(true), message: z.string(), data: z.strictObject({ journeyToken: uuid, expiresAt: z.int() }),
  meta: z.strictObject({ serverTimestamp: z.int(), journeyType: z.string(), createdAt: z.int() }), signature: z.string(),
});

const journeyError = z.strictObject({ code: z.string(), type: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()).optional() });

export const journeyDetail = z.strictObject({
  result: z.strictObject({
    success: z.literal(true), message: z.string(),
    data: z.strictObject({
      journeyToken: uuid, journeyType: z.string(), currentStatus: z.enum(['NOT STARTED', 'COMPLETED', 'REJECTED', 'ABANDONED']),
      createJourneyConfig: z.strictObject({ documentsAllowed: z.array(z.string()) }), createdAt: z.int(), updatedAt: z.int(), completedAt: z.int().optional(),
    }),
    meta: z.strictObject({ api: z.string(), timestamp: z.int() }), errors: z.array(journeyError), warnings: z.array(z.unknown()),
  }),
  signature: z.string(),
});

export const journeyProblem = z.strictObject({
  success: z.literal(false), data: z.strictObject({}), message: z.string().min(5), errors: z.array(journeyError).min(1), meta: z.strictObject({ serverTimestamp: z.int() }),
});

export const pressBatch = z.strictObject({
  specversion: z.literal('1.0'), id: z.string().length(26), source: z.literal('icp/press-event-pipeline'), time, total_records: z.int(),
  data: z.array(z.strictObject({
    type: z.string().regex(/^ae\.uaekyc\.icp\.[a-z_]+\.v1$/),
    records: z.array(z.strictObject({ event_id: z.string().startsWith('evt-'), uaekyc_id: z.int(), event_ts: time })).min(1),
  })).min(1),
});

export const flow = z.strictObject({
  id: uuid, environment: z.string(), name: z.string(), product: z.string(), status: z.enum(['draft', 'published', 'archived']), versionId: uuid,
  configuration: z.strictObject({ ruleSet: z.record(z.string(), z.unknown()), documents: z.array(z.string()), settings: z.record(z.string(), z.unknown()) }),
});

const keyFields = { id: z.string(), environment: z.string(), hint: z.string().regex(/^….{4}$/), createdAt: time, active: z.boolean() };
export const key = z.strictObject(keyFields);
export const issuedKey = z.strictObject({ ...keyFields, key: z.string() });

const endpointFields = { id: z.string(), environment: z.string(), name: z.string(), url: z.url(), status: z.enum(['enabled', 'disabled']), subscriptionId: z.string().optional() };
export const endpoint = z.strictObject(endpointFields);
export const registeredEndpoint = z.strictObject({ ...endpointFields, secret: z.string().startsWith('whsec_') });

export const usage = z.strictObject({
  balance: z.int(), held: z.int(), planTier: z.string(), costs: z.record(z.string(), z.int()),
  days: z.array(z.strictObject({ day: z.iso.date(), environment: z.string(), kind: z.string(), count: z.int(), credits: z.int() })),
});

export const customer = z.strictObject({
  id: z.string(), name: z.string(), provider: z.enum(['self', 'uae-kyc']), sandboxMode: z.boolean(), planTier: z.string(), addresses: z.record(z.string(), z.array(z.string())),
});

export const event = z.strictObject({ id: z.string().min(1) });
export const replay = z.strictObject({ replayed: z.int() });

export const resident = z.strictObject({ id: z.string(), environment: z.string(), uaekycId: z.int(), name: z.string(), attributes: z.record(z.string(), z.unknown()) });

const adjustable = {
  balance: z.int(), held: z.int(), costs: z.record(z.string(), z.int()), requestsPerSecond: z.int(),
  quirks: z.strictObject({ probesEndpoints: z.boolean(), oneFlowPerProduct: z.boolean(), freshDeliveryIds: z.boolean(), firstTimestamps: z.boolean() }),
};

/** Answers of the helper API, by path. */
export const helper = {
  organization: z.strictObject({ id: z.string(), name: z.string(), provider: z.enum(['self', 'uae-kyc']), sandboxMode: z.boolean(), ...adjustable }),
  createdOrganization: z.strictObject({
    id: z.string(), name: z.string(), provider: z.enum(['self', 'uae-kyc']), sandboxMode: z.boolean(), ...adjustable, dashboardToken: z.string().startsWith('dash_'),
  }),
  clock: z.strictObject({ now: time }),
  scenarios: z.strictObject({
    scenarios: z.array(z.strictObject({ provider: z.string(), class: z.enum(['test', 'live']), name: z.string(), title: z.string(), expected: z.string() })).min(20),
  }),
  document: z.strictObject({ credential: z.string().regex(/^[\w-]+\.[\w-]+$/) }),
  completion: z.strictObject({ status: z.string(), reason: z.string().optional() }),
  deliveries: z.strictObject({
    deliveries: z.array(z.strictObject({
      id: z.string(), event: z.string(), endpoint: z.string(), state: z.enum(['pending', 'accepted', 'refused', 'exhausted', 'dropped']), nextAt: z.int().nullable(),
      attempts: z.array(z.strictObject({ at: z.int(), deliveryId: z.string(), status: z.union([z.int(), z.enum(['timeout', 'unreachable', 'lost'])]) })),
    })).min(1),
  }),
  faults: z.strictObject({ faults: z.array(z.strictObject({ on: z.string(), kind: z.string(), times: z.int(), left: z.int() })).length(1) }),
  record: z.strictObject({ id: z.string(), uaekycId: z.int() }),
};
