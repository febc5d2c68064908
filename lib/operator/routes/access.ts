import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { RouteAccess } from './look';
import { operatorRoleName } from '../../secrets/settings';
import { becomeRole, type AccessOptions } from '../access';
import { bounded, boundedInvocation, watched } from '../patience';
import type { EnvironmentTarget } from '../target';

/** Seconds that the function may take. */
const longest = 60;

/** Becomes the operator of an environment, who may have its ways looked at. */
export const openRoutes = async (target: EnvironmentTarget, options: AccessOptions): Promise<RouteAccess> => {
  const { account, config: { region } } = target;
  const { credentials } = await becomeRole(target, `arn:aws:iam::${account}:role/${operatorRoleName}`, account, options);
  return {
    lambda: watched(new LambdaClient({ region, credentials, ...boundedInvocation(longest) })),
    ec2: watched(new EC2Client({ region, ...bounded(), credentials })),
  };
};
