// which resource of which template each physical resource is.
import { kinds } from './kinds';
import type { Live, Location, Place } from './types';
import type { Attributes } from './expected';
import type { ResourceNode } from '../audit/world/types';

/** A resource as its stack tells it. */
export interface StackResource extends Place {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

const keyOf = (type: string, physical: string): string => `${type} ${kinds.get(type)?.key?.(physical) ?? physical}`;

const placeKey = (stack: string, logicalId: string): string => `${stack}/${logicalId}`;

/** ARNs of types that are not read and whose physical id is their name. */
const arns: Readonly<Record<string, (name: string, where: Location) => string>> = {
  'AWS::CloudWatch::Alarm': (name, { account, region }) => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
  'AWS::CloudWatch::CompositeAlarm': (name, { account, region }) => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
  'AWS::SSM::Parameter': (name, { account, region }) => `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, '')}`,
};

/** Physical and declared resources, each by the other. */
export class Deployed {
  private readonly live = new Map<string, Live>();
  private readonly declared = new Map<string, StackResource>();
  private readonly owners = new Map<string, StackResource>();
  private readonly named = new Map<string, Live>();

  constructor(private readonly where: Location, resources: readonly StackResource[], live: readonly Live[]) {
    for (const each of live) {
      this.live.set(`${each.type} ${each.id}`, each);
      for (const name of [each.id, ...Object.values(each.attributes ?? {})]) this.named.set(`${each.type} ${name}`, each);
    }
    for (const resource of resources) {
      this.declared.set(placeKey(resource.stack, resource.logicalId), resource);
      this.owners.set(keyOf(resource.type, resource.physicalId), resource);
    }
  }

  /** The resource that a template declares; nothing where it is not there, or of a type that is not read. */
  of(stack: string, logicalId: string): Live | undefined {
    const resource = this.declared.get(placeKey(stack, logicalId));
    return resource && this.live.get(keyOf(resource.type, resource.physicalId));
  }

  declaration(stack: string, logicalId: string): StackResource | undefined {
    return this.declared.get(placeKey(stack, logicalId));
  }

  /** Whose a resource is. */
  ownerOf({ type, id }: Live): StackResource | undefined {
    return this.owners.get(`${type} ${id}`);
  }

  /** A resource of some type by any of its names: its id, its ARN, its address. */
  byName(type: string, name: string): Live | undefined {
    return this.named.get(`${type} ${name}`);
  }

  readonly attributes: Attributes = (owner: ResourceNode, attribute) => {
    const resource = this.declaration(owner.stack.name, owner.logicalId);
    if (!resource) return undefined;
    const { type, physicalId } = resource;
    if (attribute === 'Ref') return physicalId;
    const known = this.of(owner.stack.name, owner.logicalId)?.attributes?.[attribute];
    return known ?? (attribute === 'Arn' ? arns[type]?.(physicalId, this.where) : undefined);
  };
}
