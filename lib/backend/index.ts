// `bulkhead/backend`: what a team's backend loads at its start; nothing of CDK, nothing that it does not need.
export { assertAccount, type Identity } from './assert-account';
export { assertEnvironment, WrongEnvironment, type AssertEnvironmentOptions } from './assert-environment';
export type { ActualBinding, ActualEnvironment } from './actual';
export { configVariable, type BackendBinding, type BackendConfig, type DeployedNames } from './contract';
export { isLater, laterThanHeld, type Moment } from '../../lambda/webhook/later';
export { eventSource, type VerificationEvent } from '../../lambda/webhook/contract';
