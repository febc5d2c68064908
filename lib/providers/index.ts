export * from './types';
export { providers } from './providers';
export { schemes } from './schemes';
