export * from './model';
export { audit } from './audit';
