export { bootstrapTemplate, type BootstrapOptions, type Template } from './template';
export { boundaryDocument, bounds, type Bound } from './boundary';
export { typeActions } from './execution-actions';
