import type { ClientSettings } from '../clients';
import { readDeployedApis } from './deployed-apis';
import { readDeployedBalancers } from './deployed-balancers';
import type { DeployedFront } from './types';

/** Reads what an account has before its functions: load balancers where its addresses are fixed, else REST APIs. */
export const readDeployedFront = async (settings: ClientSettings, account: string): Promise<DeployedFront> =>
  await readDeployedBalancers(settings) ?? readDeployedApis(settings, account);
