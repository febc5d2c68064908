import type { StoredSecret } from '../../../lambda/webhook/contract';
import { providers } from '../../providers';

/** What `secrets put` has stored, where the text is that; nothing for any other text. */
export const parseStoredSecret = (text: string): StoredSecret | undefined => {
  if (!text.startsWith('{')) return undefined;
  try {
    const { value, class: kind, provider } = JSON.parse(text) as Record<string, unknown>;
    if (typeof value !== 'string' || typeof provider !== 'string' || (kind !== 'test' && kind !== 'live') || !Object.hasOwn(providers, provider)) return undefined;
    return { value, class: kind, provider: provider as StoredSecret['provider'] };
  } catch {
    return undefined;
  }
};
