export { SecretsStack, type SecretsStackProps } from './secrets-stack';
export { FunctionRole } from './function-role';
export { ServiceKey } from './service-key';
export { parameterPaths } from './settings';
