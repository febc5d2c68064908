// a release from the commands' side to the gate's: what is prepared is what the gate takes, wherever the preparation was interrupted.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accounts, assetsBucket, region, writeAssembly } from '../../lambda/gate/support/assembly';
import { FakeAccount } from '../../lambda/gate/support/fake-account';
import { call, evidenceOf, idOf, keys, releasesBucket, sealWith, signOffOf } from '../../lambda/gate/support/release';
import { assemblyDigest } from '../../../lib/promotion/assembly-digest';
import { digestOf, writeEvidence, writeSignOff } from '../../../lib/promotion/evidence';
import { prepareRelease, writeDocument, type DeliveryAccess, type MakeChangeSets } from '../../../lib/promotion/release';

const id = idOf(1);
const assembly = writeAssembly();
const documents = mkdtempSync(join(tmpdir(), 'bulkhead-prepare-test-'));
const { digest } = assemblyDigest(assembly);

beforeAll(async () => {
  const body = writeEvidence(digest, evidenceOf(id, digest));
  writeDocument(documents, 'evidence', JSON.stringify(await sealWith(body, keys.evidence)));
  writeDocument(documents, 'signOff', JSON.stringify(await sealWith(writeSignOff(digest, digestOf(body), signOffOf(id)), keys.signOff)));
});
afterAll(() => {
  for (const folder of [assembly, documents]) rmSync(folder, { recursive: true, force: true });
});

const accessOf = (account: FakeAccount): DeliveryAccess => ({
  caller: `arn:aws:sts::${accounts.production}:assumed-role/bulkhead-ci/run`,
  environment: { account: accounts.production, region, qualifier: 'own', config: { name: 'production' }, flows: {} },
  s3: account.client, place: () => Promise.resolve(releasesBucket), deployment: () => Promise.resolve(account.client), publishing: () => Promise.resolve(account.client),
} as unknown as DeliveryAccess);

/** What the toolkit does: it finds the assets published. */
const toolkitOn = (account: FakeAccount): MakeChangeSets => ({ stacks, changeSet }) => {
  for (const stack of stacks) {
    const name = stack.split('-')[1]!;
    account.prepare(stack, changeSet, readFileSync(join(assembly, 'assembly-Production', `${name}.template.json`), 'utf8'), { BootstrapVersion: '/cdk-bootstrap/own/version' }, { owner: 'identity' });
  }
  return Promise.resolve(0);
};

const prepare = (account: FakeAccount, folder = assembly) =>
  prepareRelease(accessOf(account), { assembly: folder, documents, makeChangeSets: toolkitOn(account), say: () => {} });

test('what is prepared is what the gate takes', async () => {
  const account = new FakeAccount();
  expect(await prepare(account)).toEqual({ release: id });
  expect(account.executed).toEqual([]);
  expect(await call(account, id)).toMatchObject({ outcome: 'done', reasons: [] });
});

test('interrupted at any one of its calls and run again, it prepares the same', async () => {
  const whole = new FakeAccount();
  await prepare(whole);
  const contents = (account: FakeAccount) => [...account.objects].map(([key, { bytes }]) => [key, bytes.toString('base64')]).sort();
  for (let at = 1; at <= whole.calls.length; at += 1) {
    const account = new FakeAccount();
    account.interrupt = number => (number === at ? 'after' : undefined);
    await expect(prepare(account)).rejects.toThrow();
    await prepare(account);
    expect(contents(account)).toEqual(contents(whole));
    expect((await call(account, id)).outcome).toBe('done');
  }
});

test('change sets of earlier attempts are taken away, and the release\'s own stays', async () => {
  const account = new FakeAccount();
  account.prepare('Production-App', 'cdk-deploy-change-set', '{}', {}, {});
  await prepare(account);
  expect([...account.changeSets.values()].map(({ name }) => name)).toEqual([`bulkhead-${id}`, `bulkhead-${id}`]);
});

test('another assembly than the one that was accepted is not brought before the gate', async () => {
  const account = new FakeAccount();
  const other = writeAssembly();
  writeFileSync(join(other, 'asset.1', 'index.js'), 'other');
  await expect(prepare(account, other)).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(/take the assembly that was accepted/) });
  rmSync(other, { recursive: true });
  expect(account.calls).toEqual([]);
});

test('an asset is published under its key once: what somebody put there before stays, and the gate refuses it', async () => {
  const account = new FakeAccount();
  const key = `${assetsBucket(accounts.production)}/code-1.zip`;
  account.put(assetsBucket(accounts.production), 'code-1.zip', 'evil');
  await prepare(account);
  expect(account.objects.get(key)).toMatchObject({ version: 1, bytes: Buffer.from('evil') });
  expect(await call(account, id)).toMatchObject({ outcome: 'refused', reasons: [{ code: 'asset-differs', message: expect.stringContaining('administration') }] });
  account.objects.delete(key);
  await prepare(account);
  expect(await call(account, id)).toMatchObject({ outcome: 'done' });
});
