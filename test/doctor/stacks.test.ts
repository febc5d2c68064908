// the checks of what a deployment makes: stacks, runtimes, addresses, alarms, the gate's keys.
import { look, resources, stacks, type FakeOptions } from './support/fake-world';
import { alarmsCheck } from '../../lib/doctor/checks/alarms';
import { egressCheck } from '../../lib/doctor/checks/egress';
import { evidenceKeysCheck } from '../../lib/doctor/checks/evidence-keys';
import { onboardingCheck } from '../../lib/doctor/checks/onboarding';
import { runtimesCheck } from '../../lib/doctor/checks/runtimes';
import { stacksCheck } from '../../lib/doctor/checks/stacks';
import { pending } from '../../lib/environment';
import { fleet } from '../fixtures/fleet';

const planned = ['Staging-Network', 'Staging-Webhook']
  .map(name => ({ name, account: '111111111111', region: 'me-central-1', terminationProtection: false, needs: [], resources: {} }));
const lookAtStacks = (states: Readonly<Record<string, string>>, options: FakeOptions = { planned }) =>
  look(stacksCheck, { ...options, answers: { DescribeStacks: stacks(states) } });

test('stacks that all stand are in order, and those of others are none of ours', async () => {
  expect(await lookAtStacks({ 'Staging-Network': 'UPDATE_COMPLETE', 'Staging-Webhook': 'CREATE_COMPLETE', 'Other': 'ROLLBACK_COMPLETE' })).toMatchObject({
    verdict: 'ok', findings: [{ verdict: 'ok', evidence: 'Staging-Network, Staging-Webhook' }],
  });
});

test.each([
  ['CREATE_IN_PROGRESS', 'not yet', /at work/],
  ['REVIEW_IN_PROGRESS', 'not yet', /a change set waits/],
  ['ROLLBACK_COMPLETE', 'wrong', /delete the stack, then deploy it/],
  ['UPDATE_ROLLBACK_COMPLETE', 'wrong', /its last change was taken back/],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'wrong', /taking a change back/],
  ['UPDATE_ROLLBACK_FAILED', 'wrong', /continue-update-rollback --stack-name Staging-Webhook/],
  ['DELETE_FAILED', 'wrong', /delete the stack/],
  ['UPDATE_FAILED', 'wrong', /read why/],
])('a stack that is %s is %s', async (state, verdict, says) => {
  expect(await lookAtStacks({ 'Staging-Network': 'CREATE_COMPLETE', 'Staging-Webhook': state })).toMatchObject({ verdict, text: expect.stringMatching(says) });
});

test('a half-deployed environment says what stands and what is missing', async () => {
  expect((await lookAtStacks({ 'Staging-Network': 'CREATE_COMPLETE' })).findings).toEqual([
    { verdict: 'ok', evidence: 'Staging-Network' },
    { verdict: 'not yet', evidence: 'not deployed: Staging-Webhook', remedy: 'deploy it: npx cdk deploy \'Staging/*\'' },
  ]);
});

test('without an assembly, what is there is judged, and what is missing is unknown', async () => {
  expect(await lookAtStacks({ 'Staging-Network': 'UPDATE_ROLLBACK_COMPLETE', 'Staging-Secrets': 'CREATE_COMPLETE' }, {})).toMatchObject({
    verdict: 'wrong', findings: [{ verdict: 'ok', evidence: 'Staging-Secrets' }, { verdict: 'wrong' }, { verdict: 'unknown', remedy: 'run npx cdk synth --quiet first' }],
  });
});

test('what a gated environment lacks is released, not deployed', async () => {
  expect((await look(stacksCheck, { environment: 'production', planned, answers: { DescribeStacks: stacks({}) } })).text).toContain('release prepare production');
});

const functions = (...runtimes: (string | undefined)[]): FakeOptions => ({ answers: { ListFunctions: { Functions: runtimes.map(Runtime => ({ Runtime })) } } });

test.each<[FakeOptions, string, RegExp]>([
  [functions('nodejs24.x', 'nodejs24.x'), 'ok', /nodejs24\.x \(2 functions\): until 2028-04-30/],
  [functions('nodejs24.x', 'nodejs20.x'), 'wrong', /nodejs20\.x \(1 function\): deprecated since 2026-04-30/],
  [functions('cobol85'), 'unknown', /cobol85 .*not in the table of 2026-11-20 → look at https/],
  [functions(undefined), 'unknown', /container image/],
  [functions(), 'not yet', /there is no function yet/],
])('functions %j are %s', async (options, verdict, says) => {
  expect(await look(runtimesCheck, options)).toMatchObject({ verdict, text: expect.stringMatching(says) });
});

const network = fleet.environments[0]!.network;
const addresses = (...actual: string[]) => ({ DescribeStacks: stacks({ 'Staging-Network': 'CREATE_COMPLETE' }, Object.fromEntries(actual.map((address, index) => [`EgressAddress${index + 1}`, address]))) });

test.each<[string, FakeOptions, string, RegExp]>([
  ['equal', { answers: addresses('198.51.100.10') }, 'ok', /198\.51\.100\.10/],
  ['others', { answers: addresses('198.51.100.99') }, 'wrong', /the stack has 198\.51\.100\.99, the configuration 198\.51\.100\.10/],
  ['pending', { config: { network: { ...network, egressAddresses: [pending('the stack')] } }, answers: addresses('198.51.100.99') }, 'not yet', /register 198\.51\.100\.99 with every provider/],
  ['not allocated', { answers: { DescribeStacks: stacks({}) } }, 'not yet', /no address is allocated/],
])('addresses that are %s are judged', async (_, options, verdict, says) => {
  expect(await look(egressCheck, options)).toMatchObject({ verdict, text: expect.stringMatching(says) });
});

test.each<[string, string, RegExp]>([
  ['192.0.2.1', 'ok', /192\.0\.2\.1/],
  ['192.0.2.9', 'wrong', /the stack has 192\.0\.2\.9, the configuration 192\.0\.2\.1 → register 192\.0\.2\.9 with every provider and write them into ingressAddresses of 'staging'/],
])('the address that webhooks arrive at is judged as well where it is fixed: %s', async (actual, verdict, says) => {
  const outputs = { EgressAddress1: '198.51.100.10', IngressAddress1: actual };
  const config = { ingress: 'static' as const, network: { ...network, ingressAddresses: ['192.0.2.1'] } };
  const answers = { DescribeStacks: stacks({ 'Staging-Network': 'CREATE_COMPLETE' }, outputs) };
  expect(await look(egressCheck, { config, answers })).toMatchObject({ verdict, text: expect.stringMatching(says) });
  expect((await look(egressCheck, { answers })).verdict).toBe('ok');
});

const topic = 'arn:aws:sns:me-central-1:111111111111:alarms';
const subscribed = (...found: readonly (readonly [string, string])[]): FakeOptions => ({
  answers: {
    DescribeStacks: stacks({ 'Staging-Operations': 'CREATE_COMPLETE' }), ListStackResources: resources(['AWS::SNS::Topic', topic]),
    ListSubscriptionsByTopic: { Subscriptions: found.map(([Endpoint, SubscriptionArn]) => ({ Endpoint, SubscriptionArn })) },
  },
});
const email = 'alarms-staging@example.com';

test.each<[string, FakeOptions, string, RegExp]>([
  ['a confirmed address', subscribed([email, `${topic}:1`]), 'ok', /is confirmed/],
  ['an address that has not confirmed', subscribed([email, 'PendingConfirmation']), 'not yet', /follow the link/],
  ['an address that ended its subscription', subscribed([email, 'Deleted']), 'wrong', /is not subscribed/],
  ['somebody else alone', subscribed(['other@example.com', `${topic}:1`]), 'wrong', /aws sns subscribe --topic-arn arn:aws:sns/],
  ['no topic', { answers: { DescribeStacks: stacks({}) } }, 'not yet', /no topic of alarms/],
])('alarms to %s are judged', async (_, options, verdict, says) => {
  expect(await look(alarmsCheck, options)).toMatchObject({ verdict, text: expect.stringMatching(says) });
});

const keys = { evidence: 'A', signOff: 'B' };
const gate = (evidence: string): FakeOptions => ({ environment: 'production', config: { evidenceKeys: keys }, answers: { GetFunctionConfiguration: { Environment: { Variables: { BULKHEAD_EVIDENCE_KEY: evidence, BULKHEAD_SIGN_OFF_KEY: 'B' } } } } });

test.each<[string, FakeOptions, string, RegExp]>([
  ['of an environment without a gate', {}, 'ok', /not gated/],
  ['that are pending', { environment: 'production', config: { evidenceKeys: { ...keys, signOff: pending('source') } } }, 'not yet', /evidence keys pre-production prints/],
  ['that nobody gave', { environment: 'production' }, 'not yet', /the gate accepts no release/],
  ['of a gate that is not there', { environment: 'production', config: { evidenceKeys: keys } }, 'not yet', /the gate is not there yet/],
  ['that are pinned', gate('A'), 'ok', /both keys of 'pre-production' are pinned/],
  ['that differ from the gate\'s', gate(''), 'wrong', /the gate has other keys/],
])('keys %s are judged', async (_, options, verdict, says) => {
  expect(await look(evidenceKeysCheck, options)).toMatchObject({ verdict, text: expect.stringMatching(says) });
});

test('what onboarding owes is told with who gives it, and another environment\'s is not', async () => {
  const { verdict, text } = await look(onboardingCheck, {
    open: ['staging.network.prefixLists.s3: aws ec2 describe: with colon', 'flows.staging.self[0].id: the dashboard', 'staging.network.egressAddresses[0]: output', 'production.providers.self.apiDomain: Self'],
  });
  expect(verdict).toBe('not yet');
  expect(text).toBe('staging.network.prefixLists.s3 → aws ec2 describe: with colon\nflows.staging.self[0].id → the dashboard');
});
