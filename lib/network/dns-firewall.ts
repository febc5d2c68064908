import { Stack } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { CfnFirewallDomainList, CfnFirewallRuleGroup, CfnFirewallRuleGroupAssociation } from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';

export interface DnsFirewallProps {
  readonly environment: string;
  readonly vpc: IVpc;
  /** Hosts of the environment's own providers. */
  readonly providerDomains: readonly string[];
}

/** Names of the services behind the endpoints; buckets are addressed by a name of their own, the endpoint's policy decides whose. */
export const serviceNames = (region: string): string[] => [
  ...['secretsmanager', 'ssm', 'events', 'dynamodb', 's3'].map(service => `${service}.${region}.amazonaws.com`),
  `*.s3.${region}.amazonaws.com`,
];

/**
 * Answers for the environment's own providers and the called AWS services; every other name does not exist in the VPC.
 *
 * It stops names, not addresses: the security groups stop those. Resolvers refuse all names while the firewall itself is out
 * of order, which is the default and not changed here.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-settings.html
 */
export class DnsFirewall extends Construct {
  constructor(scope: Construct, id: string, { environment, vpc, providerDomains }: DnsFirewallProps) {
    super(scope, id);
    const allowed = new CfnFirewallDomainList(this, 'Allowed', {
      name: `${environment}-allowed`,
      domains: [...new Set([...providerDomains, ...serviceNames(Stack.of(this).region)])],
    });
    const everything = new CfnFirewallDomainList(this, 'Everything', { name: `${environment}-everything`, domains: ['*'] });
    const rules = new CfnFirewallRuleGroup(this, 'Rules', {
      name: environment,
      firewallRules: [
        {
          priority: 100,
          action: 'ALLOW',
          firewallDomainListId: allowed.attrId,
          // a provider's name may be an alias of its content network's, which changes without notice.
          firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
        },
        { priority: 200, action: 'BLOCK', blockResponse: 'NODATA', firewallDomainListId: everything.attrId },
      ],
    });
    new CfnFirewallRuleGroupAssociation(this, 'Association', {
      name: environment,
      firewallRuleGroupId: rules.attrId,
      vpcId: vpc.vpcId,
      priority: 101,
      mutationProtection: 'ENABLED',
    });
  }
}
