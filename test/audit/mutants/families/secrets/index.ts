// secret material in every place of an assembly, and secrets that are resolved where they can be read.
import type { Mutant } from '../../types';
import { classes } from './classes';
import { exposed } from './exposed';
import { names } from './names';
import { plaintext } from './plaintext';
import { shared } from './shared';

export const secrets: Mutant[] = [...plaintext, ...shared, ...classes, ...exposed, ...names];
