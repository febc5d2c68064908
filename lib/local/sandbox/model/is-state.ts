import { LATEST } from '../clock';
import { isObject } from './problem';
import type { KeyPair, State } from './state';

const records = [
  'organizations', 'keys', 'flows', 'sessions', 'journeys', 'residents', 'endpoints', 'events', 'deliveries', 'usage', 'answered',
] as const satisfies readonly (keyof State)[];

const authorities = ['mock', 'controlled', 'live'] as const satisfies readonly (keyof State['authorities'])[];

const isTime = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value < LATEST;

const isKeyPair = (value: unknown): value is KeyPair => isObject(value) && typeof value['privateKey'] === 'string' && typeof value['publicKey'] === 'string';

/** Whether something read from a file is a sandbox's whole state, before anything begins to work on it. */
export const isState = (value: unknown): value is State => {
  if (!isObject(value) || value['version'] !== 1 || typeof value['token'] !== 'string' || value['token'] === '') return false;
  const { clock, authorities: pairs } = value;
  return isObject(clock) && isTime('standsAt' in clock ? clock['standsAt'] : clock['ahead'])
    && isObject(pairs) && authorities.every(name => isKeyPair(pairs[name]))
    && records.every(name => isObject(value[name]) && Object.values(value[name]).every(isObject));
};
