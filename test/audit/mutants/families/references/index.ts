// what a template takes from elsewhere.
import type { Mutant } from '../../types';
import { assets } from './assets';
import { crossing } from './crossing';
import { imports } from './imports';
import { opaque } from './opaque';

export const references: Mutant[] = [...crossing, ...imports, ...assets, ...opaque];
