import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { bodyClientOptions } from './aws';
import type { PutBody } from './inbox';

/** Puts bodies through a client of the bucket's service. */
export const bodyWriter = (client: Pick<S3Client, 'send'> = new S3Client(bodyClientOptions)): PutBody =>
  async (bucket, name, body, sha256) => {
    const answer = await client.send(new PutObjectCommand({
      Bucket: bucket,
      Key: name,
      Body: body,
      ContentType: 'application/octet-stream',
      // the service compares it with what arrived.
      ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
    }));
    if (typeof answer?.ETag !== 'string') throw new Error('malformed bucket answer');
  };
