import { Template } from 'aws-cdk-lib/assertions';
import { pending } from '../../lib/environment';
import { fleet } from '../fixtures/fleet';
import { networkOf, production, resourcesOf, stackOf } from './networks';

const allowedOf = (config: typeof production): string[] =>
  Object.values(resourcesOf(config, 'AWS::Route53Resolver::FirewallDomainList'))
    .find(({ Properties }) => Properties.Name === `${config.name}-allowed`)!.Properties.Domains;
interface Rule {
  readonly Priority: number;
  readonly FirewallDomainListId: { readonly 'Fn::GetAtt': readonly [string, string] };
}

const services = [
  'secretsmanager.me-central-1.amazonaws.com', 'ssm.me-central-1.amazonaws.com', 'events.me-central-1.amazonaws.com',
  'dynamodb.me-central-1.amazonaws.com', 's3.me-central-1.amazonaws.com', '*.s3.me-central-1.amazonaws.com',
];

test.each(fleet.environments)('in $name only its own providers and the called services have names', (config) => {
  expect(allowedOf(config)).toEqual([`api.self-${config.name}.example.net`, `api.uae-${config.name}.example.net`, ...services]);
});

test.each(fleet.environments)('$name resolves no provider of another environment', (config) => {
  const foreign = fleet.environments.filter(other => other !== config).flatMap(other => Object.values(other.providers).map(({ apiDomain }) => apiDomain));
  expect(foreign).toHaveLength(4);
  expect(allowedOf(config).filter(domain => foreign.includes(domain))).toEqual([]);
});

test('what is allowed is asked first, aliases of allowed names included; everything else is answered with nothing', () => {
  const lists = resourcesOf(production, 'AWS::Route53Resolver::FirewallDomainList');
  const [group] = Object.values(resourcesOf(production, 'AWS::Route53Resolver::FirewallRuleGroup'));
  const rules = (group!.Properties.FirewallRules as Rule[]).sort((a, b) => a.Priority - b.Priority);
  expect(rules).toMatchObject([
    { Action: 'ALLOW', FirewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN' },
    { Action: 'BLOCK', BlockResponse: 'NODATA' },
  ]);
  expect(rules.map(rule => lists[rule.FirewallDomainListId['Fn::GetAtt'][0]]!.Properties.Domains)).toEqual([allowedOf(production), ['*']]);
});

test('the rules hold for the VPC and cannot be changed in passing', () => {
  networkOf(production).hasResourceProperties('AWS::Route53Resolver::FirewallRuleGroupAssociation', {
    MutationProtection: 'ENABLED', VpcId: { Ref: Object.keys(resourcesOf(production, 'AWS::EC2::VPC'))[0] },
  });
});

test('a provider whose domain is still pending is not reachable', () => {
  const { self, ...others } = production.providers;
  const config = { ...production, providers: { ...others, self: { ...self!, apiDomain: pending('onboarding') } } };
  Template.fromStack(stackOf(config)).hasResourceProperties('AWS::Route53Resolver::FirewallDomainList', {
    Name: 'production-allowed', Domains: ['api.uae-production.example.net', ...services],
  });
});
