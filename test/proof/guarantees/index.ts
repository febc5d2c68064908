import { acceptance } from './acceptance';
import { authenticity } from './authenticity';
import { confidentiality } from './confidentiality';
import { constantTime } from './constant-time';
import { failClosed } from './fail-closed';
import { isolation } from './isolation';
import { noLoss } from './no-loss';
import { rotation } from './rotation';
import type { Guarantee } from '../figure';

/** The guarantees of the webhook path; the eighth, of the templates, is the audit's. */
export const guarantees: readonly Guarantee[] = [authenticity, acceptance, isolation, noLoss, failClosed, rotation, confidentiality, constantTime];
