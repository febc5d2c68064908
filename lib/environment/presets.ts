import type { EnvironmentConfig } from './types';

type BillingAllotment = number | Readonly<Record<string, number>>;

type Preset = Pick<EnvironmentConfig, 'credentials' | 'data' | 'billing' | 'logRetentionDays'>;

/** Test keys, invented people, no charges. */
export const staging: Preset = { credentials: 'test', data: 'sandbox', billing: { kind: 'none' }, logRetentionDays: 30 };

/** Production's shape with test keys and controlled data, no charges: acceptance, load, connectivity. */
export const preProduction: Preset = { credentials: 'test', data: 'controlled', billing: { kind: 'none' }, logRetentionDays: 90 };

/**
 * Live keys, real people, credits; `live` brings retention and deletion protection, whatever the environment's name.
 *
 * @param costs credits per kind of check
 * @param allotment credits of a calendar month, of all bindings together or by binding, where the contract names them
 */
export const production = (costs: Readonly<Record<string, number>>, allotment?: BillingAllotment): Preset => ({
  credentials: 'live', data: 'real', billing: { kind: 'credits', costs, ...allotment === undefined ? {} : { allotment } }, logRetentionDays: 365,
});
