import { awsError, fakeWorld } from './support/fake-world';
import { checks } from '../../lib/doctor/checks';
import { callerCheck } from '../../lib/doctor/checks/caller';
import { examine } from '../../lib/doctor/run';
import { ok, notYet, unknown, wrong, type Check, type Finding } from '../../lib/doctor/types';

const check = (id: string, run: Check['run'], asksAws = true): Check => ({ id, title: id, asksAws, run });
const finds = (id: string, ...findings: Finding[]): Check => check(id, () => Promise.resolve(findings));

test.each<[string, readonly Finding[], number]>([
  ['all is well', [ok('a'), ok('b')], 0],
  ['something is still to be done', [ok('a'), notYet('b', 'c')], 2],
  ['something is unknown', [unknown('a'), ok('b')], 2],
  ['something is wrong, whatever else is unknown', [unknown('a'), wrong('b', 'c'), notYet('d', 'e')], 1],
])('where %s, the exit code says so', async (_, findings, exitCode) => {
  expect((await examine(findings.map((finding, index) => finds(`c${index}`, finding)), fakeWorld())).exitCode).toBe(exitCode);
});

test('no credentials are unusable surroundings, and what needs none is told all the same', async () => {
  const world = fakeWorld({ answers: { GetCallerIdentity: awsError('CredentialsProviderError') }, open: ['staging.network.prefixLists.s3: aws ec2'] });
  const { results, exitCode } = await examine(checks, world);
  expect(exitCode).toBe(3);
  expect(results[0]!.findings[0]).toMatchObject({ evidence: expect.stringContaining('no usable AWS credentials for \'staging\' (CredentialsProviderError)'), remedy: expect.stringContaining('aws sso login') });
  expect(results.find(({ id }) => id === 'onboarding')!.verdict).toBe('not yet');
  expect(world.asked).toEqual(['GetCallerIdentity']);
});

test('expired credentials say how to get others', async () => {
  const { results, exitCode } = await examine([], fakeWorld({ answers: { GetCallerIdentity: awsError('ExpiredTokenException') } }));
  expect(exitCode).toBe(3);
  expect(JSON.stringify(results)).toMatch(/ExpiredTokenException.*log in/);
});

test('credentials of another account ask nothing else', async () => {
  const world = fakeWorld({ answers: { GetCallerIdentity: { Account: '222222222222' } } });
  const { results, exitCode } = await examine(checks, world);
  expect(exitCode).toBe(1);
  expect(world.asked).toEqual(['GetCallerIdentity']);
  expect(results.filter(({ verdict }) => verdict === 'wrong').map(({ id }) => id)).toEqual(['caller']);
});

test.each([
  ['AccessDenied', /is denied \(AccessDenied\)/, /let whoever runs this call/],
  ['ThrottlingException', /is throttled/, /in a minute/],
  ['TimeoutError', /got no answer/, /look whether this machine reaches AWS/],
  ['ExpiredToken', /has no usable credentials/, /log in again/],
  ['InternalFailure', /failed at AWS \(InternalFailure\)/, /run the same command again/],
])('where every call but the caller\'s ends in %s, each check is unknown with its reason, and AWS is not quoted', async (name, evidence, remedy) => {
  const calls = ['GetRegionOptStatus', 'GetParameter', 'GetRole', 'GetPolicy', 'DescribeStacks', 'ListFunctions', 'GetServiceQuota'];
  const { results, exitCode } = await examine(checks, fakeWorld({ planned: [], answers: Object.fromEntries(calls.map(call => [call, awsError(name)])) }));
  const without = new Set(['caller', 'clock', 'onboarding', 'evidence-keys', 'secrets']);
  for (const { id, verdict, findings } of results.filter(result => !without.has(result.id))) {
    expect([id, verdict]).toEqual([id, 'unknown']);
    expect(findings.at(-1)!.evidence).toMatch(evidence);
    expect(findings.at(-1)!.remedy).toMatch(remedy);
  }
  expect(JSON.stringify(results)).not.toContain('what was sent may stand here');
  expect(exitCode).toBe(2);
});

test('a check that never ends does not keep the others', async () => {
  const { results } = await examine([check('hangs', () => new Promise(() => {})), finds('other', ok('fine'))], fakeWorld(), undefined, 50);
  expect(results.map(({ id, verdict }) => [id, verdict])).toEqual([['caller', 'ok'], ['hangs', 'unknown'], ['other', 'ok']]);
  expect(results[1]!.findings[0]!.evidence).toContain('no answer within 0.05 s');
});

test('a check that fails by itself says that it did, and the others go on', async () => {
  const { results } = await examine([check('broken', () => { throw new TypeError('x'); }), finds('other', ok('fine'))], fakeWorld());
  expect(results.map(({ verdict }) => verdict)).toEqual(['ok', 'unknown', 'ok']);
  expect(results[1]!.findings[0]!.evidence).toBe('the check itself failed (TypeError)');
});

test('results keep the order of the checks, and progress says what is still being looked at', async () => {
  const seen: string[] = [];
  const slow = check('slow', () => new Promise(done => { setTimeout(() => done([ok('late')]), 20); }));
  const { results } = await examine([slow, finds('quick', ok('soon'))], fakeWorld(), waiting => seen.push(waiting.join(' ')));
  expect(results.map(({ id }) => id)).toEqual(['caller', 'slow', 'quick']);
  expect(seen).toEqual(['caller slow quick', 'slow quick', 'slow', '']);
});

test('every check has an id of its own', () => {
  const ids = [callerCheck, ...checks].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
