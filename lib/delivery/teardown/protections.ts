import { keeps, type PlannedStack } from './stacks';

/** Something that AWS refuses to delete until a person has said so. */
export interface Protection {
  readonly stack: string;
  /** Absent where it is the stack itself. */
  readonly id?: string;
  readonly what: string;
  /** What it stops: the end of the stack, or the removal of what the stack leaves behind. */
  readonly stops: 'the stack' | 'the removal';
  /** Command that lifts it. */
  readonly lift: string;
}

/** Properties that protect a resource, and how they are lifted; `<id>` is its physical id. */
const protecting: Readonly<Record<string, { readonly property: string; readonly on: unknown; readonly lift: string }>> = {
  'AWS::DynamoDB::Table': { property: 'DeletionProtectionEnabled', on: true, lift: 'aws dynamodb update-table --table-name <id> --no-deletion-protection-enabled' },
  'AWS::Logs::LogGroup': { property: 'DeletionProtectionEnabled', on: true, lift: 'aws logs put-log-group-deletion-protection --log-group-identifier <id> --no-deletion-protection-enabled' },
  'AWS::Route53Resolver::FirewallRuleGroupAssociation': {
    property: 'MutationProtection', on: 'ENABLED', lift: 'aws route53resolver update-firewall-rule-group-association --firewall-rule-group-association-id <id> --mutation-protection DISABLED',
  },
};

/** What a load balancer is protected by is among its attributes. */
const attributes = ({ LoadBalancerAttributes }: Readonly<Record<string, unknown>>): readonly { readonly Key?: unknown; readonly Value?: unknown }[] =>
  (Array.isArray(LoadBalancerAttributes) ? LoadBalancerAttributes as { Key?: unknown; Value?: unknown }[] : []);

/** A load balancer's protection is one of its attributes. */
const balancer = {
  type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  attribute: 'deletion_protection.enabled',
  lift: 'aws elbv2 modify-load-balancer-attributes --load-balancer-arn <id> --attributes Key=deletion_protection.enabled,Value=false',
} as const;

const attributesOf = ({ LoadBalancerAttributes: list }: Readonly<Record<string, unknown>>) => (Array.isArray(list) ? list as { Key?: unknown; Value?: unknown }[] : []);

/** Any other type's property of that kind is named all the same: a team's own stacks have more. */
const isOn = (value: unknown) => value === true || value === 'true' || value === 'ENABLED';

export const protectionsOf = ({ name, region, terminationProtection, resources }: PlannedStack): Protection[] => [
  ...terminationProtection
    ? [{ stack: name, what: 'termination protection', stops: 'the stack' as const, lift: `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${name} --region ${region}` }]
    : [],
  ...Object.entries(resources).flatMap(([id, resource]): Protection[] => {
    const { Type, Properties = {} } = resource;
    // CloudFormation does not try to delete what its template keeps.
    const stops = keeps(resource) ? 'the removal' : 'the stack';
    if (Type === balancer.type) {
      const on = attributesOf(Properties).some(({ Key, Value }) => Key === balancer.attribute && isOn(Value));
      return on ? [{ stack: name, id, what: `${Type} ${balancer.attribute}`, stops, lift: `${balancer.lift} --region ${region}` }] : [];
    }
    const known = protecting[Type];
    if (known) return Properties[known.property] === known.on ? [{ stack: name, id, what: `${Type} ${known.property}`, stops, lift: `${known.lift} --region ${region}` }] : [];
    if (attributes(Properties).some(({ Key, Value }) => Key === 'deletion_protection.enabled' && isOn(Value))) return [{
      stack: name, id, what: `${Type} deletion_protection.enabled`, stops,
      lift: `aws elbv2 modify-load-balancer-attributes --load-balancer-arn <id> --attributes Key=deletion_protection.enabled,Value=false --region ${region}`,
    }];
    return Object.entries(Properties).filter(([property, value]) => /^(?:Deletion|Termination|Mutation)Protection/.test(property) && isOn(value))
      .map(([property]) => ({ stack: name, id, what: `${Type} ${property}`, stops, lift: `switch ${property} of <id> off through ${Type.split('::')[1] ?? 'its service'}` }));
  }),
];
