import { randomBytes, randomUUID } from 'node:crypto';
import { randomText } from '../model/ids';

/** What a backend is configured with, by the names that Self's documentation uses. */
export interface TestSettings {
  readonly SELF_API_KEY: string;
  readonly SELF_FLOW_ID: string;
  readonly SELF_WEBHOOK_SECRET: string;
}

/** A test would have run with a key that reaches real people and costs credits. */
export class LiveKeyRefused extends Error {
  constructor(name: string) {
    super(`${name} is no test key; tests take keys that begin with sk_test_, or none: then one is made up`);
    this.name = 'LiveKeyRefused';
  }
}

const generate: TestSettings = {
  get SELF_API_KEY() { return `sk_test_${randomText(40)}`; },
  get SELF_FLOW_ID() { return randomUUID(); },
  get SELF_WEBHOOK_SECRET() { return `whsec_${randomBytes(24).toString('base64')}`; },
};

/**
 * The project's own settings, else those of the process, else invented ones.
 *
 * @throws LiveKeyRefused for anything but a test key, wherever it comes from and whether it would be used or not
 */
export const readSettings = (given: Partial<TestSettings>, variables: Readonly<Record<string, string | undefined>>): TestSettings => {
  for (const source of [given, variables]) {
    const key = source['SELF_API_KEY'];
    if (key && !key.startsWith('sk_test_')) throw new LiveKeyRefused('SELF_API_KEY');
  }
  const pick = (name: keyof TestSettings) => given[name] || variables[name] || generate[name];
  return { SELF_API_KEY: pick('SELF_API_KEY'), SELF_FLOW_ID: pick('SELF_FLOW_ID'), SELF_WEBHOOK_SECRET: pick('SELF_WEBHOOK_SECRET') };
};
