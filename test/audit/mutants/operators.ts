// leaks made from the synthesized templates themselves: each rule is applied wherever a template offers a place for it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { family, orderedPairs, type Entry } from './family';
import { sides } from './sides';
import type { Group } from '../../../lib/audit/model';
import type { Mutant, Resource, Side, StackName, Template } from './types';

type Way = readonly (string | number)[];

interface Spot {
  readonly side: Side;
  readonly stack: StackName;
  readonly logicalId: string;
  readonly type: string;
  readonly way: Way;
}

const at = (node: unknown, way: Way): unknown =>
  way.reduce((inner: unknown, key) => (inner as Record<string | number, unknown> | undefined)?.[key], node);

const shapeOf = ({ type, way }: Spot): string => `${type} ${way.map(key => (typeof key === 'number' ? '*' : key)).join('.')}`;

/** Every node of a resource with the way to it. */
const visit = (node: unknown, way: Way, each: (node: unknown, way: Way) => void): void => {
  each(node, way);
  if (Array.isArray(node)) node.forEach((item, index) => visit(item, [...way, index], each));
  else if (typeof node === 'object' && node !== null) for (const [key, inner] of Object.entries(node)) visit(inner, [...way, key], each);
};

/** Places in templates that a rule fits, one of each shape in each stack. */
const spots = (assembly: string, fits: (node: unknown, resource: Resource, way: Way) => boolean): Spot[] =>
  Object.values(sides).flatMap(side => {
    const seen = new Set<string>();
    return readdirSync(join(assembly, `assembly-${side.name}`)).flatMap((file): Spot[] => {
      const stack = /(Network|Secrets|Webhook|Operations|Backend)[0-9A-F]{8}\.template\.json$/.exec(file)?.[1] as StackName | undefined;
      if (!stack) return [];
      const template = JSON.parse(readFileSync(join(assembly, `assembly-${side.name}`, file), 'utf8')) as Template;
      return Object.entries(template.Resources).flatMap(([logicalId, resource]) => {
        const found: Spot[] = [];
        visit(resource.Properties, [], (node, way) => {
          const spot = { side, stack, logicalId, type: resource.Type, way };
          if (!fits(node, resource, way) || seen.has(shapeOf(spot))) return;
          seen.add(shapeOf(spot));
          found.push(spot);
        });
        return found;
      });
    });
  });

interface Operator {
  readonly name: string;
  readonly group: Group;
  readonly fits: (node: unknown, resource: Resource, way: Way) => boolean;
  readonly apply: (parent: Record<string | number, unknown>, key: string | number, other: Side) => void;
  readonly expected: readonly string[];
  readonly names?: Entry['names'];
  readonly hygiene?: boolean;
}

const isStatement = (node: unknown, effect: string): node is Record<string, unknown> =>
  typeof node === 'object' && node !== null && 'Effect' in node && node.Effect === effect && 'Action' in node;
const bounds = (node: Record<string, unknown>): boolean =>
  /"(aws:Source(Account|Arn)|aws:PrincipalA(ccount|rn)|kms:CallerAccount)"/.test(JSON.stringify(node.Condition ?? {}));
const ownAccounts = new Set(Object.values(sides).map(({ account }) => account));
const isOwnAccount = (node: unknown): boolean => {
  if (typeof node === 'string') return ownAccounts.has(node);
  return typeof node === 'object' && node !== null && 'Ref' in node && node.Ref === 'AWS::AccountId';
};

const anyRelation = ['accounts.*', 'identities.*', 'references.*', 'data.*', 'network.*', 'secrets.*', 'deployment.*', 'configuration.*'];

const operators: readonly Operator[] = [
  {
    name: 'another account where its own stood',
    group: 'accounts',
    expected: anyRelation,
    // the lookup of a tripwire is a key of its own mapping.
    fits: (node, _, way) => isOwnAccount(node) && way[way.length - 2] !== 'Fn::FindInMap',
    apply: (parent, key, other) => {
      parent[key] = other.account;
    },
  },
  {
    name: 'no condition on a service or on everybody',
    group: 'identities',
    expected: ['identities.deputy', 'identities.resource-policy', 'identities.service-trust', 'network.endpoint-policy'],
    names: 'own',
    hygiene: true,
    fits: node => isStatement(node, 'Allow') && bounds(node) && /"Service"|"\*"/.test(JSON.stringify(node.Principal ?? {})),
    apply: (parent, key) => {
      delete (parent[key] as Record<string, unknown>).Condition;
    },
  },
  {
    name: 'a condition that counts only if its key is there',
    group: 'identities',
    expected: ['identities.deputy', 'identities.resource-policy', 'identities.service-trust', 'network.endpoint-policy'],
    names: 'own',
    hygiene: true,
    fits: node => isStatement(node, 'Allow') && bounds(node) && /"Service"|"\*"/.test(JSON.stringify(node.Principal ?? {})),
    apply: (parent, key) => {
      const statement = parent[key] as { Condition: Record<string, unknown> };
      statement.Condition = Object.fromEntries(
        Object.entries(statement.Condition).map(([operator, keys]) => [`${operator}IfExists`, keys]),
      );
    },
  },
  {
    name: 'everybody where somebody was let in',
    group: 'identities',
    expected: ['identities.trust', 'identities.resource-policy'],
    names: 'own',
    fits: (node, { Type }) => isStatement(node, 'Allow') && 'Principal' in node && !/VPCEndpoint|RestApi/.test(Type),
    apply: (parent, key) => {
      const statement = parent[key] as Record<string, unknown>;
      statement.Principal = '*';
      delete statement.Condition;
    },
  },
  {
    name: 'a root of another account beside whoever was let in',
    group: 'identities',
    expected: ['identities.trust', 'identities.resource-policy'],
    fits: (node, { Type }) => isStatement(node, 'Allow') && 'Principal' in node && !/VPCEndpoint|RestApi/.test(Type),
    apply: (parent, key, other) => {
      (parent as unknown as unknown[]).push({
        ...(parent[key] as object),
        Condition: undefined,
        Principal: { AWS: `arn:aws:iam::${other.account}:root` },
      });
    },
  },
  {
    name: 'no source of an invocation',
    group: 'identities',
    expected: ['identities.deputy'],
    names: 'own',
    fits: (node, { Type }, way) => Type === 'AWS::Lambda::Permission' && way.length === 1 && way[0] === 'SourceArn' && node !== undefined,
    apply: parent => {
      delete parent.SourceArn;
      delete parent.SourceAccount;
    },
  },
  {
    name: 'a key of another environment',
    group: 'data',
    expected: ['data.own-key', 'secrets.identity'],
    fits: (_, { Type }, way) =>
      !Type.startsWith('AWS::KMS::')
      && /^(KmsKeyId|KmsMasterKeyId|KMSMasterKeyID|KMSMasterKeyId|KmsKeyArn|KmsKeyIdentifier|EncryptionKeyArn)$/.test(
        String(way[way.length - 1]),
      ),
    apply: (parent, key, other) => {
      parent[key] = `arn:aws:kms:me-central-1:${other.account}:key/6f1c2d3e-aaaa-4bbb-8ccc-0123456789ab`;
    },
  },
  {
    name: 'a role of another environment',
    group: 'identities',
    expected: ['identities.role'],
    fits: (node, { Type }, way) =>
      Type !== 'AWS::IAM::Policy'
      && /^(Role|RoleArn|DeliverLogsPermissionArn|PermissionsBoundary)$/.test(String(way[way.length - 1]))
      && node !== undefined,
    apply: (parent, key, other) => {
      parent[key] = { 'Fn::Sub': `arn:\${AWS::Partition}:iam::${other.account}:role/worker` };
    },
  },
  {
    name: 'no policy of an endpoint',
    group: 'network',
    expected: ['network.endpoint-policy'],
    names: 'own',
    hygiene: true,
    fits: (node, { Type }, way) =>
      Type === 'AWS::EC2::VPCEndpoint' && way.length === 1 && way[0] === 'PolicyDocument' && node !== undefined,
    apply: (parent, key) => {
      delete parent[key];
    },
  },
  {
    name: 'a key that is not the environment\'s own any more',
    group: 'data',
    expected: ['data.encrypted'],
    names: 'own',
    hygiene: true,
    fits: (_, { Type }, way) =>
      /^AWS::(SQS::Queue|SNS::Topic|SecretsManager::Secret|Logs::LogGroup|Events::EventBus)$/.test(Type)
      && way.length === 1
      && /^Kms/.test(String(way[0])),
    apply: (parent, key) => {
      delete parent[key];
    },
  },
];

/** All leaks that the rules make of an assembly. */
export const madeFrom = (assembly: string): Mutant[] =>
  operators.flatMap(({ name, group, fits, apply, expected, names, hygiene }) =>
    family(
      group,
      name,
      { expected, names, hygiene },
      spots(assembly, fits).map((spot, index): Entry => {
        const { side, stack, logicalId, way } = spot;
        const others = orderedPairs.filter(([own]) => own === side).map(([, other]) => other);
        return {
          what: `${stack}/${logicalId.replace(/[0-9A-F]{8}$/, '')} ${way.join('.')}`,
          pair: [side, others[index % others.length]!],
          plant: ({ lab, own, other }) => {
            const parent = at(lab.template(own, stack).Resources[logicalId]!.Properties, way.slice(0, -1)) as Record<
              string | number,
              unknown
            >;
            apply(parent, way[way.length - 1]!, other);
          },
        };
      }),
    ),
  );
