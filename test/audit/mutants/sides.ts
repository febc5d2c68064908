import type { EnvironmentName, Side } from './types';

export const region = 'me-central-1';

export const sides: Readonly<Record<EnvironmentName, Side>> = {
  Staging: { name: 'Staging', account: '111111111111', slug: 'staging', octet: 10 },
  PreProduction: { name: 'PreProduction', account: '222222222222', slug: 'pre-production', octet: 20 },
  Production: { name: 'Production', account: '333333333333', slug: 'production', octet: 30 },
};

/** An account that is no environment's. */
export const outsider = '640123456789';
