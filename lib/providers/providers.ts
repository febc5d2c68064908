import { self } from './self';
import { standardWebhooks } from './standard-webhooks';
import type { Provider, ProviderName } from './types';
import { uaeKyc } from './uae-kyc';

/** What differs between providers, as data. */
export const providers: Readonly<Record<ProviderName, Provider>> = { self, 'uae-kyc': uaeKyc, 'standard-webhooks': standardWebhooks };
