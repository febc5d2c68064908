import type { WebhookVariables } from '../webhook/contract';
import type { SessionsVariables } from './contract';

type Read = Pick<WebhookVariables, 'BULKHEAD_ENVIRONMENT' | 'BULKHEAD_CREDENTIALS'> & SessionsVariables;

const names = ['BULKHEAD_ENVIRONMENT', 'BULKHEAD_CREDENTIALS', 'BULKHEAD_SESSIONS_PATH', 'BULKHEAD_SESSIONS_TABLE'] as const;

/** The environment variables that calling the provider needs; a missing or empty one fails. */
export const readSessionsVariables = (variables: Readonly<Record<string, string | undefined>>): Read => {
  const missing = names.filter(name => !variables[name]);
  if (missing.length > 0) throw new Error(`missing environment variables: ${missing.join(', ')}`);
  return Object.fromEntries(names.map(name => [name, variables[name]])) as unknown as Read;
};
