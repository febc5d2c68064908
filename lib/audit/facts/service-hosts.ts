// hosts that AWS makes from the name that a team gives: the name says whose the host is, whatever AWS puts beside it.
import { literalsOf } from '../resolve/value';
import type { Resolver } from '../resolve/resolver';
import type { EnvironmentNode, ResourceNode, World } from '../world/types';

/** Part of the host that a service is known by, and what its resources are named with. */
const named: readonly (readonly [family: string, type: RegExp, property: string])[] = [
  ['rds', /^AWS::RDS::DBInstance$/, 'DBInstanceIdentifier'],
  ['rds', /^AWS::RDS::DBCluster$/, 'DBClusterIdentifier'],
  ['rds', /^AWS::RDS::DBProxy$/, 'DBProxyName'],
  ['rds', /^AWS::RDS::DBProxyEndpoint$/, 'DBProxyEndpointName'],
  ['docdb', /^AWS::DocDB::DBCluster$/, 'DBClusterIdentifier'],
  ['docdb', /^AWS::DocDB::DBInstance$/, 'DBInstanceIdentifier'],
  ['neptune', /^AWS::Neptune::DBCluster$/, 'DBClusterIdentifier'],
  ['neptune', /^AWS::Neptune::DBInstance$/, 'DBInstanceIdentifier'],
  ['redshift', /^AWS::Redshift::Cluster$/, 'ClusterIdentifier'],
  ['redshift-serverless', /^AWS::RedshiftServerless::Workgroup$/, 'WorkgroupName'],
  ['cache', /^AWS::ElastiCache::ReplicationGroup$/, 'ReplicationGroupId'],
  ['cache', /^AWS::ElastiCache::CacheCluster$/, 'ClusterName'],
  ['cache', /^AWS::ElastiCache::ServerlessCache$/, 'ServerlessCacheName'],
  ['memorydb', /^AWS::MemoryDB::Cluster$/, 'ClusterName'],
  ['dax-clusters', /^AWS::DAX::Cluster$/, 'ClusterName'],
  ['elb', /^AWS::ElasticLoadBalancingV2::LoadBalancer$/, 'Name'],
  ['elb', /^AWS::ElasticLoadBalancing::LoadBalancer$/, 'LoadBalancerName'],
  ['es', /^AWS::(OpenSearchService|Elasticsearch)::Domain$/, 'DomainName'],
  ['kafka', /^AWS::MSK::Cluster$/, 'ClusterName'],
  ['auth', /^AWS::Cognito::UserPoolDomain$/, 'Domain'],
  ['elasticbeanstalk', /^AWS::ElasticBeanstalk::Environment$/, 'CNAMEPrefix'],
];

const keyOf = (family: string, name: string): string => `${family} ${name.toLowerCase()}`;

/** A host in a text, and what it is named after. */
export interface NamedHost {
  readonly host: string;
  readonly at: number;
  readonly owners: readonly ResourceNode[];
}

/** What a host is of, if it is not one's own: two may have given the same name. */
export const foreignOwner = ({ owners }: NamedHost, own: EnvironmentNode): ResourceNode | undefined =>
  owners.some(({ stack }) => stack.environment === own) ? undefined : owners[0];

const SUFFIX = /\.(?:amazonaws\.com|amazoncognito\.com|elasticbeanstalk\.com)/gi;
const OUTSIDE = /[^A-Za-z0-9._-]/;
const LONGEST_HOST = 255;

/** What AWS puts before and behind a name in a label. */
const namesIn = (label: string): string[] => {
  const bare = label.replace(/^(?:internal|search|vpc|dualstack)-/, '');
  return [label, bare, bare.replace(/-[a-z0-9]+$/, ''), label.replace(/-[a-z0-9]+$/, '')];
};

/** Looks into texts for hosts that are named after somebody's resource. */
export type HostLook = (text: string) => readonly NamedHost[];

export const namedHosts = (world: World, resolver: Resolver): HostLook => {
  const owners = new Map<string, ResourceNode[]>();
  for (const { resources } of world.stacks) {
    for (const resource of resources.values()) {
      for (const [family, type, property] of named) {
        const given = resource.properties[property];
        if (given === undefined || !type.test(resource.type)) continue;
        for (const name of literalsOf(resolver.value(resource.stack, given)) ?? [])
          owners.set(keyOf(family, name), [...(owners.get(keyOf(family, name)) ?? []), resource]);
      }
    }
  }
  if (owners.size === 0) return () => [];
  const ownersOf = (host: string): readonly ResourceNode[] => {
    const labels = host.toLowerCase().split('.');
    for (const family of labels) {
      for (const label of labels) {
        for (const name of namesIn(label)) {
          const found = owners.get(keyOf(family, name));
          if (found) return found;
        }
      }
    }
    return [];
  };
  return text =>
    [...text.matchAll(SUFFIX)].flatMap(({ 0: suffix, index }) => {
      let at = index;
      while (at > 0 && index - at < LONGEST_HOST && !OUTSIDE.test(text[at - 1]!)) at -= 1;
      const host = text.slice(at, index + suffix.length);
      const found = at === index ? [] : ownersOf(host);
      return found.length === 0 ? [] : [{ host, at, owners: found }];
    });
};
