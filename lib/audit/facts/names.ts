import type { Facts, Named, Place } from './types';
import { literalsOf, type Value } from '../resolve/value';

const nameShapes: Readonly<Record<string, readonly [shape: string, what: 'secret' | 'parameter' | 'bucket']>> = {
  'AWS::SecretsManager::Secret': ['Properties.Name', 'secret'],
  'AWS::SSM::Parameter': ['Properties.Name', 'parameter'],
  'AWS::S3::Bucket': ['Properties.BucketName', 'bucket'],
};

const BUCKET_SHAPE =
  /^(Bucket|S3Bucket|BucketName|DestinationBucket|LogBucket|DestinationBucketName|S3BucketName|BucketArn|Bucket(?:ARN|Arn)|OutputBucketName)$/;

/** Buckets of AWS itself, which every account reads. */
const PUBLIC_BUCKET =
  /^(arn:aws:s3:::)?(aws-|amazon-|amazonlinux|al20\d\d-|awscli|elasticbeanstalk-|elasticmapreduce|cloudformation-|cf-templates-|solutions-|appstream|jumpstart-|sagemaker-sample|packages\.|repo\.|patch-baseline|prod-[a-z0-9-]+-starport-layer-bucket)|-starport-layer-bucket$/;

export const isPublicBucket = (name: string): boolean => PUBLIC_BUCKET.test(name);

export interface NamePlan {
  /** The name of the resource itself. */
  readonly own?: Named['what'];
  /** A property that names a bucket. */
  readonly bucket?: boolean;
}

/** What a name at a property is of; a bucket's name means one bucket in the whole world, so that using one counts as naming it. */
export const namePlan = (type: string, shape: string): NamePlan | undefined => {
  const own = nameShapes[type];
  if (own?.[0] === shape) return { own: own[1] };
  // the bucket of assets is the deployment's, and its manifests are checked.
  if (/^Properties\.(Code|Content)\b/.test(shape)) return undefined;
  // a bucket of series of measurements is none of objects.
  if (!type.startsWith('AWS::Timestream::Influx') && BUCKET_SHAPE.test(shape.slice(shape.lastIndexOf('.') + 1))) return { bucket: true };
  return shape.startsWith('Properties.') ? {} : undefined;
};

/** Whether an empty plan has anything to look at in a value: an ARN names a bucket wherever it stands. */
export const namesBucket = (value: Value): boolean =>
  value.some(([first]) => typeof first === 'string' && first.includes(':s3:::'));

/** Records explicit names. */
export const namesOf = (facts: Facts, at: () => Place, plan: NamePlan, value: Value): void => {
  for (const text of literalsOf(value) ?? []) {
    if (plan.own) {
      if (text !== '') facts.named.push({ place: at(), text, what: plan.own });
      continue;
    }
    const bucket =
      /^arn:[^:]*:s3:::([^/*?]+)(?:\/.*)?$/.exec(text)?.[1]
      ?? (plan.bucket && /^[a-z0-9][a-z0-9.-]{2,62}$/.test(text) ? text : undefined);
    if (bucket !== undefined && !PUBLIC_BUCKET.test(bucket)) facts.named.push({ place: at(), text: bucket, what: 'bucket' });
  }
};
