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
    construct: /\/(?:ReceiverRole|SessionsRole|DispatcherRole|SweeperRole|SecretProbe\/Role|Replay\/Role)\/DefaultPolicy\/Resource$/,
    reason: 'actions on network interfaces know no resource beforehand; a denial keeps them from the function\'s code',
  },
  {
    rule: /^AwsSolutions-IAM5\[Action::kms:(?:ReEncrypt|GenerateDataKey)\*\]$/,
    construct: /\/(?:Receiver|Dispatcher|Sweeper|Replay)\/Policy\/Resource$|\/(?:Worker|Fingerprints\/\w+)Role\/DefaultPolicy\/Resource$/,
    reason: 'DynamoDB demands both variants of each action, on the one key of its table',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::(?:<InboxBodies\w+\.Arn>|.*Inbox\w*Bodies\w+Arn\w+)\/\*\]$/,
    construct: /\/(?:Receiver|Replay)\/Policy\/Resource$|\/WorkerRole\/DefaultPolicy\/Resource$/,
    reason: 'the objects of the one bucket are named after digests that nobody knows beforehand',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:dynamodb:me-central-1:\d{12}:table\/\*\]$/,
    construct: /\/Dispatcher\/Policy\/Resource$/,
    reason: 'Lambda lists streams of the account before it reads the inbox\'s own',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:ssm:me-central-1:\d{12}:parameter\/bulkhead\/webhook\/bindings\/\*\]$/,
    construct: /\/ReceiverRole\/DefaultPolicy\/Resource$|\/Replay\/Policy\/Resource$/,
    reason: 'the parameters below this path are the public settings of the environment\'s own bindings',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    construct: /\/OperatorRole\/DefaultPolicy\/Resource$/,
    reason: 'metrics know no resource; the role reads counts by which a secret is retired',
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
    construct: /\/Inbox\/Bodies\/Resource$/,
    reason: 'only the receiver writes and only granted backends read; object access is recorded by the organization\'s trail, not by a second bucket',
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
];
