import { overlap, parseBlock } from '../ipv4';
import { isPending, known } from '../pending';
import { providers } from '../../providers';
import { held, type Rule } from './subject';

/** Address blocks are disjoint, so that no route between environments can ever be added by mistake. */
export const separateBlocks: Rule = ({ environments }) => environments.flatMap((one, index) => environments.slice(index + 1)
  .flatMap((other) => {
    const [a, b] = [parseBlock(one.network.cidr), parseBlock(other.network.cidr)];
    return a && b && overlap(a, b)
      ? [`'${other.name}' has the block ${other.network.cidr}, which overlaps ${one.network.cidr} of '${one.name}'; give each environment a block of its own`]
      : [];
  }));

/** An address that a provider allow-lists identifies one environment. */
export const separateAddresses: Rule = ({ environments }) => held(environments.flatMap(({ name, network }) =>
  known([...network.egressAddresses, ...network.ingressAddresses ?? []]).map(value => ({ owner: `'${name}'`, value }))))
  .map(({ value, owner, first }) => `${owner} uses the address ${value} of ${first}; allocate addresses of its own`);

/** The zones are the region's, and each translation gateway has a zone of its own. */
export const zones: Rule = ({ environments }) => environments.flatMap(({ name, region, network }) => [
  ...network.availabilityZones.filter(zone => !new RegExp(`^${region}[a-z]$`).test(zone))
    .map(zone => `'${name}' names the zone ${zone}, which is not in ${region}; name zones such as ${region}a`),
  ...new Set(network.availabilityZones).size < network.availabilityZones.length
    ? [`'${name}' names a zone twice; name each zone once`] : [],
  ...network.egressAddresses.length > network.availabilityZones.length
    ? [`'${name}' has ${network.egressAddresses.length} egress addresses for ${network.availabilityZones.length} zones; name as many zones, or fewer addresses`]
    : [],
  ...new Set(known(network.egressAddresses)).size < network.egressAddresses.filter(address => !isPending(address)).length
    ? [`'${name}' names an egress address twice; name each address once`] : [],
]);

/** Providers allow-list a few addresses and refuse the rest. */
export const addressLimits: Rule = ({ environments }) => environments.flatMap(({ name, data, network, providers: bindings }) =>
  Object.entries(bindings).flatMap(([binding, { provider }]) => {
    const limit = providers[provider].egressAddressLimit?.[data];
    return limit !== undefined && network.egressAddresses.length > limit
      ? [`'${name}' has ${network.egressAddresses.length} egress addresses, but the provider of '${binding}' allow-lists ${limit} for ${data} data; remove ${network.egressAddresses.length - limit}`]
      : [];
  }));

/** Each environment answers under names of its own. */
export const separateHosts: Rule = ({ environments }) => [
  ...held(environments.map(({ name, domain }) => ({ owner: `'${name}'`, value: domain.zone })))
    .map(({ value, owner, first }) => `${owner} uses the zone ${value} of ${first}; give each environment a zone of its own`),
  ...held(environments.map(({ name, domain }) => ({ owner: `'${name}'`, value: domain.webhookHost })))
    .map(({ value, owner, first }) => `${owner} uses the host ${value} of ${first}; give each environment a host of its own`),
  ...environments.filter(({ domain }) => !domain.webhookHost.endsWith(`.${domain.zone}`))
    .map(({ name, domain }) => `'${name}' has the webhook host ${domain.webhookHost} outside its zone ${domain.zone}; name a host inside the zone`),
];
