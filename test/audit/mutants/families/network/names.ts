// zones, names and certificates of two environments.
import { family } from '../../family';
import { region } from '../../sides';
import type { Mutant } from '../../types';
import { id, add, both } from './planting';

const zone = 'Z0123456789ABCDEFGHIJ';

export const names: Mutant[] = family('network', 'names', { expected: ['network.dns', 'network.certificate'] }, [
  {
    what: 'one zone by its id',
    plant: both('AWS::Route53::RecordSet', ({ slug }) => ({ HostedZoneId: zone, Name: `${slug}.corp.example.org`, Type: 'A' })),
  },
  { what: 'one name of an API', plant: both('AWS::ApiGateway::DomainName', () => ({ DomainName: 'hooks.example.org' })) },
  {
    what: 'one name, once in capitals and with a dot',
    plant: ({ lab, own, other }) => {
      lab.add(own, 'Planted', 'AWS::Route53::HostedZone', { Name: 'corp.example.org.' });
      lab.add(other, 'Planted', 'AWS::Route53::HostedZone', { Name: 'CORP.Example.ORG' });
    },
  },
  {
    what: 'one alias of a distribution',
    plant: both('AWS::CloudFront::Distribution', () => ({ DistributionConfig: { Aliases: ['www.example.org'] } })),
  },
  { what: 'a certificate for one name', plant: both('AWS::CertificateManager::Certificate', () => ({ DomainName: '*.example.org' })) },
  {
    what: 'a second name of a certificate',
    plant: ({ lab, own, other }) => {
      lab.add(own, 'Planted', 'AWS::CertificateManager::Certificate', {
        DomainName: 'a.example.org',
        SubjectAlternativeNames: ['b.example.org'],
      });
      lab.add(other, 'Planted', 'AWS::CertificateManager::Certificate', { DomainName: 'b.example.org' });
    },
  },
  {
    what: 'a record in the zone of the other',
    plant: add('AWS::Route53::RecordSet', ({ other }) => ({ HostedZoneName: 'x.', Name: `api.${other.slug}.example.com`, Type: 'A' })),
  },
  {
    what: 'the name of the other\'s API',
    plant: ({ lab, own, other }) => {
      lab.first(own, 'Webhook', 'AWS::ApiGateway::DomainName').Properties.DomainName = `webhooks.${other.slug}.example.com`;
    },
  },
  {
    what: 'a certificate of another account',
    plant: add('AWS::ElasticLoadBalancingV2::Listener', ({ other }) => ({
      Certificates: [{ CertificateArn: `arn:aws:acm:${region}:${other.account}:certificate/6f1c2d3e-aaaa-4bbb-8ccc-0123456789ab` }],
    })),
  },
  {
    what: 'a private authority of another account',
    plant: add('AWS::CertificateManager::Certificate', ({ other }) => ({
      DomainName: 'x.example.org',
      CertificateAuthorityArn: `arn:aws:acm-pca:${region}:${other.account}:certificate-authority/6f1c2d3e-aaaa-4bbb-8ccc-0123456789ab`,
    })),
  },
  {
    what: 'a zone that lets in a network of the other',
    plant: add('AWS::Route53::HostedZone', ({ other }) => ({
      Name: 'internal',
      VPCs: [{ VPCId: { 'Fn::Sub': `arn:aws:ec2:\${AWS::Region}:${other.account}:vpc/${id('vpc')}` }, VPCRegion: region }],
    })),
    expected: ['network.dns', 'network.peering'],
  },
  {
    what: 'a profile of another account',
    plant: add('AWS::Route53Profiles::ProfileAssociation', ({ other }) => ({
      ProfileId: 'x',
      ResourceId: 'x',
      Arn: `arn:aws:route53profiles:${region}:${other.account}:profile/rp-1`,
      Name: 'x',
    })),
    expected: ['network.dns', 'network.peering'],
  },
  {
    what: 'one domain of a user pool',
    plant: both('AWS::Cognito::UserPoolDomain', () => ({ Domain: 'auth.example.org', UserPoolId: 'x' })),
  },
]);
