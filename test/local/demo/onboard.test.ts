import { fleet as shipped } from '../../../bin/environments';
import flows from '../../../bin/flows.json';
import { pending, validateFleet, type EnvironmentConfig, type FleetConfig, type FlowsConfig } from '../../../lib/environment';
import { onboard } from '../../../lib/local/demo/onboard';

const [template] = shipped.environments as [EnvironmentConfig];

/** A fourth environment as a team would add it: a copy with a name, an account to create, a block and a domain of its own. */
const fourth: EnvironmentConfig = {
  ...template,
  name: 'partner-tests',
  account: { create: { email: 'partner-tests@example.com' } },
  network: { ...template.network, cidr: '10.40.0.0/20' },
  domain: { ...template.domain, zone: 'partner-tests.idv.example.com', webhookHost: 'webhooks.partner-tests.idv.example.com' },
  ci: { repository: 'example/identity', environment: 'partner-tests' },
};

const four: FleetConfig = { ...shipped, environments: [...shipped.environments, fourth] };
const fourFlows: FlowsConfig = { ...flows, 'partner-tests': { self: [{ id: pending('the dashboard') }] } };

test.each<[string, FleetConfig, FlowsConfig]>([['three shipped', shipped, flows], ['four', four, fourFlows]])(
  'with %s environments only what a deployment makes is left open, and the result is a valid fleet', (_what, fleet, given) => {
    const onboarded = onboard(fleet, given, 'r-ab12');
    const { open } = validateFleet(onboarded.fleet, onboarded.flows);
    expect(open.map(value => value.split(':')[0]).sort()).toEqual(
      ['pre-production', 'production'].flatMap(name => ['evidence', 'signOff'].map(key => `${name}.evidenceKeys.${key}`)));
    expect(onboarded.fleet.environments.map(({ name }) => name)).toEqual(fleet.environments.map(({ name }) => name));
  });

test('an account that the organization is to create gets an id that nobody has', () => {
  const taken: FleetConfig = { ...four, organization: { ...four.organization, managementAccount: '700000000001' } };
  const { fleet } = onboard(taken, fourFlows, 'r-ab12');
  expect(fleet.environments.at(-1)?.account).toBe('700000000002');
  expect(onboard({ ...taken, organization: { ...taken.organization, auditAccount: { create: { email: 'a@example.com' } } } }, flows, 'r-ab12')
    .fleet.organization.auditAccount).not.toBe(fleet.organization.managementAccount);
});

test('what is known stays as it is', () => {
  const { organization } = shipped;
  const known: FleetConfig = {
    organization: { ...organization, rootId: 'r-known' },
    environments: [{ ...template, network: { ...template.network, egressAddresses: ['203.0.113.9'] } }],
  };
  const onboarded = onboard(known, { staging: { self: [{ id: 'flow_known' }] } }, 'r-ab12');
  expect(onboarded.fleet.organization.rootId).toBe('r-known');
  expect(onboarded.fleet.environments[0]?.network.egressAddresses).toEqual(['203.0.113.9']);
  expect(onboarded.flows['staging']?.['self']?.[0]?.id).toBe('flow_known');
});

test('several flows and subscriptions of one binding differ', () => {
  const binding = { ...template.providers['uae-kyc']!, subscriptionIds: [pending('a'), pending('b')] };
  const two: FleetConfig = { ...shipped, environments: [{ ...template, providers: { 'uae-kyc': binding } }] };
  const onboarded = onboard(two, { staging: { self: [{ id: pending('a') }, { id: pending('b') }] } }, 'r-ab12');
  expect(onboarded.fleet.environments[0]?.providers['uae-kyc']?.subscriptionIds).toEqual(['sub_staging_uae-kyc', 'sub_staging_uae-kyc_2']);
  const [one, other] = onboarded.flows['staging']?.['self'] ?? [];
  expect(one?.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect([one, other].map(flow => flow?.configuration?.name)).toEqual(['adults', 'adults_2']);
  expect(other?.id).not.toBe(one?.id);
});

test('the flows of the first environment are ahead of those that are promoted from it', () => {
  const { flows: onboarded } = onboard(shipped, flows, 'r-ab12');
  const ages = ['staging', 'pre-production', 'production'].map(name => onboarded[name]?.['self']?.[0]?.configuration?.ruleSet['minimumAge']);
  expect(ages).toEqual([21, 18, 18]);
});
