export * from './model';
export { audit, verdictOf } from './audit';
