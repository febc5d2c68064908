import { DeleteObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import type { ListObjectVersionsCommandOutput, S3Client } from '@aws-sdk/client-s3';

/** The bucket of bodies as an erasure sees it: a body is gone when none of its versions is left. */
export class Bodies {
  constructor(private readonly s3: Pick<S3Client, 'send'>, private readonly bucket: string) {}

  /** Deletes every version and every delete marker of one body; one that is not there is gone already. */
  async erase(key: string): Promise<void> {
    for await (const versions of this.versions(key)) {
      for (const VersionId of versions) await this.s3.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key, VersionId }));
    }
  }

  /** Whether a body can be read; whoever may not list keys is told of a missing one only that it may not be read. */
  async has(key: string): Promise<boolean> {
    // the versions of a key come with the latest first.
    const page = await this.s3.send(new ListObjectVersionsCommand({ Bucket: this.bucket, Prefix: key, MaxKeys: 1 }));
    if (typeof page !== 'object' || page === null) throw new Error('malformed bucket answer');
    return (page.Versions ?? []).some(version => version.Key === key && version.IsLatest === true);
  }

  private async* versions(key: string): AsyncGenerator<readonly string[]> {
    let from: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } | undefined = {};
    do {
      const page: ListObjectVersionsCommandOutput = await this.s3.send(new ListObjectVersionsCommand({ Bucket: this.bucket, Prefix: key, ...from }));
      if (typeof page !== 'object' || page === null) throw new Error('malformed bucket answer');
      // other keys may begin with this one.
      yield [...page.Versions ?? [], ...page.DeleteMarkers ?? []].flatMap(({ Key, VersionId }) => (Key === key && VersionId !== undefined ? [VersionId] : []));
      from = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
    } while (from !== undefined);
  }
}
