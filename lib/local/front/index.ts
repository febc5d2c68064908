export { startFront, type Front } from './front';
export { readDeployedApis } from './deployed-apis';
export type { DeployedApis, GatewayAnswers, Route } from './types';
