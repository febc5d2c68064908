export { SecretsStack, type SecretsStackProps } from './secrets-stack';
export { BundledFunction, type BundledFunctionProps } from './bundled-function';
export { FunctionRole } from './function-role';
export { ServiceKey } from './service-key';
export { eraserRoleName, operatorRoleName, parameterPaths, secretKinds, type SecretKind } from './settings';
export { TeamSecret, type TeamSecretProps } from './team-secret';
