import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { GateClients } from './clients';
import { releaseKeys } from './contract';
import { refuse } from './refused';
import type { GateSettings } from './settings';
import { assemblyDigest } from '../../lib/promotion/assembly-digest';
import type { AssemblyDigest } from '../../lib/promotion/evidence';
import { isNamed } from '../webhook/aws';
import { mapLimited } from '../webhook/limit';

const MOST_FILES = 20_000;
/** What the function's disk takes, twice over. */
const MOST_BYTES = 1024 ** 3;
const PARALLEL = 16;

/** A key's part below the assembly, as a path that stays inside of it. */
const pathIn = (prefix: string, key: string): string => {
  const path = key.slice(prefix.length);
  if (!key.startsWith(prefix) || path.length > 900 || path.split('/').some(part => part === '' || part === '.' || part === '..') || /[\p{Cc}\\]/u.test(path)) {
    return refuse('archive-differs', `the archive has an object that is no file of an assembly: ${JSON.stringify(key.slice(0, 200))}`);
  }
  return path;
};

const listed = async ({ s3 }: GateClients, { bucket, account }: GateSettings, prefix: string): Promise<string[]> => {
  const [keys, bytes] = [[] as string[], { left: MOST_BYTES }];
  let token: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token, ExpectedBucketOwner: account }));
    for (const { Key: key, Size: size } of page.Contents ?? []) {
      bytes.left -= size ?? Infinity;
      if (key === undefined || bytes.left < 0 || keys.length >= MOST_FILES) return refuse('archive-differs', 'the archive is larger than the gate reads');
      keys.push(key);
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return keys;
};

/** An object's bytes; `undefined` where there is none. */
export const readObject = async ({ s3 }: GateClients, bucket: string, key: string, account: string): Promise<{ bytes: Buffer; version: string } | undefined> => {
  try {
    const { Body: body, VersionId: version, ETag: tag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, ExpectedBucketOwner: account }));
    if (body === undefined) throw new Error('malformed bucket answer');
    return { bytes: Buffer.from(await body.transformToByteArray()), version: `${version ?? ''} ${tag ?? ''}` };
  } catch (error) {
    if (isNamed(error, 'NoSuchKey')) return undefined;
    throw error;
  }
};

/** Brings an assembly from the bucket into an empty folder and says what it is; nothing about it is believed. */
export const fetchArchive = async (clients: GateClients, settings: GateSettings, assembly: AssemblyDigest, folder: string): Promise<void> => {
  const prefix = releaseKeys.assembly(assembly.slice('sha256:'.length));
  const files = (await listed(clients, settings, prefix)).map(key => ({ key, path: pathIn(prefix, key) }));
  if (!files.some(({ path }) => path === 'manifest.json')) refuse('archive-incomplete', `the archive of ${assembly} is not there; run \`bulkhead release prepare\``);
  await mapLimited(files, PARALLEL, async ({ key, path }) => {
    const object = await readObject(clients, settings.bucket, key, settings.account) ?? refuse('archive-incomplete', `${path} went missing from the archive`);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), object.bytes, { flag: 'wx' });
  });
  const { digest, files: digested } = assemblyDigest(folder);
  // what the digest leaves out may not be there: it could be read all the same.
  if (digest !== assembly || digested.length !== files.length) {
    refuse('archive-differs', `the archive is ${digest} in ${files.length} files, and the evidence is about ${assembly}`);
  }
};
