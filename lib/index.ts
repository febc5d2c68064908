// what a team builds on; construct ids are a promise across versions.
export * from './environment';
export { EnvironmentStack, type EnvironmentStackProps } from './environment/environment-stack';
export { EnvironmentStage, type EnvironmentStageProps } from './environment/environment-stage';
export { buildFleet, newApp, type BuildFleetOptions, type Fleet, type NewAppOptions } from './fleet';
export { audit, type AuditInput, type AuditResult, type EnvironmentsFile, type Finding } from './audit';
export { IsolationAudit } from './audit/plugin';
export * from './backend';
export { bootstrapTemplate, DeliveryStack, type BootstrapOptions } from './delivery';
export { NetworkStack } from './network';
export { OperationsStack } from './operations';
export { BudgetsStack, OrganizationStack } from './organization';
export { SecretsStack, ServiceKey } from './secrets';
export {
  SessionsStack, type CreateSession, type GetSession, type SessionHandle, type SessionsRequest, type SessionsResponse,
} from './sessions';
export { EncryptedQueue, VerificationSubscription, WebhookStack } from './webhook';
