export { DeliveryStack, type DeliveryStackProps } from './delivery-stack';
export { bootstrapTemplate, bounds, boundaryDocument, type BootstrapOptions } from './bootstrap';
export * from './names';
