import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { GetFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListBucketsCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { unzipSync } from 'fflate';

/** Unpacks an archive into a folder that must contain all of it. */
export const unpack = async (archive: Uint8Array, folder: string): Promise<void> => {
  for (const [name, content] of Object.entries(unzipSync(archive))) {
    const path = resolve(folder, name);
    if (!path.startsWith(folder + sep)) throw new Error(`archive entry '${name}' lies outside its folder`);
    if (name.endsWith('/')) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
};

const isMissing = (error: unknown) => error instanceof NoSuchKey || (error as Error).name === 'NoSuchKey';

/** Finds an object in the account's buckets: the embedded AWS tells the key of a function's code but not its bucket. */
export const download = async (s3: S3Client, key: string): Promise<Uint8Array> => {
  const { Buckets: buckets = [] } = await s3.send(new ListBucketsCommand({}));
  for (const { Name } of buckets) {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: Name, Key: key }));
      if (Body) return await Body.transformToByteArray();
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  throw new Error(`no bucket of the account holds the code '${key}'`);
};

/** Key of the object that a function's code was deployed from. */
export const codeKey = async (lambda: LambdaClient, name: string): Promise<string> => {
  const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName: name }));
  const key = Code?.Location && new URL(Code.Location).pathname.slice(1);
  if (!key) throw new Error(`function '${name}' has no code to run`);
  return key;
};

/** Downloads and unpacks what a function was deployed with. */
export const fetchCode = async (lambda: LambdaClient, s3: S3Client, name: string, folder: string): Promise<string> => {
  const target = join(folder, name);
  await unpack(await download(s3, await codeKey(lambda, name)), target);
  return target;
};
