import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { DeliveryAccess } from './access';
import { zip } from './zip';
import { readSources } from '../../audit/assembly/read';
import { isObject } from '../../audit/assembly/shape';
import type { AssetReference } from '../../audit/assembly/types';
import { assetsBucketName } from '../../environment';
import { nameOf } from '../../operator/command-error';

/** Files that go to the environment's own bucket, by key; what goes anywhere else the gate refuses. */
const publications = (bucket: string, assets: readonly AssetReference[]) => new Map(assets.flatMap(({ kind, path, entry: { source, destinations } }) => {
  if (kind !== 'file' || path === undefined || !isObject(source) || !isObject(destinations)) return [];
  return Object.values(destinations).flatMap(place => (isObject(place) && place.bucketName === bucket && typeof place.objectKey === 'string'
    ? [[place.objectKey, () => (source.packaging === 'zip' ? zip(path) : readFileSync(path))] as const] : []));
}));

/**
 * Publishes what the stacks take from the bucket, each key once: the bucket of a gated environment accepts no write that could
 * replace something, so that what the gate has compared is what CloudFormation reads. The toolkit does not ask for that, and
 * publishes nothing that is there already.
 *
 * @returns how many objects are new
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export const publishAssets = async ({ environment, publishing }: DeliveryAccess, assembly: string, stacks: readonly string[]): Promise<number> => {
  const { account } = environment;
  const bucket = assetsBucketName(environment);
  const own = readSources([{ kind: 'assembly', path: assembly }], assembly).stacks.filter(stack => stack.account === account && stacks.includes(stack.name));
  const wanted = publications(bucket, own.flatMap(({ assets }) => assets));
  const s3 = await publishing();
  let made = 0;
  for (const [key, content] of wanted) {
    const body = content();
    try {
      await s3.send(new PutObjectCommand({
        Bucket: bucket, Key: key, Body: body, IfNoneMatch: '*', ExpectedBucketOwner: account,
        ChecksumSHA256: createHash('sha256').update(body).digest('base64'),
      }));
      made += 1;
    } catch (error) {
      // whatever lies there, the gate compares it.
      if (nameOf(error) !== 'PreconditionFailed') throw error;
    }
  }
  return made;
};
