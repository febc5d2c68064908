import type { CloudControlClient } from '@aws-sdk/client-cloudcontrol';
import type { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { RAMClient } from '@aws-sdk/client-ram';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Json, JsonObject } from '../audit/assembly/shape';

type Sender<Client extends { send: unknown }> = Pick<Client, 'send'>;

/** The environment's account and region as they are, for reading alone. */
export interface Aws {
  readonly apigateway: Sender<APIGatewayClient>;
  readonly cloudcontrol: Sender<CloudControlClient>;
  readonly cloudformation: Sender<CloudFormationClient>;
  readonly dynamodb: Sender<DynamoDBClient>;
  readonly ec2: Sender<EC2Client>;
  readonly events: Sender<EventBridgeClient>;
  readonly iam: Sender<IAMClient>;
  readonly kms: Sender<KMSClient>;
  readonly lambda: Sender<LambdaClient>;
  readonly logs: Sender<CloudWatchLogsClient>;
  readonly ram: Sender<RAMClient>;
  readonly route53: Sender<Route53Client>;
  readonly s3: Sender<S3Client>;
  readonly secretsmanager: Sender<SecretsManagerClient>;
  readonly sns: Sender<SNSClient>;
  readonly sqs: Sender<SQSClient>;
}

export interface Location {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** A resource as its service shows it. */
export interface Live {
  readonly type: string;
  /** What tells it from the others of its type, and what CloudFormation's physical id comes to by the kind's `key`. */
  readonly id: string;
  /** What is compared, in the shape that a template has. */
  readonly properties: JsonObject;
  /** `Ref` and attributes that templates ask for and that are not the id. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Who makes it and answers for it, where that is no template. */
  readonly owner?: string;
  /** Properties that could not be read, with what the call ended in. */
  readonly unread?: Readonly<Record<string, unknown>>;
}

/** How a property is compared: policies by statement, sets by entry, what is sealed by member and without telling a value, everything else as one. */
export type Manner = 'policy' | 'policies' | 'set' | 'value' | 'sealed';

/** A resource of a template that says something in another one's place, as a bucket policy does for a bucket. */
export interface Carrier {
  readonly type: string;
  /** Property that names whom it is about. */
  readonly names: string;
  /** Property that holds the policy; without it the whole declaration is one entry of a set. */
  readonly holds?: string;
}

export interface Aspect {
  readonly as: Manner;
  readonly carrier?: Carrier;
  /** What it is where nobody says anything. */
  readonly otherwise?: Json;
  /** Where a template has it, from its properties. @default - the aspect's own name */
  readonly template?: string;
  /** Member of the property that is the policy. */
  readonly within?: string;
  /** Member of the property that is the list of entries. */
  readonly entries?: string;
  /**
   * Whether a difference lets more in or protects less: one that has more does, one that has less does, any does, none does.
   * Policies are judged by their statements.
   */
  readonly loosens?: 'more' | 'less' | 'any' | 'none';
  /** One spelling of an entry, or of the value. */
  readonly same?: (value: Json, where: Location) => Json;
  /** What an entry allows whom, where templates cannot say it: a statement for the resource's own policy. */
  readonly admits?: (entry: Json) => { readonly into: string; readonly statement: JsonObject };
  /** Event of CloudTrail that names who changed it. */
  readonly changedBy: string;
}

/** A type of resources that is read and compared. */
export interface Kind {
  readonly type: string;
  readonly aspects: Readonly<Record<string, Aspect>>;
  /** The id within a physical id of CloudFormation. @default - the whole */
  readonly key?: (physical: string) => string;
}

/** Resources of some types, read together. */
export interface Reader {
  readonly kinds: readonly Kind[];
  readonly read: (aws: Aws, where: Location) => Promise<readonly Live[]>;
}

/** From the worst on: what lets another environment in, what protects less, and what is merely not as it was synthesized. */
export const ranks = ['opens a path', 'loosens', 'differs'] as const;
export type Rank = typeof ranks[number];

/** Where a template says it. */
export interface Place {
  readonly stack: string;
  readonly logicalId?: string;
}

export interface Drift {
  readonly rank: Rank;
  /** Absent for what no template owns. */
  readonly place?: Place;
  readonly type: string;
  /** As AWS names it. */
  readonly id: string;
  readonly property?: string;
  /** What differs, a line each. */
  readonly says: readonly string[];
  readonly remedy: string;
  /** Ids of the audit's findings that it brings, worst first, each with its chain. */
  readonly paths?: readonly OpenedPath[];
}

/** A finding of the audit that the synthesized templates do not have. */
export interface OpenedPath {
  readonly finding: string;
  readonly verdict: 'VIOLATED' | 'UNKNOWN';
  readonly message: string;
  readonly chain: readonly string[];
}

/** Something that could not be compared; it is never equal. */
export interface Unread {
  readonly what: string;
  readonly reason: string;
  readonly remedy: string;
}

/** A resource that no template owns and that AWS, the bootstrap or the organization answers for. */
export interface Elsewhere {
  readonly type: string;
  readonly id: string;
  readonly owner: string;
}
