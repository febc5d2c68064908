import { fleet, flows } from '../../fixtures/fleet';
import { synthesize } from '../../fixtures/synthesize';
import { audit, type Finding } from '../../../lib/audit';
import { backend } from '../../../bin/backend';
import { constructId, type EnvironmentConfig, type FleetConfig } from '../../../lib/environment';
import { declaredDifferences } from '../../../lib/promotion/differences';
import { declarationFor } from '../../../lib/promotion/release';

const configOf = (name: string, of: FleetConfig = fleet): EnvironmentConfig => of.environments.find(each => each.name === name)!;

/** What a gate would find of parity between a target and its source. */
const differences = (target: string, outdir: string, of: FleetConfig = fleet): string[] =>
  audit({ sources: [{ kind: 'assembly', path: outdir }], root: outdir, environments: declarationFor(of, flows, configOf(target, of)) }).findings
    .filter((finding: Finding) => finding.status === 'open' && finding.group === 'parity' && finding.direction?.to === constructId(target)).map(({ message }) => message);

let made: ReturnType<typeof synthesize>;
beforeAll(() => { made = synthesize(fleet, flows, { extend: backend }); });
afterAll(() => made.remove());

test.each(['pre-production', 'production'])('the differences of %s follow from its configuration, so that its gate finds none', target => {
  expect(differences(target, made.outdir)).toEqual([]);
});

test('a difference that follows from nothing is found', () => {
  const other = synthesize(fleet, flows, { extend: stage => { if (stage.environment.config.name === 'production') backend(stage); } });
  try {
    expect(differences('production', other.outdir)).not.toEqual([]);
  } finally {
    other.remove();
  }
});

test('equal configurations differ in nothing', () => {
  const same = { ...configOf('production'), name: 'other' };
  expect(declaredDifferences({ ...same, promotedFrom: 'x' }, same)).toEqual([]);
});

test('what a team declares is declared in its name', () => {
  const target = { ...configOf('production'), differences: [{ what: 'AWS::ECS::Service.DesiredCount', reason: 'more people' }] };
  expect(declaredDifferences(target, target)).toEqual([{ what: 'AWS::ECS::Service.DesiredCount', reason: 'more people', owner: 'identity-platform' }]);
});

test('an environment that nothing is promoted into has no declaration', () => {
  expect(() => declarationFor(fleet, flows, configOf('staging'))).toThrow(/promoted from nowhere/);
});
