export * from './scheme';
export * from './types';
export { providers } from './providers';
export { schemes, unboundSchemes } from './schemes';
export * from './session-api';
