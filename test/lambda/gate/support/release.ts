// a release of production as the commands would prepare it, for tests that spoil one thing of it.
import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accounts, assetsBucket, declaration, nestedTemplate, packed, region, writeAssembly, type AssemblyOptions } from './assembly';
import type { FakeAccount } from './fake-account';
import { changeSetName, releaseKeys, type GateAnswer } from '../../../../lambda/gate/contract';
import { gate } from '../../../../lambda/gate/gate';
import { assemblyDigest } from '../../../../lib/promotion/assembly-digest';
import { digestOf, seal, writeEvidence, writeSignOff, type AssemblyDigest, type Envelope, type Evidence, type RunResult, type SignOff } from '../../../../lib/promotion/evidence';

export interface Key { readonly secret: KeyObject; readonly publicKey: string }

export const newKey = (): Key => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return { secret: createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }), publicKey: publicKey.toString('base64') };
};

export const keys = { evidence: newKey(), signOff: newKey() };

export const sealWith = (body: Buffer, { secret, publicKey }: Key): Promise<Envelope> =>
  seal(body, publicKey, bytes => Promise.resolve(sign('sha256', bytes, { key: secret, dsaEncoding: 'der' })));

export const now = Date.parse('2030-01-10T12:00:00.000Z');
const at = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();

export const releasesBucket = 'releases';
const production = accounts.production;

export const runOf = (kind: RunResult['kind'], digest: AssemblyDigest): RunResult => ({
  kind, environment: 'staging', assemblyDigest: digest, startedAt: at(-5), finishedAt: at(-4), cases: [{ name: 'a passport is verified', passed: true }],
});

export const evidenceOf = (id: string, digest: AssemblyDigest): Evidence => ({
  version: 1, id, kind: 'promotion', source: { environment: 'staging', account: accounts.staging }, target: 'production',
  maker: `arn:aws:sts::${accounts.staging}:assumed-role/bulkhead-ci/run-17`, createdAt: at(-2), expiresAt: at(24),
  acceptance: runOf('acceptance', digest), load: runOf('load', digest), connectivity: runOf('connectivity', digest),
  audit: { verdict: 'PROVEN', reportDigest: 'a'.repeat(64) }, parity: { verdict: 'PROVEN', differences: 0 }, declaration,
});

export const signOffOf = (id: string): SignOff => ({
  version: 1, id, target: 'production', approver: `arn:aws:sts::${accounts.staging}:assumed-role/bulkhead-approver/ada`, approvedAt: at(-1), reason: 'seen in staging',
});

export const idOf = (number: number): string => `r${String(number).padStart(32, '0')}`;

export interface ReleaseOptions {
  readonly number?: number;
  readonly assembly?: AssemblyOptions;
  readonly evidence?: (evidence: Evidence) => Evidence;
  readonly signOff?: (signOff: SignOff) => SignOff;
  readonly key?: Key;
  readonly signOffKey?: Key;
}

/** Stores everything that the commands store for one release. */
export const prepareRelease = async (account: FakeAccount, options: ReleaseOptions = {}) => {
  const { number = 1, assembly = {}, evidence = x => x, signOff = x => x, key = keys.evidence, signOffKey = keys.signOff } = options;
  const [folder, id] = [writeAssembly(assembly), idOf(number)];
  const { digest } = assemblyDigest(folder);
  const body = writeEvidence(digest, evidence(evidenceOf(id, digest)));
  const envelope = await sealWith(body, key);
  const signedOff = await sealWith(writeSignOff(digest, digestOf(body), signOff(signOffOf(id))), signOffKey);
  account.put(releasesBucket, releaseKeys.evidence(id), JSON.stringify(envelope));
  account.put(releasesBucket, releaseKeys.signOff(id), JSON.stringify(signedOff));
  account.putFolder(releasesBucket, releaseKeys.assembly(digest.slice(7)), folder);
  const version = assembly.version ?? 1;
  account.put(assetsBucket(production), `code-${version}.zip`, packed(version));
  if (assembly.nested) account.put(assetsBucket(production), 'inner.json', JSON.stringify(nestedTemplate, undefined, 1));
  const prepareStack = (stack: 'Data' | 'App') => account.prepare(`Production-${stack}`, changeSetName(id),
    readFileSync(join(folder, 'assembly-Production', `${stack}.template.json`), 'utf8'), { BootstrapVersion: '/cdk-bootstrap/own/version' }, { owner: 'identity' });
  return { id, digest, folder, envelope, signedOff, version, prepareStack, changeSets: { Data: prepareStack('Data'), App: prepareStack('App') } };
};

export interface CallOptions {
  /** `pending`: the configuration has none yet. */
  readonly keys?: { evidence: string; signOff: string } | 'pending';
  /** Milliseconds that the function has; every wait takes its time. */
  readonly time?: number;
  readonly at?: number;
  readonly check?: boolean;
}

export const call = (account: FakeAccount, release: string, { keys: pinned, time = 900_000, at: moment = now, check }: CallOptions = {}): Promise<GateAnswer> => {
  let left = time;
  return gate({ version: 1, release, ...check !== undefined && { check } }, {
    clients: { cloudformation: account.client, dynamodb: account.client, s3: account.client },
    settings: {
      target: 'production', account: production, region, source: 'staging',
      keys: pinned === 'pending' ? undefined : pinned ?? { evidence: keys.evidence.publicKey, signOff: keys.signOff.publicKey },
      bucket: releasesBucket, table: 'table', assetsBucket: assetsBucket(production), executionRole: `arn:aws:iam::${production}:role/exec`,
    },
    pace: { left: () => left, wait: milliseconds => { left -= milliseconds; return Promise.resolve(); } },
    now: () => moment, scratch: tmpdir(),
  });
};

export const codes = ({ reasons }: GateAnswer): string[] => [...new Set(reasons.map(({ code }) => code))].sort();
