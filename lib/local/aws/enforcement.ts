import { post } from './request';

/**
 * From here on the embedded AWS checks signatures and evaluates identity policies, and only credentials that it issued
 * itself are good for anything; README.md says what stays unenforced.
 */
export const enforceIdentityPolicies = async (endpoint: string): Promise<void> => {
  await post(endpoint, '/bulkhead/enforcement', { enabled: true });
};
