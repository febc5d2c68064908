// the words that input and result share.
/** `UNKNOWN` is never green: something that an invariant looks at could not be resolved. */
export type Verdict = 'PROVEN' | 'VIOLATED' | 'UNKNOWN';

export const groups = [
  'accounts',
  'secrets',
  'identities',
  'references',
  'network',
  'data',
  'deployment',
  'configuration',
  'parity',
] as const;

export type Group = (typeof groups)[number];

/** Relations between environments decide the verdict; hygiene within one is a profile of its own. */
export type InvariantKind = 'relation' | 'hygiene';

export type CredentialClass = 'test' | 'live';
