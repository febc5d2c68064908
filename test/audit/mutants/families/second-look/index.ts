// leaks that were thought of after the audit had found all others: what it was not written against.
import type { Mutant } from '../../types';
import { configuration } from './configuration';
import { data } from './data';
import { deployment } from './deployment';
import { identities } from './identities';
import { network } from './network';
import { others } from './others';
import { secrets } from './secrets';

export const secondLook: Mutant[] = [...identities, ...secrets, ...data, ...network, ...others, ...deployment, ...configuration];
