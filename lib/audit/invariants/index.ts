import { accounts } from './accounts';
import { configuration } from './configuration';
import { data } from './data';
import { deployment } from './deployment';
import { identities } from './identities';
import { network } from './network';
import { parity } from './parity';
import { references } from './references';
import { secrets } from './secrets';
import type { GroupOfInvariants } from './types';

/** Every group, in the order of the reports. */
export const groupsOfInvariants: readonly GroupOfInvariants[] = [
  accounts,
  secrets,
  identities,
  references,
  network,
  data,
  deployment,
  configuration,
  parity,
];
