import { apis } from './apis';
import { copies, endpointServices, gateways } from './compute';
import { tables } from './dynamodb';
import { eventBuses } from './events';
import { generic } from './generic';
import { iam, identityProviders } from './iam';
import { kms } from './kms';
import { eventSources, functions } from './lambda';
import { logGroups, logPolicies } from './logs';
import { queues, topics } from './messaging';
import { endpoints, joints, routeTables, securityGroups, vpcReader } from './network';
import { buckets } from './s3';
import { secrets } from './secrets';
import { shares } from './shares';
import { zones } from './zones';
import type { Kind, Reader } from '../types';

/** Everything that is looked at, from what decides most on. */
export const readers: readonly Reader[] = [
  iam, identityProviders, kms, secrets, queues, topics, buckets, tables, functions, eventSources, logGroups, logPolicies, eventBuses, apis,
  vpcReader, endpoints, securityGroups, routeTables, joints, gateways, endpointServices, copies, zones, shares, ...generic,
];

export const kinds: ReadonlyMap<string, Kind> = new Map(readers.flatMap(reader => reader.kinds.map(kind => [kind.type, kind])));
