// what a team builds on; construct ids are a promise across versions.
export * from './environment';
export { EnvironmentStack, type EnvironmentStackProps } from './environment/environment-stack';
export { EnvironmentStage, type EnvironmentStageProps } from './environment/environment-stage';
export { buildFleet, newApp, type BuildFleetOptions, type Fleet, type NewAppOptions } from './fleet';
export { NetworkStack } from './network';
export { OperationsStack } from './operations';
export { OrganizationStack } from './organization';
export { SecretsStack, ServiceKey } from './secrets';
export { EncryptedQueue, VerificationSubscription, WebhookStack, type VerificationEvent } from './webhook';
