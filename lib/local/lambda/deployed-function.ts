import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { DeployedFunction } from './types';

const arnPattern = /^arn:[^:]+:lambda:([^:]+):(\d{12}):function:([^:]+)/;

/** Account, region and name in a function's ARN, whether or not it is qualified with a version or alias. */
export const parseFunctionArn = (arn: string): Pick<DeployedFunction, 'account' | 'region' | 'name'> => {
  const [, region, account, name] = arnPattern.exec(arn) ?? [];
  if (!region || !account || !name) throw new Error(`'${arn}' is not the ARN of a function`);
  return { account, region, name };
};

/** Reads from the deployed function everything that its runtime depends on. */
export const describeFunction = async (lambda: LambdaClient, arn: string): Promise<DeployedFunction> => {
  const parsed = parseFunctionArn(arn);
  const configuration = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: parsed.name }));
  if (!configuration.Handler || !configuration.Role) throw new Error(`function '${parsed.name}' has no handler or no role`);
  return {
    ...parsed,
    arn,
    role: configuration.Role,
    handler: configuration.Handler,
    runtime: configuration.Runtime ?? 'nodejs24.x',
    timeout: configuration.Timeout ?? 3,
    memory: configuration.MemorySize ?? 128,
    environment: configuration.Environment?.Variables ?? {},
  };
};
