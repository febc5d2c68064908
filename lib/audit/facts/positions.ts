// what a property is for, by type and path: decides which invariant a foreign or an open value there concerns.

export interface Position {
  readonly invariant: string;
  /** As it reads in a message: `the key of …`. */
  readonly what: string;
  /** Whether an unresolved value here leaves the invariant undecided. */
  readonly watched: boolean;
}

interface Row {
  readonly type?: RegExp;
  readonly shape?: RegExp;
  readonly invariant: string;
  readonly what: string;
  readonly watched?: boolean;
}

const rows: readonly Row[] = [
  {
    shape: /^Metadata\b|Environment\w*\.(Variables\.|Value$)|^Properties\.(Description|Tags)\b/,
    invariant: 'accounts.foreign',
    what: 'a description or a variable',
  },
  {
    shape: /(^|\.)ServiceToken$/,
    invariant: 'references.custom-resource',
    what: 'the provider of a custom resource',
    watched: true,
  },
  {
    type: /^AWS::EC2::VPCPeeringConnection$/,
    shape: /PeerOwnerId$|PeerVpcId$|PeerRoleArn$/,
    invariant: 'network.peering',
    what: 'a network peering',
    watched: true,
  },
  {
    type: /^AWS::(EC2::(TransitGateway|VPCEndpointService|ClientVpn|VPN|VerifiedAccess|IPAM)|NetworkManager|VpcLattice|DirectConnect|NetworkFirewall)/,
    shape: /Id$|Arn$|Ids$|Arns$|Principals$|Identifier$/,
    invariant: 'network.peering',
    what: 'a link between networks',
    watched: true,
  },
  {
    type: /^AWS::EC2::Route$/,
    shape:
      /(TransitGateway|VpcPeeringConnection|VpcEndpoint|CarrierGateway|LocalGateway|CoreNetwork|NetworkInterface|VpnGateway)\w*$/,
    invariant: 'network.peering',
    what: 'a route out of the network',
    watched: true,
  },
  {
    type: /^AWS::EC2::VPCEndpoint$/,
    shape: /ServiceName$|ResourceConfigurationArn$|ServiceNetworkArn$/,
    invariant: 'network.peering',
    what: 'a private link',
    watched: true,
  },
  { type: /^AWS::RAM::/, invariant: 'network.peering', what: 'a resource share', watched: true },
  { type: /^AWS::Route53/, shape: /AliasTarget\./, invariant: 'accounts.foreign', what: 'the target of an alias' },
  { type: /^AWS::Route53/, invariant: 'network.dns', what: 'names and their zones' },
  { shape: /HostedZone(Id|Name)?s?$/, invariant: 'network.dns', what: 'names and their zones' },
  {
    shape: /Certificate\w*(Arn|ARN|Id)$|^Properties\.Certificates\b|CertificateAuthorityArn$/,
    invariant: 'network.certificate',
    what: 'a certificate',
  },
  {
    shape: /(Kms|KMS)\w*$|(EncryptionKey|CmkArn|CMK|CustomerMasterKey)\w*$|\.KeyArn$|EncryptionConfiguration\.Key\w*$/,
    invariant: 'data.own-key',
    what: 'the key that encrypts',
    watched: true,
  },
  {
    type: /^AWS::KMS::(Alias|ReplicaKey)$/,
    shape: /TargetKeyId$|PrimaryKeyArn$/,
    invariant: 'data.own-key',
    what: 'a key',
    watched: true,
  },
  { type: /^AWS::SecretsManager::/, invariant: 'secrets.identity', what: 'a secret', watched: true },
  {
    shape: /Secret(Arn|ARN|Id|s)?$|SecretsManager\w*$|CredentialsArn$|CredentialsParameter$|(Secrets|SecretOptions)\.ValueFrom$/,
    invariant: 'secrets.identity',
    what: 'a secret',
    watched: true,
  },
  {
    shape:
      /(PermissionsBoundary|PermissionArn|ManagedPolicyArns|InstanceProfile\w*|Role(Arn|ARN|Name)?s?|RoleArn\w*|AssumeRoleArn)$/,
    invariant: 'identities.role',
    what: 'a role or its permissions',
    watched: true,
  },
  {
    shape:
      /^Properties\.(Code|CodeUri|ContentUri|Content)\b|ImageUri$|ContainerDefinitions\.Image$|TemplateURL$|Layers$|^Properties\.Image$/,
    invariant: 'references.asset',
    what: 'code or an image',
  },
  {
    shape: /Snapshot\w*(Id|Identifier|Arn|ARN|Name)$|^Properties\.Source(DB|Table|Region)\w*$|RestoreFrom\w*$/,
    invariant: 'data.flow',
    what: 'a copy of data',
    watched: true,
  },
  {
    type: /^AWS::(SNS::Subscription|Lambda::EventSourceMapping|Events::|Pipes::|Scheduler::|Logs::(SubscriptionFilter|Delivery\w*|Destination)|Kinesis|Backup::|DMS::|DataSync::|ECR::Replication|Firehose)/,
    shape: /(Arn|ARN|EventBusName|Source|Target)$/,
    invariant: 'data.flow',
    what: 'a way that data takes',
    watched: true,
  },
  {
    type: /^AWS::(SNS::|SQS::|Lambda::|Events::|Pipes::|Scheduler::|Logs::|Kinesis|Backup::|DMS::|DataSync::|S3|DynamoDB::|RDS::|ECR::|Transfer::|AppFlow::|SES::|StepFunctions::|IoT|AppSync::|Glue::|EFS::|Firehose)/,
    invariant: 'data.flow',
    what: 'a way that data takes',
  },
  { shape: /(Vpc|VPC|Subnet|SecurityGroup)\w*$/, invariant: 'network.peering', what: 'a network of another owner' },
  {
    type: /^AWS::(Organizations|CloudFormation::StackSet|ControlTower)/,
    invariant: 'accounts.foreign',
    what: 'the organization',
  },
];

const elsewhere: Position = { invariant: 'accounts.foreign', what: 'a value', watched: false };

export const positionsOutside = {
  accounts: elsewhere,
  bootstrap: { invariant: 'deployment.bootstrap', what: 'how a stack is deployed', watched: false },
  asset: { invariant: 'references.asset', what: 'where an asset is published', watched: false },
  reach: { invariant: 'identities.reach', what: 'a resource that an identity may act on', watched: true },
  stackOutput: { invariant: 'references.stack-output', what: 'an output of a stack', watched: false },
} as const;

const byService: readonly (readonly [RegExp, Position])[] = [
  [/^secretsmanager$/, { invariant: 'secrets.identity', what: 'a secret', watched: false }],
  [/^kms$/, { invariant: 'data.own-key', what: 'a key', watched: false }],
];

/** Where the place says nothing, what an ARN is of does. */
export const refine = (position: Position, text: string, account: string): Position => {
  if (position.invariant !== elsewhere.invariant && position.invariant !== 'data.flow') return position;
  const service = new RegExp(`arn:[^:\\s]*:([^:\\s]*):[^:\\s]*:${account}`).exec(text)?.[1];
  return (service !== undefined && byService.find(([pattern]) => pattern.test(service))?.[1]) || position;
};

/** @param shape path inside the resource without list indices */
export const positionOf = (type: string, shape: string): Position => {
  const row = rows.find(candidate => (candidate.type?.test(type) ?? true) && (candidate.shape?.test(shape) ?? true));
  return row ? { invariant: row.invariant, what: row.what, watched: row.watched ?? false } : elsewhere;
};
