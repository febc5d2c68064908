import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { deliveryParameters, type DeliveryParameter } from '../../delivery/gate/places';
import { bootstrapNames, roleArn } from '../../delivery/names';
import type { EnvironmentContext } from '../../environment';
import { callerSettings, requireCaller } from '../../operator/caller';
import { callFailed, nameOf, refused, unusable } from '../../operator/command-error';
import { boundedInvocation, boundedTransfer, watched } from '../../operator/patience';

type Sender<Client extends { send: unknown }> = Pick<Client, 'send'>;

/** The delivery of one environment as the caller sees it; the caller's account is the environment's. */
export interface DeliveryAccess {
  readonly environment: EnvironmentContext;
  /** The caller's session, as STS names it. */
  readonly caller: string;
  readonly s3: Sender<S3Client>;
  readonly kms: Sender<KMSClient>;
  readonly lambda: Sender<LambdaClient>;
  readonly ec2: Sender<EC2Client>;
  /** Where the environment's templates have put something. */
  readonly place: (what: DeliveryParameter) => Promise<string>;
  /** CloudFormation as the bootstrap's deploy role sees it. */
  readonly deployment: () => Promise<Sender<CloudFormationClient>>;
  /** S3 as the bootstrap's publishing role sees it. */
  readonly publishing: () => Promise<Sender<S3Client>>;
}

export interface DeliveryAccessOptions {
  /** Profile of the AWS configuration; `{environment}` stands for the environment's name. */
  readonly profile?: string;
  /**
   * What every client is built with beside the region.
   * @default - what the SDK finds
   */
  readonly client?: { readonly endpoint: string; readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string } };
}

/** Seconds that a call of the gate may take. */
const GATE_SECONDS = 15 * 60;

/** Reads where something of an environment's delivery is; what lies in another account is refused. */
const readPlace = async (ssm: Sender<SSMClient>, { account, config }: EnvironmentContext, what: DeliveryParameter): Promise<string> => {
  const name = deliveryParameters[what];
  let value: string | undefined;
  try {
    value = (await ssm.send(new GetParameterCommand({ Name: name }))).Parameter?.Value;
  } catch (error) {
    throw callFailed(error, `the parameter ${name} of '${config.name}' cannot be read`) ?? unusable(`the parameter ${name} of '${config.name}' cannot be read (${nameOf(error)}); deploy its Delivery stack first`, { cause: error });
  }
  if (!value) throw unusable(`the parameter ${name} of '${config.name}' is empty; deploy its Delivery stack again`);
  if (value.startsWith('arn:') && value.split(':')[4] !== account) throw refused(`${name} of '${config.name}' names something of another account; nothing was changed`);
  return value;
};

/** @throws CommandError before anything is called, where the credentials belong to another account */
export const openDelivery = async (environment: EnvironmentContext, { profile, client }: DeliveryAccessOptions = {}): Promise<DeliveryAccess> => {
  const { config: { name }, account, region } = environment;
  const expected = { name, account, region, profile };
  const settings = { ...callerSettings(expected), ...client };
  const caller = await requireCaller(expected, watched(new STSClient(settings)));
  const ssm = watched(new SSMClient(settings));
  /** The settings of a session of one of the bootstrap's roles. */
  const as = async (roleName: string) => {
    const arn = roleArn(environment, roleName);
    const { Credentials: issued } = await watched(new STSClient(settings)).send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'bulkhead' }));
    if (!issued?.AccessKeyId || !issued.SecretAccessKey) throw unusable(`no credentials were issued for ${arn}`);
    return { ...settings, credentials: { accessKeyId: issued.AccessKeyId, secretAccessKey: issued.SecretAccessKey, sessionToken: issued.SessionToken } };
  };
  const { deployRole, publishingRole } = bootstrapNames(environment);
  return {
    environment,
    caller,
    s3: watched(new S3Client({ ...settings, ...boundedTransfer(), forcePathStyle: true })),
    kms: watched(new KMSClient(settings)),
    lambda: watched(new LambdaClient({ ...settings, ...boundedInvocation(GATE_SECONDS) })),
    ec2: watched(new EC2Client(settings)),
    place: what => readPlace(ssm, environment, what),
    deployment: async () => watched(new CloudFormationClient(await as(deployRole))),
    publishing: async () => watched(new S3Client({ ...await as(publishingRole), ...boundedTransfer(), forcePathStyle: true })),
  };
};
