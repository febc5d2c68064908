import { FakeAccount } from './support/fake-account';
import { call, prepareRelease } from './support/release';
import type { GateAnswer } from '../../../lambda/gate/contract';

const outcome = async (account: FakeAccount, id: string): Promise<GateAnswer['outcome'] | 'thrown'> => {
  try {
    return (await call(account, id)).outcome;
  } catch {
    return 'thrown';
  }
};

/** What an account looks like after a release that nothing interrupted. */
const uninterrupted = async () => {
  const account = new FakeAccount();
  const { id } = await prepareRelease(account);
  await call(account, id);
  return { calls: account.calls.length, stacks: [...account.stacks.entries()] };
};

test.each(['before', 'after'] as const)('interrupted %s any one of its calls, the gate called again comes to the same end and executes nothing twice', async when => {
  const { calls, stacks } = await uninterrupted();
  expect(calls).toBeGreaterThan(30);
  for (let at = 1; at <= calls; at += 1) {
    const account = new FakeAccount();
    const { id } = await prepareRelease(account);
    account.interrupt = number => (number === at ? when : undefined);
    const ends = [await outcome(account, id), await outcome(account, id), await outcome(account, id)];
    expect({ at, last: ends.at(-1) }).toEqual({ at, last: 'done' });
    expect(account.executed).toEqual(['Production-Data', 'Production-App']);
    expect([...account.stacks.entries()]).toEqual(stacks);
  }
});

test('interrupted at every call in turn, it still comes to the same end', async () => {
  const account = new FakeAccount();
  const { id } = await prepareRelease(account);
  const { stacks } = await uninterrupted();
  let [left, started] = [4, 0];
  // each call of the gate gets a little further than the one before.
  account.interrupt = number => (number - started > left ? 'before' : undefined);
  for (let tries = 0; await outcome(account, id) !== 'done'; tries += 1) {
    expect(tries).toBeLessThan(200);
    [left, started] = [left + 1, account.calls.length];
  }
  expect(account.executed).toEqual(['Production-Data', 'Production-App']);
  expect([...account.stacks.entries()]).toEqual(stacks);
});

test('two gates at once execute each change set once', async () => {
  const account = new FakeAccount();
  const { id } = await prepareRelease(account);
  await Promise.all([outcome(account, id), outcome(account, id)]);
  for (let tries = 0; await outcome(account, id) !== 'done'; tries += 1) expect(tries).toBeLessThan(5);
  expect(account.executed).toEqual(['Production-Data', 'Production-App']);
});
