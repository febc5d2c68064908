import { configuration } from './families/configuration';
import { data } from './families/data';
import { deployment } from './families/deployment';
import { hidden } from './families/hidden';
import { identities } from './families/identities';
import { network } from './families/network';
import { planted } from './families/planted';
import { policies } from './families/policies/policies';
import { references } from './families/references';
import { secondLook } from './families/second-look';
import { secrets } from './families/secrets';
import { thirdLook } from './families/third-look';
import type { Mutant } from './types';

/** Every planted leak that is written by hand or made from a table; those made from the templates themselves come from `operators`. */
export const mutants: readonly Mutant[] = [
  ...planted,
  ...hidden,
  ...policies,
  ...identities,
  ...secrets,
  ...references,
  ...network,
  ...data,
  ...deployment,
  ...configuration,
  ...secondLook,
  ...thirdLook,
];
