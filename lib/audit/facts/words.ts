// texts with a meaning of their own: ids, names, domains, address blocks.
import { addressesIn } from './addresses';
import { isPublicId } from './benign';
import { idsIn } from './ids';
import type { Plan } from './plan';
import { literalText } from './secret-texts';
import type { Block, Facts, Place } from './types';
import { isAttribute, type Value } from '../resolve/value';
import type { ResourceNode } from '../world/types';

/** From this length on a text is looked through for accounts and credentials alone. */
const LONG = 100_000;

const KEY_ID = /key\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/;

const domainShapes: readonly [RegExp, RegExp][] = [
  [/^AWS::Route53::HostedZone$/, /^Properties\.Name$/],
  [/^AWS::Route53::RecordSet$/, /^Properties\.Name$/],
  [/^AWS::Route53::RecordSetGroup$/, /RecordSets\.Name$/],
  [/^AWS::CertificateManager::Certificate$/, /^Properties\.(DomainName|SubjectAlternativeNames)$/],
  [/^AWS::(ApiGateway|ApiGatewayV2|AppSync)::DomainName/, /^Properties\.DomainName$/],
  [/^AWS::CloudFront::Distribution$/, /Aliases$/],
  [/^AWS::Cognito::UserPoolDomain$/, /^Properties\.Domain$/],
  [/^AWS::SES::EmailIdentity$/, /EmailIdentity$/],
  // what has a domain names it like this; networks, directories and who only looks at one do so too.
  [/^AWS::(?!EC2::|Route53|RUM::|DirectoryService::|FSx::|AppStream::|SSO)/, /^Properties\.(?:Custom)?Domain(?:Name)?$/],
];

const DOMAIN = /^(?:\*\.|_)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/;

const textsOf = (value: Value): string[] => {
  const texts: string[] = [];
  for (const sequence of value) {
    const [only] = sequence;
    if (sequence.length === 1 && typeof only === 'string' && only !== '') texts.push(only);
  }
  return texts;
};

/** Whether a property holds a domain name that the world can see. */
export const holdsDomain = (type: string, shape: string): boolean =>
  domainShapes.some(([types, path]) => types.test(type) && path.test(shape));

/** A private zone's name is known to its own networks only, so that two may have the same. */
const isPrivate = ({ properties, stack }: ResourceNode): boolean => {
  if (properties.VPCs !== undefined) return true;
  const zone = properties.HostedZoneId;
  const id =
    typeof zone === 'object' && zone !== null && !Array.isArray(zone) && typeof zone.Ref === 'string' ? zone.Ref : undefined;
  return id !== undefined && stack.resources.get(id)?.properties.VPCs !== undefined;
};

export type BlockRole = Block['role'];

/** Texts for people, code, and keys by which others are known: nothing that stands there leads anywhere by itself. */
const TOLD = /^(Metadata\b(?!\.AWS::CloudFormation::Init)|DependsOn\b|Type\b|Condition\b)|(^|\.)(\w*Description|Tags\b.*|Comments?|\w*Version|SolutionStackName|\w*HostKeys?|KnownHosts)$/;

/** What an address block at a property is for; a value that holds an address uses it, wherever it stands. */
export const blockRole = (type: string, shape: string): BlockRole | undefined => {
  if (/^AWS::EC2::VPC(CidrBlock)?$/.test(type) && /^Properties\.(Ipv6)?CidrBlock$/.test(shape)) return 'vpc';
  if (/^AWS::EC2::(Route|TransitGatewayRoute|ClientVpnRoute|VPNConnectionRoute)$/.test(type) && /Destination\w*$/.test(shape)) return 'route';
  return (/^AWS::EC2::SecurityGroup(Ingress|Egress)?$/.test(type) && /CidrIp$/.test(shape))
    || (/^AWS::EC2::NetworkAclEntry$/.test(type) && shape === 'Properties.CidrBlock')
    ? 'rule'
    : TOLD.test(shape)
      ? undefined
      : 'value';
};

const joinsNetworks = ({ properties }: ResourceNode): boolean =>
  [
    'TransitGatewayId',
    'VpcPeeringConnectionId',
    'GatewayId',
    'CoreNetworkArn',
    'VpcEndpointId',
    'TransitGatewayAttachmentId',
    'VpnConnectionId',
  ].some(key => {
    const target = properties[key];
    if (target === undefined) return false;
    const id = typeof target === 'object' && target !== null && !Array.isArray(target) ? target.Ref : undefined;
    // the way to the internet joins no networks.
    return (
      key !== 'GatewayId'
      || (typeof target === 'string' && target.startsWith('vgw-'))
      || (typeof id === 'string' && /vpn|vgw/i.test(id))
    );
  });

/** Records what a value of a resource says. */
export const wordsOf = (
  facts: Facts,
  resource: ResourceNode,
  at: () => Place,
  { position, block: role, domain: isDomain }: Plan,
  value: Value,
): void => {
  if (role) {
    for (const sequence of value) {
      for (const addresses of addressesIn(literalText(sequence)))
        facts.blocks.push({ place: at(), role, ...addresses, joins: role === 'route' && joinsNetworks(resource) });
    }
  }
  for (const text of value.map(literalText)) {
    if (text.length < LONG && /[-.A]/.test(text))
      for (const id of idsIn(text)) if (!isPublicId(id)) facts.physicalIds.push({ place: at(), position, id });
  }
  for (const text of textsOf(value)) {
    if (text.includes('-')) {
      const key = position.invariant === 'data.own-key' ? (KEY_ID.exec(text)?.[1] ?? KEY_ID.exec(`key/${text}`)?.[1]) : undefined;
      if (key !== undefined) facts.physicalIds.push({ place: at(), position, id: key });
    }
    if (position.invariant === 'network.dns' && /^Z[A-Z0-9]{7,}$/.test(text))
      facts.physicalIds.push({ place: at(), position, id: text });
    if (isDomain && !isPrivate(resource)) {
      const domain = text.toLowerCase().replace(/\.$/, '');
      if (DOMAIN.test(domain))
        facts.domains.push({ place: at(), text: domain, zone: resource.type === 'AWS::Route53::HostedZone' });
    }
  }
  if (role === 'vpc' && textsOf(value).length < value.length && !value.flat().every(isAttribute)) {
    facts.open.push({
      place: at(),
      position: { invariant: 'network.cidr', what: 'the address block of a network', watched: true },
      reason: 'an address block that is given at deployment',
    });
  }
};
