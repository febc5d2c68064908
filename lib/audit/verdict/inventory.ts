import { decide } from '../access/decide';
import type { Matrix, Side } from '../access/matrix';
import { serviceSecretOf } from '../access/service-secrets';
import type { Principal, Target } from '../access/types';
import { isObject, type Json } from '../assembly/shape';
import type { Context } from '../invariants/types';
import type { SecretEntry } from '../model';
import { isAttribute, render, type Value } from '../resolve/value';
import { nameOf, type ResourceNode } from '../world/types';

const READ = 'secretsmanager:getsecretvalue';
const DECRYPT = 'kms:decrypt';

interface Key {
  readonly text: string;
  /** Keys that the input holds; none where AWS manages it or where it is written as an ARN. */
  readonly nodes: readonly ResourceNode[];
}

const keyFrom = ({ resolver }: Context, { stack }: ResourceNode, node: Json | undefined): Key => {
  if (node === undefined) return { text: 'AWS-managed', nodes: [] };
  const value = resolver.value(stack, node);
  const owners = value.map(sequence => sequence.find(isAttribute)?.owner);
  const texts = value.map((sequence, index) => (owners[index] ? nameOf(owners[index]) : render(sequence)));
  // which of several it is, is decided at deployment: then it keeps nobody out.
  const nodes = owners.every(owner => owner !== undefined) ? owners : [];
  return { text: [...new Set(texts)].join(' or '), nodes };
};

/** Whether a principal gets at a secret and at the key that it is under. */
const reads = (principal: Principal, secret: Target, keys: readonly Target[]): boolean => {
  // policies of the organization are not counted: whoever they keep out may read it without them.
  const may = (target: Target, action: string) => decide(principal, target, [], action).decision !== 'denied';
  return may(secret, READ) && (keys.length === 0 || keys.some(key => may(key, DECRYPT)));
};

type Becoming = (role: Principal) => readonly Principal[];

/** Who of the same environment may become a role; a service does so for what runs as it, which is the role itself. */
const becoming = ({ principals, targets }: Side): Becoming => {
  const roles = new Map(targets.filter(({ type }) => type === 'AWS::IAM::Role').map(target => [target.node, target]));
  const known = new Map<Principal, readonly Principal[]>();
  return role => {
    let found = known.get(role);
    if (!found) {
      const target = roles.get(role.node);
      found = target === undefined ? [] : principals.filter(principal => principal !== role && principal.kind !== 'service' && decide(principal, target, [], 'sts:assumerole').decision === 'allowed');
      known.set(role, found);
    }
    return found;
  };
};

/** Those who read a secret at once, and those who first become one of them. */
const ownReaders = (direct: readonly Principal[], mayBecome: Becoming): string[] => {
  const names = new Map(direct.map(principal => [principal, principal.name]));
  let latest: readonly Principal[] = direct;
  while (latest.length > 0) {
    const next: Principal[] = [];
    for (const role of latest) {
      for (const principal of mayBecome(role)) {
        if (names.has(principal)) continue;
        names.set(principal, `${principal.name}, by becoming ${role.name}`);
        next.push(principal);
      }
    }
    latest = next;
  }
  return [...names.values()];
};

/** Who of an environment, and of any other, may read a secret. */
const readersOf = ({ judged }: Matrix, { principals }: Side, mayBecome: Becoming, secret: Target, keys: readonly Target[]): string[] => [
  ...ownReaders(principals.filter(principal => reads(principal, secret, keys)), mayBecome),
  ...judged
    .filter(({ target, principal, decision: { decision, assumes } }) =>
      target === secret && (decision !== 'denied' || assumes.length > 0) && (principal.account === undefined || reads(principal, secret, [])))
    .map(({ principal: { environment, name } }) => `${environment.name}: ${name}`),
];

const spans = (rules: Json | undefined): string | undefined => {
  if (!isObject(rules)) return undefined;
  const { AutomaticallyAfterDays: days, ScheduleExpression: schedule } = rules;
  if (typeof schedule === 'string') return schedule;
  return typeof days === 'number' || typeof days === 'string' ? `every ${days} days` : undefined;
};

type Rotation = Pick<SecretEntry, 'rotation' | 'rotates'>;

const ownersOf = (value: Value): ResourceNode[] => value.flatMap(sequence => sequence.find(isAttribute)?.owner ?? []);

/** How the secrets of an environment rotate, also where the schedule names what a secret is attached to. */
const rotations = ({ resolver }: Context, { environment, targets }: Side): Map<ResourceNode, Rotation> => {
  const found = new Map<ResourceNode, Rotation>();
  for (const { resources } of environment.stacks) {
    for (const { type, stack, properties: { SecretId, HostedRotationLambda, RotationRules } } of resources.values()) {
      if (type !== 'AWS::SecretsManager::RotationSchedule' || SecretId === undefined) continue;
      for (const owner of ownersOf(resolver.value(stack, SecretId))) {
        for (const { node, standIns } of targets)
          if (node && (node === owner || standIns?.has(owner)))
            found.set(node, { rotation: HostedRotationLambda === undefined ? 'function' : 'hosted', rotates: spans(RotationRules) });
      }
    }
  }
  return found;
};

const at = (properties: Json | undefined, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((node, key) => (isObject(node) ? node[key] : undefined), properties);

/** Every secret of every environment: who can read it, under which key, how it rotates. */
export const secretInventory = (context: Context, matrix: Matrix): SecretEntry[] =>
  matrix.sides.flatMap(side => {
    const rotation = rotations(context, side);
    const mayBecome = becoming(side);
    const keyTargets = new Map(side.targets.filter(({ type }) => type.startsWith('AWS::KMS::')).map(target => [target.node, target]));
    const entry = (node: ResourceNode, target: Target, key: Key, more: Rotation & Pick<SecretEntry, 'kind' | 'name'>): SecretEntry => ({
      environment: side.environment.name,
      stack: node.stack.name,
      logicalId: node.logicalId,
      file: node.stack.loaded.document.file,
      readers: [...new Set(readersOf(matrix, side, mayBecome, target, key.nodes.flatMap(each => keyTargets.get(each) ?? [])))].sort(),
      key: key.text,
      ...more,
    });
    return side.environment.stacks.flatMap(({ resources }) =>
      [...resources.values()].flatMap((node): SecretEntry[] => {
        const target = node.type === 'AWS::SecretsManager::Secret' ? side.targets.find(each => each.node === node) : undefined;
        if (target) {
          const { KmsKeyId, Name } = node.properties;
          const how = rotation.get(node) ?? { rotation: 'none' };
          return [entry(node, target, keyFrom(context, node, KmsKeyId), { kind: 'secret', name: typeof Name === 'string' ? Name : undefined, ...how })];
        }
        const secret = serviceSecretOf(node);
        if (!secret) return [];
        const key = keyFrom(context, node, at(node.properties, secret.key));
        return [entry(node, secret.target, key, { kind: 'managed', rotation: secret.rotates ? 'managed' : 'none' })];
      }),
    );
  });
