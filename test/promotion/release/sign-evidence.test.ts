import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accounts, declaration, writeAssembly } from '../../lambda/gate/support/assembly';
import { keys, runOf } from '../../lambda/gate/support/release';
import { signDigest } from '../support/sign-digest';
import type { EnvironmentConfig } from '../../../lib/environment';
import { assemblyDigest } from '../../../lib/promotion/assembly-digest';
import { open, readEvidence, type RunResult } from '../../../lib/promotion/evidence';
import { signEvidence, signOff, type DeliveryAccess, type EvidenceRequest } from '../../../lib/promotion/release';

const now = Date.parse('2030-01-10T12:00:00.000Z');
const work = mkdtempSync(join(tmpdir(), 'bulkhead-evidence-test-'));
const assembly = writeAssembly();
const { digest } = assemblyDigest(assembly);
afterAll(() => {
  for (const each of [work, assembly]) rmSync(each, { recursive: true, force: true });
});

const ci = `arn:aws:sts::${accounts.staging}:assumed-role/bulkhead-ci/run-17`;
const ada = `arn:aws:sts::${accounts.staging}:assumed-role/bulkhead-approver/ada`;

/** Staging's delivery with keys of its own, whose digests are signed as KMS signs them. */
const accessOf = (caller: string) => {
  const objects = new Map<string, string>();
  const stored: string[] = [];
  const kms = { send: ({ input }: { input: { KeyId: string; Message?: Uint8Array; MessageType?: string } }) => {
    const key = input.KeyId === 'evidenceKey' ? keys.evidence : keys.signOff;
    if (input.Message === undefined) return Promise.resolve({ PublicKey: Buffer.from(key.publicKey, 'base64') });
    stored.push(`signed with ${input.KeyId}`);
    expect([input.MessageType, input.Message.length]).toEqual(['DIGEST', 32]);
    return Promise.resolve({ Signature: signDigest(input.Message, key.secret) });
  } };
  const s3 = { send: ({ input, constructor: { name } }: { input: { Key: string; Body?: string }; constructor: { name: string } }) => {
    if (name === 'PutObjectCommand') return Promise.resolve(objects.set(input.Key, input.Body!));
    const text = objects.get(input.Key);
    return text === undefined ? Promise.reject(Object.assign(new Error(), { name: 'NoSuchKey' })) : Promise.resolve({ Body: { transformToString: () => Promise.resolve(text) } });
  } };
  const access = { caller, kms, s3, place: (what: string) => Promise.resolve(what), environment: { account: accounts.staging, region: 'eu-central-1', config: { name: 'staging' } } } as unknown as DeliveryAccess;
  return { access, objects, stored };
};

const runFile = (kind: RunResult['kind'], change: (run: RunResult) => object = run => run): string => {
  const file = join(work, `${kind}-${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(change(runOf(kind, digest))));
  return file;
};

const request = (change: Partial<EvidenceRequest> = {}): EvidenceRequest => ({
  kind: 'promotion', target: { name: 'production', promotedFrom: 'staging' } as EnvironmentConfig, assembly, acceptance: runFile('acceptance'), load: runFile('load'),
  connectivity: runOf('connectivity', digest),
  declaration: { ...declaration, differences: [] }, hours: 24, ...change,
});

test('what the source has accepted is signed with the key of evidence and kept', async () => {
  const { access, objects, stored } = accessOf(ci);
  const { release, text } = await signEvidence(access, request(), now);
  const { assembly: of, evidence } = readEvidence(open(JSON.parse(text), keys.evidence.publicKey));
  expect([of, evidence.id, evidence.maker, evidence.expiresAt]).toEqual([digest, release, ci, '2030-01-11T12:00:00.000Z']);
  expect([...objects]).toEqual([[`releases/${release}/evidence.json`, text]]);
  expect(stored).toEqual(['signed with evidenceKey']);
});

test('whom the key does not let sign is told whom it does', async () => {
  const { access, objects } = accessOf(ada);
  const send = access.kms.send.bind(access.kms) as (command: { input: object }) => Promise<unknown>;
  Object.assign(access.kms, { send: (command: { input: object }) =>
    ('Message' in command.input ? Promise.reject(Object.assign(new Error('CANARY'), { name: 'AccessDeniedException' })) : send(command)) });
  await expect(signEvidence(access, request(), now)).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(/ada may not sign; sessions of bulkhead-ci alone/) });
  expect(objects.size).toBe(0);
});

test.each<[string, () => Partial<EvidenceRequest>, number, RegExp]>([
  ['without a run', () => ({ load: undefined }), 2, /load-missing/],
  ['without a look at its ways', () => ({ connectivity: undefined }), 2, /connectivity-missing/],
  ['with a way that does not hold', () => ({ connectivity: { ...runOf('connectivity', digest), cases: [{ name: 'allow-list uae-kyc', passed: false }] } }), 1, /connectivity-failed/],
  ['with a failed case', () => ({ acceptance: runFile('acceptance', run => ({ ...run, cases: [{ name: 'a', passed: false }] })) }), 1, /acceptance-failed/],
  ['with a run of another assembly', () => ({ acceptance: runFile('acceptance', run => ({ ...run, assemblyDigest: `sha256:${'0'.repeat(64)}` })) }), 1, /acceptance-foreign/],
  ['with a run that is no run', () => ({ acceptance: runFile('acceptance', () => ({})) }), 3, /not of the expected form/],
  ['with a file that is not there', () => ({ acceptance: join(work, 'none.json') }), 3, /cannot be read as JSON/],
  ['for a target that is promoted from elsewhere', () => ({ target: { name: 'production', promotedFrom: 'pre-production' } as EnvironmentConfig }), 3, /promoted from 'pre-production'/],
  ['about an assembly that the audit refutes', () => ({
    assembly: writeAssembly({ change: (stack, template) => { if (stack === 'Data') template.Resources.Setting.Properties.Value = `arn:aws:sqs:eu-central-1:${accounts.staging}:queue`; } }),
  }), 1, /audit-violated/],
  ['about an assembly of another shape', () => ({
    assembly: writeAssembly({ change: (stack, template) => { if (stack === 'Data') template.Resources.More = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } }; } }),
  }), 1, /parity-differs/],
])('nothing is signed %s', async (_, change, exitCode, message) => {
  const { access, objects, stored } = accessOf(ci);
  await expect(signEvidence(access, request(change()), now)).rejects.toMatchObject({ exitCode, message: expect.stringMatching(message) });
  expect([objects.size, stored]).toEqual([0, []]);
});

test('a rollback needs no runs', async () => {
  const { text } = await signEvidence(accessOf(ci).access, request({ kind: 'rollback', acceptance: undefined, load: undefined, connectivity: undefined }), now);
  expect(readEvidence(open(JSON.parse(text), keys.evidence.publicKey)).evidence).toMatchObject({ kind: 'rollback' });
});

test('a person signs off with the other key, after having been shown what it is about', async () => {
  const { access, objects, stored } = accessOf(ci);
  const { release } = await signEvidence(access, request(), now);
  const shown: string[] = [];
  const text = await signOff({ ...access, caller: ada }, release, 'seen in staging', { now: now + 1000, show: line => shown.push(line) });
  expect(objects.get(`releases/${release}/sign-off.json`)).toBe(text);
  expect(stored).toEqual(['signed with evidenceKey', 'signed with signOffKey']);
  expect(shown.join('\n')).toMatch(/promotion of sha256:.*\nfrom staging \(111111111111\) to production\n.*\nacceptance: 1 of 1 passed/);
});

test.each<[string, string, number]>([
  ['by the integration', ci, 1], ['by a person of another account', ada.replace(accounts.staging, accounts.production), 1],
])('nothing is signed off %s', async (_, caller, exitCode) => {
  const { access, stored } = accessOf(ci);
  const { release } = await signEvidence(access, request(), now);
  await expect(signOff({ ...access, caller }, release, 'seen', { now, show: () => {} })).rejects.toMatchObject({ exitCode });
  expect(stored).toEqual(['signed with evidenceKey']);
});

test('nothing is signed off that the environment did not state', async () => {
  const { access, objects, stored } = accessOf(ci);
  const { release, text } = await signEvidence(access, request(), now);
  objects.set(`releases/${release}/evidence.json`, text.replace(/"sig": "..../, '"sig": "AAAA'));
  await expect(signOff({ ...access, caller: ada }, release, 'seen', { now, show: () => {} })).rejects.toThrow(/does not count/);
  await expect(signOff({ ...access, caller: ada }, `r${'0'.repeat(32)}`, 'seen', { now, show: () => {} })).rejects.toMatchObject({ exitCode: 2 });
  expect(stored).toEqual(['signed with evidenceKey']);
});
