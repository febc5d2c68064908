// the way back goes through the same gate: only what was accepted here before, and everything about it examined as for any release.
import { accounts, assetsBucket, packed } from './support/assembly';
import { FakeAccount } from './support/fake-account';
import { call, codes, idOf, newKey, now, prepareRelease, releasesBucket, type ReleaseOptions } from './support/release';
import { changeSetName, releaseKeys } from '../../../lambda/gate/contract';
import type { Evidence } from '../../../lib/promotion/evidence';

const hour = 3_600_000;
const stated = (hours: number) => (evidence: Evidence): Evidence => ({ ...evidence, createdAt: new Date(now + hours * hour).toISOString() });
const rollback = (hours: number) => (evidence: Evidence): Evidence =>
  ({ ...stated(hours)(evidence), kind: 'rollback', acceptance: undefined, load: undefined, connectivity: undefined });

type Prepared = Awaited<ReturnType<typeof prepareRelease>>;

/** Production had version 1, and now has version 2, which was a mistake; both were accepted. */
const mistaken = async () => {
  const account = new FakeAccount();
  const first = await prepareRelease(account, { evidence: stated(-2) });
  expect((await call(account, first.id)).outcome).toBe('done');
  const templates = () => [...account.stacks.values()].map(({ template }) => template);
  const accepted = templates();
  const second = await prepareRelease(account, { number: 2, assembly: { version: 2 }, evidence: stated(-1.8) });
  expect((await call(account, second.id)).outcome).toBe('done');
  account.executed.splice(0);
  const back = (options: ReleaseOptions = {}) => prepareRelease(account, { number: 3, evidence: rollback(-1.5), ...options });
  return { account, first, second, accepted, templates, back };
};

test('the assembly before is accepted again, without new runs, and executed once', async () => {
  const { account, accepted, templates, back } = await mistaken();
  const { id } = await back();
  expect(await call(account, id)).toMatchObject({ outcome: 'done', reasons: [], stacks: [{ state: 'done' }, { state: 'done' }] });
  expect(templates()).toEqual(accepted);
  expect(account.executed).toEqual(['Production-Data', 'Production-App']);
  expect((await call(account, id)).outcome).toBe('done');
  expect(account.executed).toHaveLength(2);
});

const spoils: readonly [string, (account: FakeAccount, release: Prepared) => void, string][] = [
  ['without a sign-off', (account, { id }) => { account.objects.delete(`${releasesBucket}/${releaseKeys.signOff(id)}`); }, 'sign-off-missing'],
  ['with a flipped byte in its archive', (account, { digest }) => { account.put(releasesBucket, `${releaseKeys.assembly(digest.slice(7))}manifest.json`, '{}'); }, 'archive-differs'],
  ['with a change set that says something else', (_, { changeSets }) => { changeSets.App.template = '{}'; }, 'change-set-template'],
  ['with a change set on a stack that it has not', (account, { id }) => { account.prepare('Production-Other', changeSetName(id), '{}', {}, {}); }, 'extra-stack'],
  ['with code that is not the archive\'s', account => { account.put(assetsBucket(accounts.production), 'code-1.zip', packed(2)); }, 'asset-differs'],
];

test.each(spoils)('%s it is refused and nothing is executed', async (_, spoil, code) => {
  const { account, back, templates } = await mistaken();
  const release = await back();
  spoil(account, release);
  const before = templates();
  expect(codes(await call(account, release.id))).toContain(code);
  expect([account.executed, templates()]).toEqual([[], before]);
});

test.each<[string, ReleaseOptions, string]>([
  ['stated with another key', { key: newKey() }, 'evidence-signature'], ['signed off with another key', { signOffKey: newKey() }, 'sign-off-signature'],
  ['whose evidence has ended', { evidence: before => ({ ...rollback(-1.5)(before), expiresAt: new Date(now - hour).toISOString() }) }, 'evidence-expired'],
  ['stated before the release that it is to undo', { evidence: rollback(-1.9) }, 'evidence-superseded'],
  ['to an assembly that was never accepted', { assembly: { version: 3 } }, 'rollback-unknown'],
])('one that is %s is refused', async (_, options, code) => {
  const { account, back } = await mistaken();
  const { id } = await back(options);
  expect(codes(await call(account, id))).toContain(code);
  expect(account.executed).toEqual([]);
});

test('an older assembly that was signed and never executed was never accepted', async () => {
  const { account, back } = await mistaken();
  // brought before the gate and stopped at its first stack: begun is not accepted.
  account.failing.add('Production-Data');
  const third = await prepareRelease(account, { number: 4, assembly: { version: 4 }, evidence: stated(-1.6) });
  expect((await call(account, third.id)).outcome).toBe('failed');
  account.executed.splice(0);
  const { id } = await back({ assembly: { version: 4 } });
  expect(codes(await call(account, id))).toContain('rollback-unknown');
  expect(account.executed).toEqual([]);
});

test('the evidence of the earlier release brings nothing back by itself', async () => {
  const { account, first, templates } = await mistaken();
  const before = templates();
  for (const stack of ['Data', 'App'] as const) first.prepareStack(stack);
  expect((await call(account, first.id)).outcome).toBe('done');
  expect([account.executed, templates()]).toEqual([[], before]);
});

test('after it the next release goes its ordinary way', async () => {
  const { account, back } = await mistaken();
  expect((await call(account, (await back()).id)).outcome).toBe('done');
  const next = await prepareRelease(account, { number: 5, assembly: { version: 5 }, evidence: stated(-1.2) });
  expect(idOf(5)).toBe(next.id);
  expect((await call(account, next.id)).outcome).toBe('done');
});
