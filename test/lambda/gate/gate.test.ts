import { accounts, assetsBucket, packed } from './support/assembly';
import { FakeAccount } from './support/fake-account';
import { call, codes, evidenceOf, idOf, now, prepareRelease } from './support/release';
import { changeSetName } from '../../../lambda/gate/contract';

const DAY_MS = 24 * 3_600_000;

const prepared = async () => {
  const account = new FakeAccount();
  return { account, release: await prepareRelease(account) };
};

/** An account that has had its first release, and what it looked like afterwards. */
const released = async () => {
  const { account, release } = await prepared();
  await call(account, release.id);
  account.executed.splice(0);
  return { account, first: release, templates: () => [...account.stacks.values()].map(({ template }) => template) };
};

test('a release with everything that it needs is executed, in the order in which the stacks need each other', async () => {
  const { account, release } = await prepared();
  expect(await call(account, release.id)).toEqual({
    version: 1, release: release.id, outcome: 'done', reasons: [],
    stacks: [{ name: 'Production-Data', state: 'done' }, { name: 'Production-App', state: 'done' }],
  });
  expect(account.executed).toEqual(['Production-Data', 'Production-App']);
  expect([...account.stacks.values()].map(({ status }) => status)).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
});

test('a nested stack goes with the one around it', async () => {
  const account = new FakeAccount();
  const release = await prepareRelease(account, { assembly: { nested: true } });
  expect(await call(account, release.id)).toMatchObject({ outcome: 'done', reasons: [] });
});

test('a stack that is as the archive says already needs no change set', async () => {
  const { account } = await released();
  const release = await prepareRelease(account, { number: 2 });
  account.changeSets.clear();
  expect(await call(account, release.id)).toMatchObject({ outcome: 'done', stacks: [{ state: 'current' }, { state: 'current' }] });
  expect(account.executed).toEqual([]);
});

test('a stack without a change set is asked for, and what stands before it is executed already', async () => {
  const { account, release } = await prepared();
  account.changeSets.delete(release.changeSets.App.id);
  account.stacks.delete('Production-App');
  expect(await call(account, release.id)).toMatchObject({ outcome: 'prepare', stacks: [{ state: 'done' }, { state: 'unprepared' }] });
  release.prepareStack('App');
  expect(await call(account, release.id)).toMatchObject({ outcome: 'done' });
  expect(account.executed).toEqual(['Production-Data', 'Production-App']);
});

test('a change that takes longer than the function lives is waited for by the next call', async () => {
  const { account, release } = await prepared();
  expect((await call(account, release.id, { time: 0 })).outcome).toBe('in-progress');
  expect((await call(account, release.id)).outcome).toBe('done');
  expect(account.executed).toEqual(['Production-Data', 'Production-App']);
});

test('a change that shows in its stack a moment after it was begun is waited for', async () => {
  const { account, release } = await prepared();
  account.lag = 3;
  expect(await call(account, release.id)).toMatchObject({ outcome: 'done', reasons: [] });
});

test('a check says what would happen, and nothing happens', async () => {
  const { account, release } = await prepared();
  expect(await call(account, release.id, { check: true })).toMatchObject({ outcome: 'ready', stacks: [{ state: 'prepared' }, { state: 'prepared' }] });
  account.changeSets.delete(release.changeSets.App.id);
  expect(await call(account, release.id, { check: true })).toMatchObject({ outcome: 'prepare', stacks: [{ state: 'prepared' }, { state: 'unprepared' }] });
  release.changeSets.Data.template = '{}';
  expect(codes(await call(account, release.id, { check: true }))).toEqual(['change-set-template']);
  expect([account.executed, account.items.size]).toEqual([[], 0]);
});

test('the same release a second time changes nothing, whatever was prepared since', async () => {
  const { account, first } = await released();
  const before = JSON.stringify([...account.items]);
  account.prepare('Production-App', changeSetName(first.id), '{}', {}, {});
  expect(await call(account, first.id)).toMatchObject({ outcome: 'done', reasons: [] });
  expect(account.executed).toEqual([]);
  expect(JSON.stringify([...account.items])).toBe(before);
});

test('evidence that was taken is not taken for another content or under another id', async () => {
  const { account, release } = await prepared();
  account.failing.add('Production-Data');
  await call(account, release.id);
  const other = await prepareRelease(account, { evidence: before => ({ ...before, maker: `${before.maker}8` }) });
  expect(codes(await call(account, other.id))).toEqual(['evidence-replayed']);
  const again = await prepareRelease(account, { number: 2, evidence: before => ({ ...before, id: idOf(1) }) });
  expect(codes(await call(account, again.id))).toContain('evidence-release');
});

test('a failed stack stops the release, and the release goes on when the stack is prepared again', async () => {
  const { account, release } = await prepared();
  account.failing.add('Production-Data');
  const failed = await call(account, release.id);
  expect(failed).toMatchObject({ outcome: 'failed', stacks: [{ state: 'failed' }, { state: 'prepared' }] });
  expect(codes(failed)).toEqual(['stack-failed']);
  expect(await call(account, release.id)).toMatchObject({ outcome: 'failed' });
  expect(account.executed).toEqual(['Production-Data']);
  account.stacks.delete('Production-Data');
  release.prepareStack('Data');
  expect(await call(account, release.id)).toMatchObject({ outcome: 'done' });
});

test('what was begun in time is finished after the evidence has expired', async () => {
  const { account, release } = await prepared();
  await call(account, release.id, { time: 0 });
  expect((await call(account, release.id, { at: now + 2 * DAY_MS })).outcome).toBe('done');
});

test('a release that was accepted and never begun is not finished after the evidence has expired', async () => {
  const { account, release } = await prepared();
  account.changeSets.clear();
  account.stacks.clear();
  expect((await call(account, release.id)).outcome).toBe('prepare');
  expect(codes(await call(account, release.id, { at: now + 2 * DAY_MS }))).toEqual(['evidence-expired']);
});

test('one release at a time', async () => {
  const { account, release } = await prepared();
  await call(account, release.id, { time: 0 });
  account.changeSets.clear();
  const second = await prepareRelease(account, { number: 2, assembly: { version: 2 } });
  account.stacks.get('Production-Data')!.status = 'CREATE_COMPLETE';
  expect(codes(await call(account, second.id))).toEqual(['other-release']);
});

test('a rollback returns to an assembly that was accepted before, without new runs, and closes the release that failed', async () => {
  const { account, first, templates } = await released();
  const accepted = templates();
  const second = await prepareRelease(account, { number: 2, assembly: { version: 2 } });
  account.failing.add('Production-App');
  expect((await call(account, second.id)).outcome).toBe('failed');
  expect(templates()).not.toEqual(accepted);
  account.changeSets.clear();
  const back = await prepareRelease(account, {
    number: 3, evidence: () => ({ ...evidenceOf(idOf(3), first.digest), kind: 'rollback', acceptance: undefined, load: undefined }),
  });
  expect(await call(account, back.id)).toMatchObject({ outcome: 'done', stacks: [{ state: 'done' }, { state: 'current' }] });
  expect(templates()).toEqual(accepted);
  expect(codes(await call(account, second.id))).toContain('other-release');
});

test('a rollback to what was never accepted is refused', async () => {
  const account = new FakeAccount();
  const { id } = await prepareRelease(account, { evidence: before => ({ ...before, kind: 'rollback', acceptance: undefined, load: undefined }) });
  expect(codes(await call(account, id))).toEqual(['rollback-unknown']);
});

test('a release that was signed off and never used is not executed after a newer one', async () => {
  const account = new FakeAccount();
  const older = await prepareRelease(account);
  account.changeSets.clear();
  account.stacks.clear();
  const newer = await prepareRelease(account, { number: 2, assembly: { version: 2 }, evidence: before => ({ ...before, createdAt: new Date(now - 5_400_000).toISOString() }) });
  expect((await call(account, newer.id)).outcome).toBe('done');
  for (const stack of ['Data', 'App'] as const) older.prepareStack(stack);
  account.executed.splice(0);
  expect(codes(await call(account, older.id))).toEqual(['evidence-superseded']);
  expect(account.executed).toEqual([]);
});

test('an asset that is replaced between the comparison and the end of the change fails the release for good', async () => {
  const { account, release } = await prepared();
  account.onExecute = () => account.put(assetsBucket(accounts.production), 'code-1.zip', packed(2));
  expect(codes(await call(account, release.id))).toEqual(['asset-changed']);
  expect(codes(await call(account, release.id))).toEqual(['asset-changed']);
});
