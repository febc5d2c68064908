// configuration of two environments, accounts in every corner of an assembly, and shape.
import type { Mutant } from '../../types';
import { account } from './account';
import { disjoint } from './disjoint';
import { parity } from './parity';

export const configuration: Mutant[] = [...disjoint, ...account, ...parity];
