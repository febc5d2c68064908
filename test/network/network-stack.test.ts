import { Match } from 'aws-cdk-lib/assertions';
import type { EnvironmentConfig } from '../../lib/environment';
import { fleet } from '../fixtures/fleet';
import { networkOf, production, resourcesOf, staging } from './networks';

test.each(fleet.environments)('$name has a public zone of its own, kept for good', (config) => {
  networkOf(config).hasResource('AWS::Route53::HostedZone', {
    Properties: { Name: `${config.domain.zone}.`, VPCs: Match.absent() }, DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
  });
});

test('the engineer is told what to delegate and which addresses to register', () => {
  networkOf(production).hasOutput('ZoneNameServers', { Description: Match.stringLikeRegexp('delegate production.example.com') });
  for (const [index, id] of Object.keys(resourcesOf(production, 'AWS::EC2::EIP')).entries()) {
    networkOf(production).hasOutput(`EgressAddress${index + 1}`, {
      Description: Match.stringLikeRegexp('register it with the provider'), Value: { 'Fn::GetAtt': [id, 'PublicIp'] },
    });
  }
});

test('nothing is exported by name, so nothing can be imported by mistake', () => {
  expect(Object.values(networkOf(production).findOutputs('*')).filter(output => 'Export' in output)).toEqual([]);
});

test('leaves the block of public access to the organization, whose policy lets nobody in the account set it', () => {
  networkOf(production).resourceCountIs('AWS::EC2::VPCBlockPublicAccessOptions', 0);
});

describe('every log group', () => {
  test.each([
    { name: 'staging', config: staging, days: 90, fate: 'Delete' },
    { name: 'production', config: production, days: 365, fate: 'Retain' },
  ])('of $name has its key and is kept for $days days', ({ config, days, fate }) => {
    const [key] = Object.keys(resourcesOf(config, 'AWS::KMS::Key'));
    const groups = Object.values(resourcesOf(config, 'AWS::Logs::LogGroup'));
    expect(groups).toHaveLength(2);
    for (const { Properties, DeletionPolicy } of groups) {
      expect(Properties).toMatchObject({ RetentionInDays: days, KmsKeyId: { 'Fn::GetAtt': [key, 'Arn'] } });
      expect(DeletionPolicy).toBe(fate);
    }
  });

  test('is one that the template owns: no function makes its own', () => {
    const groups = Object.keys(resourcesOf(production, 'AWS::Logs::LogGroup'));
    for (const { Properties } of Object.values(resourcesOf(production, 'AWS::Lambda::Function'))) {
      expect(groups).toContain(Properties.LoggingConfig.LogGroup.Ref);
    }
  });
});

test.each(fleet.environments)('the template of $name names no other environment', (config) => {
  const text = JSON.stringify(networkOf(config).toJSON());
  // a name is only a name where no letter or dash stands before it: pre-production is not production.
  const names = (value: string) => new RegExp(`(?<![\\w-])${value.replaceAll('.', '\\.')}`).test(text);
  const identities = ({ account, domain, network, providers }: EnvironmentConfig) =>
    [account as string, domain.zone, network.cidr, ...Object.values(providers).map(({ apiDomain }) => apiDomain as string)];

  expect(identities(config).filter(names)).toEqual(identities(config));
  expect(fleet.environments.filter(other => other !== config).flatMap(identities).filter(names)).toEqual([]);
});
