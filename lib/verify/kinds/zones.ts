import { GetHostedZoneCommand, ListHostedZonesByVPCCommand, ListHostedZonesCommand, ListVPCAssociationAuthorizationsCommand, type HostedZone, type VPC } from '@aws-sdk/client-route-53';
import { gather, json, pages } from './gather';
import { lastOf } from './messaging';
import { vpcs } from './network';
import type { Json } from '../../audit/assembly/shape';
import type { Aws, Live, Location, Reader } from '../types';

const networks = (vpcs: readonly VPC[] = []): Json[] => vpcs.map(({ VPCId, VPCRegion }) => json({ VPCId, VPCRegion }));

const zone = (aws: Aws, { Id = '', Name, Config }: HostedZone): Promise<Live> => {
  const id = lastOf('/')(Id);
  const isPrivate = Config?.PrivateZone === true;
  return gather({ type: 'AWS::Route53::HostedZone', id, attributes: { Id: id } }, {
    Name: () => Name,
    VPCs: async () => (isPrivate ? networks((await aws.route53.send(new GetHostedZoneCommand({ Id: id }))).VPCs) : []),
    AuthorizedVPCs: () => (isPrivate ? pages(async NextToken => {
      const { VPCs, NextToken: next } = await aws.route53.send(new ListVPCAssociationAuthorizationsCommand({ HostedZoneId: id, NextToken }));
      return { items: networks(VPCs), next };
    }) : []),
  });
};

/** Zones of other accounts that answer inside of this account's networks. */
const foreign = async (aws: Aws, { account, region }: Location): Promise<Live[]> => {
  const Vpcs = await vpcs(aws);
  const found = await Promise.all(Vpcs.map(({ VpcId }) => pages(async NextToken => {
    const { HostedZoneSummaries, NextToken: next } = await aws.route53.send(new ListHostedZonesByVPCCommand({ VPCId: VpcId, VPCRegion: region as 'us-east-1', NextToken }));
    return { items: HostedZoneSummaries, next };
  })));
  return found.flat().flatMap(({ HostedZoneId = '', Name, Owner }): Live[] => (Owner?.OwningAccount === undefined || Owner.OwningAccount === account ? [] : [{
    type: 'AWS::Route53::HostedZone', id: HostedZoneId, properties: json({ Name, Owner: Owner.OwningAccount }),
  }]));
};

export const zones: Reader = {
  kinds: [{
    type: 'AWS::Route53::HostedZone', aspects: {
      VPCs: { as: 'set', loosens: 'more', changedBy: 'AssociateVPCWithHostedZone' },
      AuthorizedVPCs: { as: 'set', loosens: 'more', changedBy: 'CreateVPCAssociationAuthorization' },
    },
  }],
  read: async (aws, where) => {
    const own = await pages(async Marker => {
      const { HostedZones, NextMarker } = await aws.route53.send(new ListHostedZonesCommand({ Marker }));
      return { items: HostedZones, next: NextMarker };
    });
    return [...await Promise.all(own.map(each => zone(aws, each))), ...await foreign(aws, where)];
  },
};
