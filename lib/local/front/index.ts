export { startFront, type Front } from './front';
export { readDeployedApis } from './deployed-apis';
export { readDeployedFront } from './deployed-front';
export type { DeployedApis, DeployedFront, GatewayAnswers, Route } from './types';
