// ways between networks, names and addresses that two environments share.
import type { Mutant } from '../../types';
import { cidr } from './cidr';
import { hygiene } from './hygiene';
import { names } from './names';
import { peerings } from './peerings';
import { routes } from './routes';

export const network: Mutant[] = [...cidr, ...peerings, ...routes, ...names, ...hygiene];
