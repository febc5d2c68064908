export * from './types';
export * from './context';
export { currentFlowIds, currentFlows, flowsOf, openFlows } from './flows';
export { pending, isPending, known } from './pending';
export { validateFleet, type ValidFleet } from './validate';
export { InvalidFleet } from './invalid-fleet';
export * as presets from './presets';
