// leaks of a third pair of eyes: other services, other spellings, other files than before.
import type { Mutant } from '../../types';
import { access } from './access';
import { code } from './code';
import { flows } from './flows';
import { networks } from './networks';
import { secrets } from './secrets';
import { structure } from './structure';

export const thirdLook: Mutant[] = [...access, ...flows, ...networks, ...secrets, ...code, ...structure];
