import { createHash, createHmac } from 'node:crypto';
import type { InputFile } from '../model';

export type Fingerprint = (value: string) => string;

/** Salted by the input: equal within one report, useless to compare with anything else. */
export const fingerprinter = (inputs: readonly InputFile[], salt?: string): Fingerprint => {
  const key =
    salt
    ?? createHash('sha256')
      .update(inputs.map(({ path, sha256 }) => `${path} ${sha256}`).join('\n'))
      .digest('hex');
  return value => createHmac('sha256', key).update(value).digest('hex').slice(0, 16);
};
