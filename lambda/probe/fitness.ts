import { providers, schemes } from '../../lib/providers';
import type { ProviderName, SchemeName } from '../../lib/providers';
import type { StoredSecret } from '../webhook/contract';
import { readKey, SecretError } from '../webhook/secret';
import type { SecretFault } from '../webhook/secret';
import type { ProbedKind } from './contract';

/** What a value is judged by: the binding it is for and the environment it is in. */
export interface Purpose {
  readonly kind: ProbedKind;
  readonly provider: ProviderName;
  readonly scheme: SchemeName;
  readonly credentials: 'test' | 'live';
}

/** Fewest characters after an API key's prefix; issuers give more. */
const shortestKey = 16;

/** What is wrong with a stored secret for its purpose; undefined where nothing is. */
export const faultOf = (stored: string | undefined, purpose: Purpose): SecretFault | undefined => {
  try {
    if (purpose.kind === 'api-key') return faultOfApiKey(stored, purpose);
    readKey(stored, { ...purpose, scheme: schemes[purpose.scheme] });
    return undefined;
  } catch (error) {
    if (error instanceof SecretError) return error.reason;
    throw error;
  }
};

const faultOfApiKey = (stored: string | undefined, { provider, credentials }: Purpose): SecretFault | undefined => {
  const secret = parse(stored);
  if (typeof secret?.value !== 'string') return 'malformed';
  if (secret.provider !== provider) return 'provider';
  if (secret.class !== credentials) return 'class';
  if (secret.value === '' || !/^[\x21-\x7e]*$/.test(secret.value)) return 'whitespace';
  const prefixes = providers[provider].apiKeyPrefixes;
  const prefix = prefixes?.[credentials] ?? '';
  const foreign = prefixes?.[credentials === 'test' ? 'live' : 'test'];
  if (foreign !== undefined && secret.value.startsWith(foreign)) return 'class';
  if (!secret.value.startsWith(prefix)) return 'encoding';
  return secret.value.length - prefix.length < shortestKey ? 'weak' : undefined;
};

const parse = (text: string | undefined): Partial<StoredSecret> | null | undefined => {
  try {
    return JSON.parse(text ?? '') as Partial<StoredSecret> | null;
  } catch {
    return undefined;
  }
};
