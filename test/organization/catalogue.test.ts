import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { denials, type Attached } from './evaluate';
import { allowedCases, deniedCases, fleet, type Case, type Home } from './catalogue';
import { constructId, validateFleet } from '../../lib/environment';
import { guardrailsOf, type BoundEnvironment } from '../../lib/organization/environment-policies';
import type { Guardrail } from '../../lib/organization/policy';

type Kind = Attached['kind'];
const homes: readonly Home[] = ['staging', 'pre-production', 'production'];
const kinds: readonly Kind[] = ['principals', 'resources'];
const environmentOf = (home: Home) => fleet.environments.find(({ name }) => name === home) as BoundEnvironment;
const guardrails = Object.fromEntries(homes.map(home => [home, guardrailsOf(environmentOf(home), fleet.organization)])) as
  Record<Home, Record<Kind, Guardrail[]>>;

/** The policies of one kind of one environment, with a statement left out. */
const attached = (home: Home, kind: Kind, without?: string): Attached => ({
  kind, account: environmentOf(home).account, region: environmentOf(home).region,
  statements: guardrails[home][kind].map(({ statement }) => statement).filter(({ Sid }) => Sid !== without),
});

const refused = ({ at, request }: Case, kind: Kind, without?: string) => denials(attached(at, kind, without), request);
const titled = <T extends Case>(cases: readonly T[]) => cases.map(one => [one.does, one] as const);

describe('the catalogue', () => {
  test('has sixty actions and more on either side, and says each once', () => {
    expect(deniedCases.length).toBeGreaterThanOrEqual(60);
    expect(allowedCases.length).toBeGreaterThanOrEqual(60);
    const titles = [...deniedCases, ...allowedCases].map(({ does }) => does);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  test('is as large as docs/organization.md says, and the page names every statement', () => {
    const page = readFileSync(join(__dirname, '..', '..', 'docs', 'organization.md'), 'utf8');
    const sids = [...new Set(deniedCases.map(({ bound, sid }) => `${bound} ${sid}`))].map(one => one.split(' ')[1]!);
    expect(page).toContain(
      `holds ${deniedCases.length} actions that are refused, each by one named statement of ${sids.length}, and ${allowedCases.length} of the product that are let pass`,
    );
    expect(sids.filter(sid => !page.includes(`\`${sid}\``))).toEqual([]);
  });

  test('is of a fleet that may be provisioned', () => {
    const flows = Object.fromEntries(fleet.environments.map(({ name }) => [name, { 'self': [{ id: `f-${name}` }], 'uae-kyc': [{ id: `j-${name}` }] }]));
    expect(validateFleet(fleet, flows).fleet.environments.map(({ name }) => constructId(name))).toEqual(['Staging', 'PreProduction', 'Production']);
  });

  test('names a page of the documentation for every verdict', () => {
    for (const { source } of [...deniedCases, ...allowedCases]) expect(source).toMatch(/^https:\/\/docs\.(aws\.amazon|github)\.com\//);
  });

  test('shows every statement of every environment', () => {
    const shown = new Set(deniedCases.map(({ bound, sid }) => `${bound} ${sid}`));
    const written = homes.flatMap(home => kinds.flatMap(kind => guardrails[home][kind].map(({ statement }) => `${kind} ${statement.Sid}`)));
    expect(new Set(written)).toEqual(shown);
  });
});

describe('refused to the principals or at the resources of an environment:', () => {
  test.each(titled(deniedCases))('%s', (_, one) => {
    expect(refused(one, one.bound)).toEqual([one.sid]);
  });
});

describe('let pass by the policies of principals and of resources alike:', () => {
  test.each(titled(allowedCases))('%s', (_, one) => {
    expect(kinds.flatMap(kind => refused(one, kind))).toEqual([]);
  });
});

const statements = kinds.flatMap(kind => {
  const all = homes.flatMap(home => guardrails[home][kind]);
  return [...new Map(all.map(guardrail => [guardrail.statement.Sid, guardrail])).entries()].map(([sid, guardrail]) => [kind, sid, guardrail] as const);
});

describe.each(statements)('of the policies of %s, the statement %s', (kind, sid, { stops, shownBy }) => {
  test('says what it stops, and which case shows it', () => {
    expect(stops).toMatch(/^[a-z][^.]{20,}[^.]$/);
    expect(deniedCases.filter(({ does }) => does === shownBy).map(one => [one.bound, one.sid])).toEqual([[kind, sid]]);
  });

  test('left out, flips its own cases and no other', () => {
    const flipped = deniedCases.filter(one => refused(one, one.bound, one.bound === kind ? sid : undefined).length === 0);
    expect(flipped).toEqual(deniedCases.filter(one => one.bound === kind && one.sid === sid));
    expect(flipped).not.toEqual([]);
  });
});
