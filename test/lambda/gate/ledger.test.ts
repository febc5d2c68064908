import { FakeAccount } from './support/fake-account';
import { idOf } from './support/release';
import { Ledger, Overtaken } from '../../../lambda/gate/ledger';

const taken = (release = idOf(1)) => ({ release, evidenceDigest: 'e', assembly: 'sha256:a', takenAt: 1, statedAt: 1, state: 'taken', stacks: {} } as const);
const begun = { 'Production-App': { changeSet: 'c', state: 'executing', assets: [] } } as const;
const ledgerOf = () => new Ledger(new FakeAccount().client, 'table');

test('of two gates that write at once one stops', async () => {
  const ledger = ledgerOf();
  const first = await ledger.write(taken(), undefined);
  await expect(ledger.write(taken(), undefined)).rejects.toThrow(Overtaken);
  const second = await ledger.write({ ...first, state: 'executing', stacks: begun }, first);
  await expect(ledger.write({ ...first, state: 'failed' }, first)).rejects.toThrow(Overtaken);
  expect(await ledger.read(idOf(1))).toEqual(second);
});

test('a release waits for another one that is under way, and closes one that is not', async () => {
  const ledger = ledgerOf();
  const [one, other] = [await ledger.write(taken(), undefined), await ledger.write(taken(idOf(2)), undefined)];
  await ledger.begin(one);
  await ledger.begin(one);
  await expect(ledger.begin(other)).rejects.toMatchObject({ reasons: [{ code: 'other-release' }] });
  await ledger.end(one);
  await ledger.begin(other);
  await expect(ledger.begin({ ...one, stacks: begun })).rejects.toMatchObject({ reasons: [{ code: 'other-release' }] });
});

test('whoever has not begun ends nothing', async () => {
  const ledger = ledgerOf();
  const one = await ledger.write(taken(), undefined);
  await ledger.begin(one);
  await ledger.end({ ...one, release: idOf(2) });
  await expect(ledger.begin(await ledger.write(taken(idOf(2)), undefined))).rejects.toMatchObject({ reasons: [{ code: 'other-release' }] });
});

test('what is no record is no record of anything', async () => {
  const account = new FakeAccount();
  account.items.set(idOf(1), { id: { S: idOf(1) }, record: { S: 'x' } });
  await expect(new Ledger(account.client, 'table').read(idOf(1))).rejects.toThrow();
  expect(await ledgerOf().read(idOf(1))).toBeUndefined();
});
