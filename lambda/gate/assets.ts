import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { readObject } from './archive';
import type { GateClients } from './clients';
import type { Reason } from './contract';
import { readPublished, sameFiles, type FileContents } from './packed';
import type { GateSettings } from './settings';
import type { ReleaseStack } from './stacks';
import { isObject } from '../../lib/audit/assembly/shape';
import type { AssetReference } from '../../lib/audit/assembly/types';

/** An object that was compared with the archive, and the version that was. */
export interface CheckedAsset {
  readonly key: string;
  readonly version: string;
}

const filesOf = (path: string): FileContents => {
  if (!statSync(path).isDirectory()) return new Map([['', readFileSync(path)]]);
  const below = (folder: string): [string, Buffer][] => readdirSync(join(path, folder), { withFileTypes: true }).flatMap(entry => {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? below(name) : [[name, readFileSync(join(path, name))] as [string, Buffer]];
  });
  return new Map(below(''));
};

/** The one place that an asset goes to; anything but the environment's own bucket is no place. */
export const placeOf = ({ kind, entry }: AssetReference, { assetsBucket, region }: GateSettings): { key: string; packed: boolean } | undefined => {
  const destinations = Object.values(isObject(entry.destinations) ? entry.destinations : {});
  const [destination] = destinations;
  if (kind !== 'file' || destinations.length !== 1 || !isObject(destination) || !isObject(entry.source)) return undefined;
  const { bucketName, objectKey: key, region: itsRegion = region } = destination;
  if (bucketName !== assetsBucket || itsRegion !== region || typeof key !== 'string') return undefined;
  return { key, packed: entry.source.packaging === 'zip' };
};

/** Compares what CloudFormation will take from the bucket with the archive, file by file and byte by byte. */
export const checkAssets = async (
  clients: GateClients, settings: GateSettings, { name, assets }: ReleaseStack,
): Promise<{ reasons: Reason[]; checked: CheckedAsset[] }> => {
  const [reasons, checked] = [[] as Reason[], [] as CheckedAsset[]];
  for (const asset of assets) {
    const place = placeOf(asset, settings);
    if (place === undefined || asset.path === undefined) {
      reasons.push({ code: 'asset-unverifiable', message: `the asset ${asset.id} of ${name} is no file for the environment's own bucket, so it cannot be compared` });
      continue;
    }
    const object = await readObject(clients, settings.assetsBucket, place.key, settings.account);
    if (object === undefined) reasons.push({ code: 'asset-missing', message: `${place.key} of ${name} is not in the bucket; run \`bulkhead release prepare\`` });
    else if (!sameFiles(readPublished(object.bytes, place.packed), filesOf(asset.path))) {
      reasons.push({ code: 'asset-differs', message: `${place.key} of ${name} is not what the archive has; the account's administration looks who published it and deletes it, then \`bulkhead release prepare\` publishes it anew` });
    } else checked.push({ key: place.key, version: object.version });
  }
  return { reasons, checked };
};

/** Whether what was compared is still what the bucket gives: nothing may change it between the comparison and CloudFormation's reading. */
export const recheckAssets = async ({ s3 }: GateClients, { assetsBucket, account }: GateSettings, checked: readonly CheckedAsset[]): Promise<Reason[]> => {
  const reasons: Reason[] = [];
  for (const { key, version } of checked) {
    const { VersionId: id, ETag: tag } = await s3.send(new HeadObjectCommand({ Bucket: assetsBucket, Key: key, ExpectedBucketOwner: account }));
    if (`${id ?? ''} ${tag ?? ''}` !== version) reasons.push({ code: 'asset-changed', message: `${key} was replaced while its stack was changed` });
  }
  return reasons;
};
