import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { becomeRole, type AccessOptions } from './access';
import { bounded, boundedInvocation, watched } from './patience';
import type { EnvironmentTarget } from './target';
import { eraserRoleName } from '../secrets/settings';

/** AWS as the eraser of one environment sees it: one function, and where it is. */
export interface EraserAccess {
  readonly ssm: Pick<SSMClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
  /** ARN of the person who became it. */
  readonly caller: string;
}

/** Seconds that the function may take: it reads whole tables. */
const longestErasure = 900;

/** Becomes the eraser of an environment, with the credentials of a person in its account. */
export const openEraser = (options: AccessOptions = {}) => async (target: EnvironmentTarget): Promise<EraserAccess> => {
  const { account, config: { region } } = target;
  const { credentials, caller } = await becomeRole(target, `arn:aws:iam::${account}:role/${eraserRoleName}`, account, options);
  return {
    caller,
    ssm: watched(new SSMClient({ region, ...bounded(), credentials })),
    lambda: watched(new LambdaClient({ region, credentials, ...boundedInvocation(longestErasure) })),
  };
};
