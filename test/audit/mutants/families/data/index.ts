// data that is copied, sent or kept across.
import type { Mutant } from '../../types';
import { flow } from './flow';
import { hygiene } from './hygiene';
import { keys } from './keys';

export const data: Mutant[] = [...flow, ...keys, ...hygiene];
