import { keeps, type PlannedStack } from './stacks';

/** Something that is still there when a stack is gone. */
export interface Remainder {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  /** Whether the template keeps it, or AWS only deletes it after a while. */
  readonly why: 'kept' | 'deleted after a waiting period';
  /** What it holds, and what to think of before it goes. */
  readonly what: string;
  /** Command that removes it; `<id>` is the physical id that the record of the first step has. */
  readonly remove: string;
  /** What has to be done before, or AWS refuses it. */
  readonly first?: string;
}

interface Kind {
  readonly what: string;
  readonly remove: string;
  readonly first?: string;
  /** Whether AWS waits although the template deletes it. */
  readonly waits?: true;
}

/**
 * What is known of types that tend to remain.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
const kinds: Readonly<Record<string, Kind>> = {
  'AWS::ApiGateway::Account': { what: 'the setting with which API Gateway writes logs in this region; costs nothing', remove: 'aws apigateway update-account --patch-operations op=replace,path=/cloudwatchRoleArn,value=' },
  'AWS::DynamoDB::Table': { what: 'a table with everything in it: events, sessions, credits, releases or receipts of erasures', remove: 'aws dynamodb delete-table --table-name <id>' },
  'AWS::EC2::EIP': { what: 'the address that the provider allow-lists, or calls; once released it is somebody else\'s', remove: 'aws ec2 release-address --allocation-id <id>' },
  'AWS::IAM::Role': { what: 'a role that AWS needs to write logs', remove: 'aws iam delete-role --role-name <id>', first: 'detach its policies first' },
  'AWS::KMS::Key': {
    what: 'a key; what it encrypted is lost with it, backups and retained logs too. It waits 7 to 30 days and can be kept until then', waits: true,
    remove: 'aws kms schedule-key-deletion --key-id <id> --pending-window-in-days 30',
  },
  'AWS::Logs::LogGroup': { what: 'logs, until their retention has passed', remove: 'aws logs delete-log-group --log-group-name <id>' },
  'AWS::Route53::HostedZone': {
    what: 'the zone and its name servers; take the delegation out of the parent zone first', remove: 'aws route53 delete-hosted-zone --id <id>',
    first: 'take the delegation out of the parent zone first, then every record but its own NS and SOA',
  },
  'AWS::S3::Bucket': { what: 'a bucket with every version of every object', remove: 'aws s3api delete-bucket --bucket <id>', first: 'empty it first, every version included' },
  'AWS::SecretsManager::Secret': {
    what: 'a credential; revoke it at its issuer first. It can be restored for 7 to 30 days', waits: true,
    remove: 'aws secretsmanager delete-secret --secret-id <id> --recovery-window-in-days 30',
  },
};

/** What a stack leaves behind, in the order of its template. */
export const remaindersOf = ({ name, resources }: PlannedStack): Remainder[] => Object.entries(resources).flatMap(([id, resource]) => {
  const kind = kinds[resource.Type];
  if (!keeps(resource) && !kind?.waits) return [];
  return [{
    stack: name,
    id,
    type: resource.Type,
    why: keeps(resource) ? 'kept' as const : 'deleted after a waiting period' as const,
    what: kind?.what ?? 'kept by its template',
    remove: kind?.remove ?? `delete <id> through ${resource.Type.split('::')[1] ?? 'its service'}`,
    first: kind?.first,
  }];
});

/** What a stack takes along, by type. */
export const deletedBy = (stack: PlannedStack): Record<string, number> => {
  const kept = new Set(remaindersOf(stack).map(({ id }) => id));
  const counts: Record<string, number> = {};
  for (const [id, { Type }] of Object.entries(stack.resources)) if (!kept.has(id)) counts[Type] = (counts[Type] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => a.localeCompare(b)));
};
