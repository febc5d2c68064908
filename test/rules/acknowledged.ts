/** A finding that is accepted: the rule, the constructs, and why. */
export interface Acknowledgement {
  readonly rule: RegExp;
  readonly construct: RegExp;
  readonly reason: string;
}

export const acknowledged: readonly Acknowledgement[] = [
  {
    rule: /^W3010$/,
    construct: /Subnet/,
    reason: 'zones are named in the configuration, because a lookup would run the app twice and write account ids into a file',
  },
  {
    rule: /^AwsSolutions-SMG4$/,
    construct: /\/Secrets\/(?:Self|UaeKyc)(?:ApiKey|SigningSecret|Dashboard)\/Secret$/,
    reason: 'the provider issues these values, so no function of ours can rotate them; the operator does',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    construct: /\/(?:ReceiverRole|SessionsRole|DispatcherRole|SweeperRole|SecretProbe\/Role|Replay\/Role|Connectivity\/Role|Credits\/Role|Eraser\/FunctionRole)\/DefaultPolicy\/Resource$/,
    reason: 'actions on network interfaces know no resource beforehand; a denial keeps them from the function\'s code',
  },
  {
    rule: /^AwsSolutions-IAM5\[Action::kms:(?:ReEncrypt|GenerateDataKey)\*\]$/,
    construct: /\/(?:Receiver|Dispatcher|Sweeper|Replay|Sessions\/Create|Credits\/Function|Eraser\/Function)\/Policy\/Resource$|\/ReconcilerInbox\/Resource$|\/(?:Worker|Fingerprints\/\w+)Role\/DefaultPolicy\/Resource$/,
    reason: 'DynamoDB demands both variants of each action, on the one key of its table',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::(?:<InboxBodies\w+\.Arn>|.*Inbox\w*Bodies\w+Arn\w+)\/(?:bodies\/)?\*\]$/,
    construct: /\/(?:Receiver|Replay|Eraser\/Function)\/Policy\/Resource$|\/ReconcilerInbox\/Resource$|\/WorkerRole\/DefaultPolicy\/Resource$/,
    reason: 'the objects of the one bucket are named after digests that nobody knows beforehand',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:dynamodb:me-central-1:\d{12}:table\/\*\]$/,
    construct: /\/(?:Dispatcher|Credits\/Function)\/Policy\/Resource$/,
    reason: 'Lambda lists streams of the account before it reads the inbox\'s own',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:ssm:me-central-1:\d{12}:parameter\/bulkhead\/(?:webhook|sessions)\/bindings\/\*\]$/,
    construct: /\/ReceiverRole\/DefaultPolicy\/Resource$|\/(?:Replay|Sessions\/Create)\/Policy\/Resource$/,
    reason: 'the parameters below this path are the public settings of the environment\'s own bindings',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    construct: /\/OperatorRole\/DefaultPolicy\/Resource$/,
    reason: 'metrics know no resource; the role reads counts by which a secret is retired',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    construct: /\/Connectivity\/OperatorPolicy\/Resource$|\/Delivery\/Ci\/Role\/DefaultPolicy\/Resource$/,
    reason: 'lists of the account\'s own gateways and route tables know no resource; both roles only look',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::(?:\*|arn:aws:(?:s3:::\*|(?:cloudformation|dynamodb|kms|lambda|secretsmanager|sqs):me-central-1:\d{12}:[\w/:]*\*))\]$/,
    construct: /\/Delivery\/Verifier\/Role\/DefaultPolicy\/Resource$/,
    reason: 'what it looks for is what no template knows; it reads how the account is configured, and neither secrets nor data',
  },
  {
    rule: /^AwsSolutions-IAM4\[Policy::.*AmazonAPIGatewayPushToCloudWatchLogs\]$/,
    construct: /\/Api\/CloudWatchRole\/Resource$/,
    reason: 'the policy that API Gateway documents for the account\'s log role; the role is assumable by API Gateway only',
  },
  {
    rule: /^AwsSolutions-SQS3$/,
    construct: /\/DeadLetters\/Resource$/,
    reason: 'it is a dead-letter queue, of an event source mapping',
  },
  {
    rule: /^AwsSolutions-S1$/,
    construct: /^Audit\/Trail\/Bucket\/Resource$/,
    reason: 'it holds a log itself; whoever reads it needs its key, and the trail records every use of that',
  },
  {
    rule: /^AwsSolutions-S1$/,
    construct: /\/Inbox\/Bodies\/Resource$/,
    reason: 'only the receiver writes and only granted backends read; object access is recorded by the organization\'s trail, not by a second bucket',
  },
  {
    rule: /^AwsSolutions-EC23$/,
    construct: /\/Network\/Ingress\/Addresses$/,
    reason: 'providers name no addresses that they call from; the signature decides, and only HTTPS comes in',
  },
  {
    rule: /^AwsSolutions-ELB2$/,
    construct: /\/Webhook\/StaticFront\/(?:Balancer|Addresses)\/Resource$/,
    reason: 'their access logs hold callers\' addresses and whole paths, in a bucket that no key of the environment\'s can encrypt; metrics and flow logs tell the rest',
  },
  {
    rule: /^AwsSolutions-APIG2$/,
    construct: /\/Webhook\/Api\/Api\/Resource$/,
    reason: 'a validator reads the body before its signature is checked and answers 400, which is final for the sender',
  },
  {
    rule: /^AwsSolutions-(?:APIG4|COG4)$/,
    construct: /\/webhooks\/[\w-]+\/POST\/Resource$/,
    reason: 'the provider\'s signature authorizes each request; providers offer nothing else',
  },
  {
    rule: /^AwsSolutions-APIG6$/,
    construct: /\/DeploymentStage\.live\/Resource$/,
    reason: 'execution logs hold headers and bodies; the access log and the receiver\'s own log say what happened',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<ReleasesBucket\w+\.Arn>\/(?:assemblies|releases)\/.*\]$/,
    construct: /\/Delivery\/(?:Ci\/Role|Gate\/Role|Signing\/Approver)\/DefaultPolicy\/Resource$/,
    reason: 'releases and assemblies are named after ids and digests that nobody knows beforehand; each role has its own prefixes and file names',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:cloudformation:me-central-1:\d{12}:stack\/(?:PreProduction|Production)-\*\/\*\]$/,
    construct: /\/Delivery\/(?:Gate|BreakGlass)\/Role\/DefaultPolicy\/Resource$/,
    reason: 'CloudFormation adds an id to the name of a stack; the stacks are those of the one environment',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    construct: /\/Delivery\/Gate\/Role\/DefaultPolicy\/Resource$/,
    reason: 'a stack that does not exist has no ARN, and neither has the list of all; both only look',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:s3:::bulkhead-(?:preproduct|production)-[0-9a-f]{24}\/\*\]$/,
    construct: /\/Delivery\/Gate\/Role\/DefaultPolicy\/Resource$/,
    reason: 'assets are named after their digests; the bucket is the environment\'s own, and the gate only reads',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:kms:me-central-1:\d{12}:key\/\*\]$/,
    construct: /\/Delivery\/Gate\/Role\/DefaultPolicy\/Resource$/,
    reason: 'the key of the assets belongs to the bootstrap and is known by its alias, which the statement demands',
  },
  {
    rule: /^AwsSolutions-IAM5\[Action::kms:(?:ReEncrypt|GenerateDataKey)\*\]$/,
    construct: /\/Delivery\/Gate\/Role\/DefaultPolicy\/Resource$/,
    reason: 'DynamoDB demands both variants of each action, on the one key of its table',
  },
  {
    rule: /^AwsSolutions-S1$/,
    construct: /\/Delivery\/Releases\/Bucket\/Resource$/,
    reason: 'nothing in it is believed by anybody, and access is recorded by the organization\'s trail, not by a second bucket',
  },
];
