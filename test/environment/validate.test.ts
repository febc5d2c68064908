import fc from 'fast-check';
import { InvalidFleet, pending, validateFleet } from '../../lib/environment';
import { fleet, flows, withStaticFront } from '../fixtures/fleet';

// a deep copy without the types' readonly, so that each test can spoil one thing.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Spoilt = any;
const copy = (value: unknown): Spoilt => structuredClone(value);

const problemsOf = (spoil: (fleet: Spoilt, flows: Spoilt) => void): readonly string[] => {
  const [spoiltFleet, spoiltFlows] = [copy(fleet), copy(flows)];
  spoil(spoiltFleet, spoiltFlows);
  try {
    validateFleet(spoiltFleet, spoiltFlows);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidFleet)) throw error;
    return error.problems;
  }
};

const [staging, preProduction, production] = [0, 1, 2];

test('a sound fleet is valid and owes nothing', () => {
  expect(validateFleet(fleet, flows)).toMatchObject({ warnings: [], open: [] });
});

describe('one spoilt value is one problem that names value, owner and remedy', () => {
  test.each<[string, (fleet: Spoilt, flows: Spoilt) => void, RegExp]>([
    ['fixed addresses in one zone', (f) => {
      f.environments[staging].ingress = 'static';
      f.environments[staging].network.ingressAddresses = ['192.0.2.1'];
    }, /^'staging' has static ingress in 1 zone; name two zones: /],
    ['fixed addresses that are not listed', f => { f.environments[production].ingress = 'static'; },
      /^'production' has static ingress and 0 ingress addresses for 2 zones; list one for each zone in network\.ingressAddresses, pending\(…\)/],
    ['one fixed address for two zones', (f) => {
      f.environments[production].ingress = 'static';
      f.environments[production].network.ingressAddresses = ['192.0.2.1', '192.0.2.1'];
    }, /^'production' names an ingress address twice; name each address once$/],
    ['fixed addresses of another environment', (f) => {
      for (const index of [preProduction, production]) {
        f.environments[index].ingress = 'static';
        f.environments[index].network.ingressAddresses = ['192.0.2.1', `192.0.2.${index + 2}`];
      }
    }, /^'production' uses the address 192\.0\.2\.1 of 'pre-production'; allocate addresses of its own$/],
    ['an unknown front', f => { f.environments[staging].ingress = 'global'; }, /^'staging': ingress is 'global'; give one of 'regional', 'static'$/],
    ['a shared account', f => { f.environments[production].account = '111111111111'; },
      /^'production' reuses account 111111111111 of 'staging'; give each environment its own account$/],
    ['the management account', f => { f.environments[staging].account = '999999999999'; },
      /^'staging' reuses account 999999999999 of the organization's management account; /],
    ['the audit account', f => { f.organization.auditAccount = '333333333333'; },
      /^'production' reuses account 333333333333 of the organization's audit account; /],
    ['one e-mail for two accounts to create', (f) => {
      f.environments[staging].account = { create: { email: 'aws@example.com' } };
      f.environments[production].account = { create: { email: 'AWS@example.com' } };
    }, /^'production' reuses account aws@example.com of 'staging'/],
    ['an account id of eleven digits', f => { f.environments[staging].account = '11111111111'; },
      /^'staging': account is '11111111111'; give the twelve digits of an AWS account as text/],
    ['an account id as a number', f => { f.environments[staging].account = 111111111111; },
      /^'staging': account is 111111111111; give the twelve digits/],
    ['a name twice', f => { f.environments[preProduction].name = 'staging'; }, /names two environments/],
    ['a qualifier twice', f => { f.environments[production].qualifier = 'staging'; },
      /^'production' has the bootstrap qualifier 'staging' of 'staging'; set 'qualifier' in one of them$/],
    ['a name of the organization\'s own', (f) => { f.environments[staging].name = 'organization'; },
      /^'organization' is the name of the organization's stack; rename the environment$/],
    ['overlapping blocks', f => { f.environments[production].network.cidr = '10.20.8.0/22'; },
      /^'production' has the block 10.20.8.0\/22, which overlaps 10.20.0.0\/20 of 'pre-production'; /],
    ['a malformed block', f => { f.environments[staging].network.cidr = '10.10.0/20'; }, /^'staging': network.cidr is '10.10.0\/20'; give an IPv4 block/],
    ['host bits in a block', f => { f.environments[staging].network.cidr = '10.10.1.0/20'; }, /write 10.10.0.0\/20$/],
    ['a public block', f => { f.environments[staging].network.cidr = '11.0.0.0/20'; }, /give a private block/],
    ['a block too small', f => { f.environments[staging].network.cidr = '10.10.0.0/28'; }, /give a block of \/16 to \/24/],
    ['a zone of another region', f => { f.environments[staging].network.availabilityZones = ['eu-west-1a']; },
      /^'staging' names the zone eu-west-1a, which is not in me-central-1; /],
    ['an egress address of another environment', f => { f.environments[production].network.egressAddresses[0] = '198.51.100.10'; },
      /^'production' uses the address 198.51.100.10 of 'staging'; /],
    ['an ingress address that is another one\'s egress', f => { f.environments[production].network.ingressAddresses = ['198.51.100.10']; },
      /^'production' uses the address 198.51.100.10 of 'staging'; /],
    ['more egress addresses than the provider allows', (f) => {
      f.environments[staging].network.availabilityZones = ['me-central-1a', 'me-central-1b', 'me-central-1c'];
      f.environments[staging].network.egressAddresses = ['198.51.100.1', '198.51.100.2', '198.51.100.3'];
    }, /^'staging' has 3 egress addresses, but the provider of 'uae-kyc' allow-lists 2 for sandbox data; remove 1$/],
    ['more egress addresses than zones', f => { f.environments[staging].network.egressAddresses.push('198.51.100.99'); },
      /^'staging' has 2 egress addresses for 1 zones; /],
    ['a host of another environment', f => { f.environments[production].domain = f.environments[staging].domain; },
      /^'production' uses the host webhooks.staging.example.com of 'staging'; /],
    ['a host outside the zone', f => { f.environments[staging].domain.webhookHost = 'webhooks.example.com'; },
      /^'staging' has the webhook host webhooks.example.com outside its zone staging.example.com; /],
    ['live credentials with sandbox data', f => { f.environments[production].data = 'sandbox'; },
      /^'production' has live credentials and sandbox data; /],
    ['test credentials with real data', f => { f.environments[preProduction].data = 'real'; },
      /^'pre-production' has test credentials and real data; /],
    ['test credentials with credits', f => { f.environments[staging].billing = { kind: 'credits', costs: { a: 1 } }; },
      /^'staging' has test credentials and credits; /],
    ['sandbox data without sandbox mode', f => { f.environments[staging].providers['uae-kyc'].sandboxMode = false; },
      /^'staging' has sandbox data, but sandbox mode of 'uae-kyc' is off; enable it/],
    ['sandbox mode with real data', f => { f.environments[production].providers['uae-kyc'].sandboxMode = true; },
      /^'production' has real data, but sandbox mode of 'uae-kyc' is on; /],
    ['a charge without a cost', f => { f.environments[production].providers.self.charged = ['iris']; },
      /^'production' charges 'iris' of 'self' without a cost; /],
    ['a way out to everywhere instead of the provider\'s addresses', f => { f.environments[staging].providers.self.apiAddresses = ['0.0.0.0/0']; },
      /^'staging': providers.self.apiAddresses\[0\] is '0.0.0.0\/0'; give a value of the documented form/],
    ['a provider at a private address', f => { f.environments[staging].providers.self.apiAddresses = ['10.20.0.0/20']; },
      /^'staging': providers.self.apiAddresses\[0\] is '10.20.0.0\/20'; give a value of the documented form/],
    ['a month without credits', f => { f.environments[production].billing.allotment = 0; },
      /^'production': billing.allotment is 0; give a positive number of credits$/],
    ['a month of a binding without credits', f => { f.environments[production].billing.allotment = { self: 0 }; },
      /^'production': billing.allotment.self is 0; give a positive number of credits$/],
    ['credits of a binding that is charged nothing', f => { f.environments[production].billing.allotment = { 'uae-kyc': 100 }; },
      /^'production' grants credits to 'uae-kyc', which is charged nothing; remove it from billing.allotment, or set 'charged' of the binding$/],
    ['a live environment without promotion source', f => { delete f.environments[production].promotedFrom; },
      /^'production' is live and has no promotion source; /],
    ['a promotion source that does not exist', f => { f.environments[production].promotedFrom = 'qa'; },
      /^'production' is promoted from 'qa', which does not exist; name one of 'staging', 'pre-production', 'production'$/],
    ['a promotion from itself', f => { f.environments[production].promotedFrom = 'production'; }, /in a circle/],
    ['a flow of another environment', (_, w) => { w.production.self[0].id = 'flow-staging'; },
      /^'production' has the flow flow-staging of 'staging'; /],
    ['a binding without a flow', (_, w) => { delete w.staging.self; }, /^'staging' has no flow for 'self'; /],
    ['flows of no environment', (_, w) => { w.qa = {}; }, /^bin\/flows.json has flows of 'qa', which is no environment; /],
    ['flows of no binding', (_, w) => { w.staging.onfido = []; }, /for 'onfido', which is no binding there; /],
    ['a subscription of another environment', f => { f.environments[production].providers['uae-kyc'].subscriptionIds = ['subscription-staging']; },
      /^'production' has the subscription subscription-staging of 'staging'; /],
    ['no subscription where the provider binds by it', f => { delete f.environments[staging].providers['uae-kyc'].subscriptionIds; },
      /^'staging' has no subscriptionIds for 'uae-kyc'; /],
    ['an API domain that only the environment should know', f => { f.environments[production].providers['uae-kyc'].apiDomain = 'api.uae-staging.example.net'; },
      /^'production' has the apiDomain api.uae-staging.example.net \(uae-kyc\) of 'staging'; /],
    ['a GitHub environment twice', f => { f.environments[production].ci.environment = 'Staging'; },
      /^'production' may be deployed by the GitHub environment example\/verification:staging of 'staging'; /],
    ['an unknown key', f => { f.environments[staging].acount = '1'; }, /^'staging': has the unknown key 'acount'; remove it or correct its spelling$/],
    ['an unknown key deep inside', f => { f.environments[staging].network.nat = 1; }, /^'staging': network has the unknown key 'nat'; /],
    ['an unknown provider', f => { f.environments[staging].providers.self.provider = 'acme'; }, /^'staging': providers.self.provider is 'acme'; give one of 'self', 'uae-kyc', 'standard-webhooks'$/],
    ['a scheme that no binding can use', f => { f.environments[staging].providers.self.scheme = 'stripe'; }, /^'staging': providers.self.scheme is 'stripe'; give one of 'svix', 'standard-webhooks', 'uae-press'$/],
    ['a scheme without what the provider binds by', f => { f.environments[staging].providers['uae-kyc'].scheme = 'svix'; }, /^'staging' has the scheme svix for 'uae-kyc', which carries no subscription; leave it out$/],
    ['a wrong type', f => { f.environments[staging].domain.delegated = 'yes'; }, /^'staging': domain.delegated is 'yes'; give a boolean$/],
    ['a missing value', f => { delete f.environments[staging].owner; }, /^'staging': owner is missing; give a string$/],
    ['a retention that CloudWatch does not know', f => { f.environments[staging].logRetentionDays = 45; }, /^'staging': logRetentionDays is 45; give a retention/],
    ['a secret in the wrong file', f => { f.environments[staging].owner = 'sk_live_0123456789'; },
      /^bin\/environments.ts: environments.0.owner holds secret material; revoke it/],
    ['a root id that is none', f => { f.organization.rootId = 'root'; }, /^the organization: rootId is 'root'; /],
    ['an organization id that is none', f => { f.organization.organizationId = 'r-ab12'; }, /^the organization: organizationId is 'r-ab12'; /],
    ['an administration of many roles', f => { f.organization.administrationRole = 'Admin*'; },
      /^the organization: administrationRole is 'Admin\*'; give the name of one role, with its path and without wildcards$/],
    ['the name of the organization\'s trail', f => { f.environments[staging].name = 'trail'; }, /^'trail' is the name of the organization's trail; rename the environment$/],
  ])('%s', (_, spoil, expected) => {
    const problems = problemsOf(spoil);
    expect(problems.filter(problem => expected.test(problem))).toHaveLength(1);
  });
});

test('all problems are reported at once', () => {
  const problems = problemsOf((f) => {
    f.environments[staging].network.cidr = 'nonsense';
    f.environments[preProduction].owner = 7;
    f.environments[production].data = 'sandbox';
    f.organization.managementAccount = '9';
  });
  expect(problems.join('\n')).toMatch(/'staging': network.cidr[^]*'pre-production': owner[^]*'production' has live credentials/);
  expect(problems.join('\n')).toMatch(/the organization: managementAccount is '9'/);
});

test('an unsound part keeps nothing else of its environment from being compared', () => {
  const problems = problemsOf((f, w) => {
    for (const environment of f.environments) environment.acount = 1;
    f.environments[production].account = '111111111111';
    f.environments[production].owner = 7;
    f.environments[preProduction].domain.zone = 'Not A Zone';
    f.environments[preProduction].network.cidr = f.environments[staging].network.cidr;
    w.production.self[0].id = 'flow-staging';
    w.production.self[0].ruleset = {};
    w.qa = { self: [{ id: 'flow-pre-production' }] };
  }).join('\n');
  expect(problems.match(/unknown key 'acount'/g)).toHaveLength(3);
  for (const expected of [
    /'production': owner is 7/, /'production' reuses account 111111111111 of 'staging'/, /'pre-production': domain.zone is 'Not A Zone'/,
    /'pre-production' has the block 10.10.0.0\/20, which overlaps/, /bin\/flows.json: .*unknown key 'ruleset'/,
  ]) expect(problems).toMatch(expected);
  expect(problems).not.toMatch(/unsound/);
});

test('a secret is never repeated in the message', () => {
  const problems = problemsOf((f) => { f.environments[staging].account = 'sk_live_0123456789abcdef'; });
  expect(problems.join('\n')).not.toContain('0123456789abcdef');
  expect(problems.length).toBeGreaterThan(0);
});

test.each([undefined, null, 7, 'fleet', [], {}, { environments: {} }, { organization: null, environments: [null, 1, 'x'] }])(
  'what is no fleet at all is refused in words: %j', (input) => {
    expect(() => validateFleet(input, flows)).toThrow(InvalidFleet);
  });

test('whatever stands in the files, the answer is a valid fleet or an InvalidFleet', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (organization, other) => {
    expect(() => validateFleet({ organization, environments: [other, fleet.environments[0]] }, other)).toThrow(InvalidFleet);
  }), { numRuns: 200 });
});

test('two environments that share a provider organization leave no key for rotation: a warning', () => {
  const shared = copy(fleet);
  shared.environments[staging].providers.self.organizationId = 'one';
  shared.environments[preProduction].providers.self.organizationId = 'one';
  expect(validateFleet(shared, flows).warnings).toEqual([
    '\'staging\', \'pre-production\' share the organization one of self, which allows 2 active keys: none is left for rotation; use one organization each',
  ]);
});

test('fixed addresses at which nothing answers yet, and a receiver that starts cold for a provider without patience: warnings', () => {
  const config = copy(withStaticFront('production'));
  expect(validateFleet(config, flows).warnings).toEqual([
    '\'production\' is called by \'uae-kyc\', which waits 500 ms, and a receiver that starts cold takes longer: it repeats the delivery; set receiver.provisionedConcurrency to keep instances warm',
  ]);
  config.environments[production].receiver = { provisionedConcurrency: 1 };
  expect(validateFleet(config, flows).warnings).toEqual([]);
  config.environments[production].domain.delegated = false;
  expect(validateFleet(config, flows).warnings).toEqual([expect.stringMatching(/^'production' has static ingress, and nothing answers at its addresses before production\.example\.com is delegated: /)]);
});

test('three environments cannot share a provider organization of two keys', () => {
  const problems = problemsOf((f, w) => {
    f.environments.push({ ...copy(fleet.environments[staging]), name: 'qa', account: '444444444444' });
    w.qa = { 'self': [{ id: 'flow-qa' }], 'uae-kyc': [{ id: 'journey-qa' }] };
    for (const index of [staging, preProduction, 3]) f.environments[index].providers.self.organizationId = 'one';
  });
  expect(problems.join('\n')).toMatch(/share the organization one of self, which allows 2 active keys; use one organization each/);
});

test('what onboarding still owes is listed with its place and source', () => {
  const owing = copy(fleet);
  owing.environments[production].network.egressAddresses[0] = pending('the first deploy');
  owing.organization.rootId = pending('aws organizations list-roots');
  expect(validateFleet(owing, flows).open).toEqual([
    'organization.rootId: aws organizations list-roots',
    'production.network.egressAddresses[0]: the first deploy',
  ]);
});
