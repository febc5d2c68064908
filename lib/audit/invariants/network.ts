import { foreignRoutes, overlappingNetworks } from './addresses';
import { catalogue } from './catalogue';
import { foreignZone, sameDomain } from './domains';
import { leftOpen, mentioned, sharedIds } from './mentioned';
import { openEgress, openEndpoints } from './network-hygiene';
import { placeName } from './tell';
import type { Context, Draft, GroupOfInvariants } from './types';

const invariants = catalogue('network', {
  'cidr': {
    kind: 'relation',
    evidence: 'network',
    title: 'no two environments\' networks have overlapping addresses',
    fix: 'give each environment a block of its own',
  },
  'peering': {
    kind: 'relation',
    evidence: 'network',
    title: 'no peering, transit gateway, private link or share joins two environments',
    fix: 'remove the link, or declare it with reason and owner',
  },
  'route': {
    kind: 'relation',
    evidence: 'network',
    title: 'no route or rule leads to another environment\'s addresses',
    fix: 'route and allow the environment\'s own addresses only',
  },
  'dns': {
    kind: 'relation',
    evidence: 'network',
    title: 'no zone, domain or name serves two environments',
    fix: 'give each environment a zone and names of its own',
  },
  'certificate': {
    kind: 'relation',
    evidence: 'network',
    title: 'no certificate serves two environments',
    fix: 'issue a certificate for each environment',
  },
  'shared-id': {
    kind: 'relation',
    evidence: 'network',
    title: 'no network, address or gateway is used by two environments',
    fix: 'create one in each environment',
  },
  'endpoint-policy': {
    kind: 'hygiene',
    evidence: 'network',
    title: 'every VPC endpoint is bound to the environment\'s own account',
    fix: 'add an endpoint policy on aws:PrincipalAccount and aws:ResourceAccount',
  },
  'egress': {
    kind: 'hygiene',
    evidence: 'network',
    title: 'no security group lets everything out',
    fix: 'name the destinations',
  },
});

/** A link to something that is written by its id and belongs to nobody in the input. */
const foreignLinks = ({ facts }: Context): Draft[] => {
  const shared = new Map<string, Set<string>>();
  for (const { id, place } of facts.physicalIds) shared.set(id, (shared.get(id) ?? new Set()).add(place.environment.name));
  return facts.physicalIds
    .filter(
      ({ id, position }) =>
        position.invariant === 'network.peering'
        && position.watched
        && /^(tgw|vpce-svc|pcx|svcnetwork)/.test(id)
        && shared.get(id)?.size === 1,
    )
    .map(({ id, place }): Draft => ({
      invariant: 'network.peering',
      verdict: 'UNKNOWN',
      environments: [place.environment],
      against: 'anyone',
      message: `${placeName(place)} of ${place.environment.name} joins ${id}, whose account is not written`,
      steps: [{ place, value: id, note: 'open: what it joins' }],
    }));
};

/** AWS has prefix lists that everybody may name, whose ids look like a team's own. */
const maybeOfAws = (draft: Draft): Draft => ({
  ...draft,
  verdict: 'UNKNOWN',
  message: `${draft.message}, a list of prefixes that is AWS's own or shared by somebody, which its id does not tell`,
});

export const network: GroupOfInvariants = {
  invariants,
  decide: context => [
    ...overlappingNetworks(context),
    ...leftOpen(context, 'network.cidr'),
    ...foreignRoutes(context),
    ...sameDomain(context),
    ...foreignZone(context),
    ...foreignLinks(context),
    ...mentioned(context, 'network.peering', 'network.dns', 'network.certificate', 'network.shared-id'),
    ...leftOpen(context, 'network.peering'),
    ...sharedIds(context, 'network.peering', ({ id }) => /^(tgw|pcx|vpce-svc|svcnetwork|dxgw|vgw)/.test(id)),
    ...sharedIds(context, 'network.dns', ({ id }) => /^(Z|rslvr)/.test(id)),
    ...sharedIds(
      context,
      'network.shared-id',
      ({ id, position }) =>
        !/^(tgw|pcx|vpce-svc|svcnetwork|dxgw|vgw|Z|rslvr|snap|vol|fs|mrk|pl-)/.test(id) && position.invariant !== 'data.own-key',
    ),
    ...sharedIds(context, 'network.shared-id', ({ id }) => id.startsWith('pl-')).map(maybeOfAws),
    ...openEndpoints(context),
    ...openEgress(context),
  ],
};
