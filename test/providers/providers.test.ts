import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { providers, schemes as bound, unboundSchemes } from '../../lib/providers';
import type { Provider } from '../../lib/providers';

const schemes = { ...bound, ...unboundSchemes };
const all = Object.entries<Provider>(providers);
const folder = join(__dirname, '../../lib/providers');

test('providers and schemes are plain data that imports nothing from elsewhere', () => {
  expect(JSON.parse(JSON.stringify({ providers, schemes }))).toEqual({ providers, schemes });
  for (const file of readdirSync(folder)) {
    const imports = [...readFileSync(join(folder, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from);
    expect(imports.filter(from => !/^\.\/[a-z-]+$/.test(from!))).toEqual([]);
  }
});

test('each is filed under its own name', () => {
  for (const [name, provider] of all) expect([provider.name, schemes[provider.scheme].name]).toEqual([name, provider.scheme]);
  for (const [name, scheme] of Object.entries(schemes)) expect(scheme.name).toBe(name);
});

test('what binds an environment can be found', () => {
  for (const [, { boundBy, payload, scheme }] of all) {
    if (boundBy === 'flow') expect(payload.flow).toBeDefined();
    if (boundBy === 'subscription') expect(schemes[scheme].headers.subscription).toBeDefined();
  }
});

test('header names are lower case, and retries are in order', () => {
  for (const { headers } of Object.values(schemes)) {
    for (const header of Object.values(headers)) {
      const name = typeof header === 'string' ? header : header.name;
      expect(name).toBe(name.toLowerCase());
    }
  }
  for (const [, { deliveryPolicy: { retries } }] of all) expect([...retries].sort((a, b) => a - b)).toEqual(retries);
});

test('UAE KYC tries six times over seven hours and 21 minutes', () => {
  const { retries } = providers['uae-kyc'].deliveryPolicy;
  expect([retries.length + 1, retries.at(-1)]).toEqual([6, 7 * 3600 + 21 * 60]);
});
