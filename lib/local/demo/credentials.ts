import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { actAs, type ClientSettings } from '../clients';

const functionRoles = async (administration: ClientSettings): Promise<string[]> => {
  const client = new LambdaClient(administration);
  try {
    const roles: string[] = [];
    for await (const { Functions: functions = [] } of paginateListFunctions({ client }, {})) {
      roles.push(...functions.flatMap(({ Role }) => Role ?? []));
    }
    return roles;
  } finally {
    client.destroy();
  }
};

/**
 * Credentials of an account's function roles and of others by ARN.
 *
 * They are issued before identity policies are enforced: on AWS the services assume these roles, and no service is here to do it.
 */
export const issueCredentials = async (administration: ClientSettings, others: readonly string[]): Promise<ReadonlyMap<string, ClientSettings>> => {
  const roles = new Set([...await functionRoles(administration), ...others]);
  return new Map(await Promise.all([...roles].map(async arn => [arn, await actAs(arn, administration.region, administration)] as const)));
};
