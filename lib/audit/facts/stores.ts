// stores of data that programs call by their host: nobody offers one to everybody, so that one host in two environments is one store.
import { literalsOf } from '../resolve/value';
import type { Resolver } from '../resolve/resolver';
import type { World } from '../world/types';

export const STORE = 'store of data';

const words = (text: string): string => text.trim().split(/\s+/).join('|');

const SCHEMES = new RegExp(`^(?:${words(`
  postgres(?:ql)? mysql mariadb mongodb(?:\\+srv)? rediss? amqps? kafka ldaps? mqtts? nats cassandra clickhouse sqlserver memcached
  neo4j(?:\\+s{1,2}c?)? bolt elasticsearch opensearch db2 redshift trino presto hive2 nfs smb`)})$`, 'i');

const KINDS = words(`
  db database pg postgres\\w* mysql maria\\w* mongo\\w* redis valkey cache kafka brokers? bootstrap amqp rabbit\\w* elastic\\w* opensearch
  ldap nats mqtt cassandra memcached? nfs`);

const ADDRESSES = words('host(?:_?name)? servers? ur[il] endpoint addr(?:ess(?:es)?)? nodes? brokers?');

const NAMES = new RegExp(`(?:^|[_.-])(?:${KINDS})_?(?:${ADDRESSES})?s?$`, 'i');

const HOST = /^(?:[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?)?((?:[a-z0-9_-]+\.)+[a-z]{2,24})(?::\d{2,5})?(?:\/\S*)?$/i;

/** Names that every network may have for itself, and hosts of AWS, which are told by theirs. */
const ANYONES = new RegExp(
  `\\.(?:${words('internal local lan corp home intranet private localhost localdomain test svc consul arpa')})$`
  + '|amazonaws\\.com(?:\\.cn)?$|\\.on\\.aws$',
  'i',
);

const asHost = (host: string): string[] =>
  (/\.[a-z][a-z0-9-]*$/i.test(host) && !ANYONES.test(host) ? [host.toLowerCase()] : []);

/** The store that an address calls. */
export const storeByScheme = (scheme: string, host: string): string[] => (SCHEMES.test(scheme) ? asHost(host) : []);

/** The store that a setting names. */
export const storeByName = (name: string, text: string): string[] => {
  const host = NAMES.test(name) ? HOST.exec(text)?.[1] : undefined;
  return host === undefined ? [] : asHost(host);
};

/** Zones that only the networks of their environment see: a name in one is another host in each. */
export const privateZones = (world: World, resolver: Resolver): ReadonlySet<string> =>
  new Set(world.stacks.flatMap(({ resources }) =>
    [...resources.values()].flatMap(({ type, properties, stack }) =>
      (type === 'AWS::Route53::HostedZone' && properties.VPCs !== undefined) || type === 'AWS::ServiceDiscovery::PrivateDnsNamespace'
        ? (literalsOf(resolver.value(stack, properties.Name ?? null)) ?? []).map(name => name.toLowerCase().replace(/\.$/, ''))
        : [])));
