// secrets that a service makes for what a template creates: they stand in no template and are read like any other.
import { placeOf } from '../invariants/tell';
import { partitionOf } from '../policy/patterns';
import { nameOf, type ResourceNode } from '../world/types';
import type { Target } from './types';

interface Made {
  /** The property that asks for it. */
  readonly when?: string;
  /** How its name begins. */
  readonly prefix: string;
  /** Where the key stands. */
  readonly key: readonly string[];
  readonly rotates: boolean;
}

const made: Readonly<Record<string, Made>> = {
  'AWS::RDS::DBInstance': { when: 'ManageMasterUserPassword', prefix: 'rds!', key: ['MasterUserSecret', 'KmsKeyId'], rotates: true },
  'AWS::RDS::DBCluster': { when: 'ManageMasterUserPassword', prefix: 'rds!', key: ['MasterUserSecret', 'KmsKeyId'], rotates: true },
  'AWS::DocDB::DBCluster': { when: 'ManageMasterUserPassword', prefix: 'rds!', key: ['MasterUserSecretKmsKeyId'], rotates: true },
  'AWS::Redshift::Cluster': { when: 'ManageMasterPassword', prefix: 'redshift!', key: ['MasterPasswordSecretKmsKeyId'], rotates: true },
  'AWS::Events::Connection': { prefix: 'events!connection/', key: ['KmsKeyIdentifier'], rotates: false },
};

export interface ServiceSecret {
  readonly node: ResourceNode;
  readonly target: Target;
  readonly key: readonly string[];
  readonly rotates: boolean;
}

/** The secret that a service makes for a resource, if it does. */
export const serviceSecretOf = (node: ResourceNode): ServiceSecret | undefined => {
  const { type, stack, properties } = node;
  const how = made[type];
  if (!how || (how.when !== undefined && (properties[how.when] === undefined || properties[how.when] === false || properties[how.when] === 'false'))) return undefined;
  const target: Target = {
    environment: stack.environment,
    node,
    name: nameOf(node),
    type: 'AWS::SecretsManager::Secret',
    account: stack.account,
    place: placeOf(node),
    arns: [`arn:${partitionOf(stack.region)}:secretsmanager:${stack.region ?? '*'}:${stack.account ?? '*'}:secret:${how.prefix}*`],
    actions: ['secretsmanager:*'],
    policies: [],
    held: [],
    outside: [],
    posture: 'no-policy',
    asksOwnPolicy: false,
  };
  return { node, target, key: how.key, rotates: how.rotates };
};
