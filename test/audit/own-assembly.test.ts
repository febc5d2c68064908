// the audit on this project's own environments: no false alarm, whatever the logical ids.
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '../../lib/audit/audit';
import type { EnvironmentsFile } from '../../lib/audit/model';
import { fleet, flows } from '../fixtures/fleet';
import { synthesize, type Synthesized } from '../fixtures/synthesize';
import { clean, open, run, scratch } from './support/assembly';

const names = ['PreProduction', 'Production', 'Staging'];

const management = '999999999999';

/** The links between accounts that are meant: fingerprints of secrets and the organization's trail are kept in the audit account. */
const linked = (what: string): EnvironmentsFile => ({
  links: [
    ...names.map(from => ({ from, to: 'Audit', what, reason: 'keyed fingerprints tell equal secrets from different ones; no secret crosses', owner: 'identity-platform' })),
    ...['accounts.foreign', 'data.own-key', 'identities.resource-policy'].map(invariant => ({
      from: management, to: 'Audit', what: invariant, reason: 'the trail writes down there what was done in every account', owner: 'organization',
    })),
  ],
});
const declaration = linked('Audit/Fingerprints*');

let own: Synthesized;
beforeAll(() => { own = synthesize(fleet, flows); });
afterAll(() => {
  own.remove();
  clean();
});

const copy = (): string => {
  const folder = scratch();
  cpSync(own.outdir, folder, { recursive: true });
  return folder;
};

/** Every logical id in every template gets another name, whatever refers to it included. */
const rename = (folder: string): number => {
  let renamed = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.template.json'))) {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    const ids = Object.keys((JSON.parse(text) as { Resources: object }).Resources).sort((a, b) => b.length - a.length);
    const names = new Map(ids.map((id, index) => [id, `Renamed${index}`]));
    renamed += names.size;
    writeFileSync(path, text.replace(/"([A-Za-z0-9]+)"/g, (whole, id: string) => (names.has(id) ? `"${names.get(id)}"` : whole)));
  }
  return renamed;
};

describe('the environments as configured for tests', () => {
  test('share nothing: everything is proven, nothing is left open', () => {
    const result = run(own.outdir, declaration);
    expect(open(result).map(({ message }) => message)).toEqual([]);
    expect(result.verdict).toBe('PROVEN');
    expect(result.counts).toMatchObject({ violated: 0, unknown: 0 });
  });

  test('have nothing to mend within themselves either', () => {
    expect(open(run(own.outdir, declaration, true)).map(({ message }) => message)).toEqual([]);
  });

  test('are named after their stages, and the organization is no environment', () => {
    const { environments, governing, findings } = run(own.outdir, declaration);
    expect(environments.map(({ name }) => name)).toEqual(['Audit', ...names]);
    expect(governing).toEqual([expect.objectContaining({ kind: 'organization', account: '999999999999' })]);
    const declared = findings.filter(({ status }) => status === 'declared');
    expect(declared.length).toBeGreaterThan(names.length);
    for (const { declared: why, environments: between } of declared) expect(between).toContain(why && 'kind' in why ? management : 'Audit');
  });

  test('share nothing with every logical id renamed', () => {
    const folder = copy();
    expect(rename(folder)).toBeGreaterThan(300);
    expect(open(run(folder, linked('identities.trust'))).map(({ message }) => message)).toEqual([]);
  });

  test('give the same report from another folder and in another time zone, byte for byte', () => {
    const text = (path: string) => JSON.stringify(audit({ sources: [{ kind: 'assembly', path }], today: '2026-01-15' }));
    const first = text(own.outdir);
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Auckland';
    try {
      expect(text(copy())).toBe(first);
    } finally {
      process.env.TZ = zone;
    }
  });

  test('have every secret in the inventory, with its readers and its own key', () => {
    const { secretInventory } = run(own.outdir, declaration);
    expect(secretInventory.length).toBeGreaterThanOrEqual(18);
    for (const { environment, readers, key } of secretInventory) {
      expect(readers.length).toBeGreaterThan(0);
      // the operator's role is for people of the account, whom no template shows.
      for (const owner of [...readers, key]) expect(owner).toMatch(new RegExp(`^(account \\d{12}: .*, by becoming )?${environment}-`));
    }
  });

  test('have a network each, whose endpoints are bound to the account', () => {
    for (const { environment, cidrs, endpoints } of run(own.outdir, declaration).network) {
      if (!names.includes(environment)) continue;
      expect(cidrs).toHaveLength(1);
      expect(endpoints.length).toBeGreaterThan(0);
      expect(endpoints.every(({ bound }) => bound)).toBe(true);
    }
  });

  test('would not be proven without the declaration', () => {
    const found = open(run(own.outdir)).filter(({ direction }) => direction?.from !== management);
    expect(found.map(({ invariant, direction }) => [invariant, direction?.to])).toEqual(names.map(() => ['identities.trust', 'Audit']));
  });
});
