import type { Call } from '../policy/names-target';

/** The narrowest of the patterns that an action matches. */
export const describeCalls = (call: Call): string =>
  [...call].sort((a, b) => Number(a.includes('*')) - Number(b.includes('*')) || b.length - a.length)[0] ?? 'everything';
