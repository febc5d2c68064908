export type * from './types';
export { NotAuthentic, open, seal, type Envelope, type Sign } from './envelope';
export { judgeEvidence, judgeSignOff, longestLifetimeMs, unless, type Expected, type Signed } from './judge';
export { isPublicKey, keyIdOf } from './public-key';
export { releaseId, runSchema } from './schema';
export { digestOf, readEvidence, readSignOff, writeEvidence, writeSignOff } from './statement';
