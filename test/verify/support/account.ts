// an account that is as its templates say, put together from the templates themselves; tests then change it by hand.
import { contextOf } from '../../delivery/support/contexts';
import { fleet, flows } from '../../fixtures/fleet';
import { synthesize } from '../../fixtures/synthesize';
import { isObject, type Json, type JsonObject } from '../../../lib/audit/assembly/shape';
import { Resolver } from '../../../lib/audit/resolve/resolver';
import { buildWorld } from '../../../lib/audit/world/build';
import type { EnvironmentContext } from '../../../lib/environment';
import { auditSubject } from '../../../lib/fleet-audit';
import type { Account } from '../../../lib/verify/account';
import { oneOf, readProof, withBootstrap } from '../../../lib/verify/baseline';
import { conclude, type Readings, type Verification } from '../../../lib/verify/conclude';
import { Deployed, type StackResource } from '../../../lib/verify/deployed';
import { spokenFor } from '../../../lib/verify/examine';
import { kinds } from '../../../lib/verify/kinds';
import { carriersOf, saidOf } from '../../../lib/verify/said';
import type { Aspect, Live } from '../../../lib/verify/types';

export const environment = contextOf('staging');
export const { account, region } = environment;
/** The environment that should stay outside. */
export const sibling = contextOf('production').account;

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };
export type WritableLive = Writable<Live>;

export interface Fake extends Omit<Account, 'live' | 'stacks' | 'templates'> {
  readonly live: WritableLive[];
  readonly stacks: Map<string, { StackName: string; StackStatus: string; Parameters: { ParameterKey: string; ParameterValue: string }[] }>;
  readonly templates: Map<string, JsonObject>;
}

const service: Readonly<Record<string, string>> = { SecretsManager: 'secretsmanager', DynamoDB: 'dynamodb', SNS: 'sns', SQS: 'sqs', KMS: 'kms', Lambda: 'lambda', Logs: 'logs', Events: 'events', IAM: 'iam', S3: 's3' };

const paths: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'role/', 'AWS::IAM::ManagedPolicy': 'policy/', 'AWS::IAM::OIDCProvider': 'oidc-provider/', 'AWS::KMS::Key': 'key/', 'AWS::DynamoDB::Table': 'table/',
  'AWS::SecretsManager::Secret': 'secret:', 'AWS::Lambda::Function': 'function:', 'AWS::Logs::LogGroup': 'log-group:', 'AWS::Events::EventBus': 'event-bus/', 'AWS::Events::Rule': 'rule/',
};

const arnOf = (type: string, name: string): string => {
  const kind = service[type.split('::')[1] ?? ''] ?? 'other';
  const place = kind === 's3' ? ':' : kind === 'iam' ? `:${account}` : `${region}:${account}`;
  return `arn:aws:${kind}:${place}:${paths[type] ?? ''}${name}`;
};

const named = (properties: JsonObject): string | undefined =>
  ['RoleName', 'QueueName', 'TopicName', 'FunctionName', 'TableName', 'BucketName', 'Name'].flatMap(name => (typeof properties[name] === 'string' ? [properties[name]] : []))[0];

/** Types whose physical id is their ARN. */
const byArn = new Set(['AWS::SecretsManager::Secret', 'AWS::SNS::Topic', 'AWS::IAM::OIDCProvider', 'AWS::IAM::ManagedPolicy']);

const physicalOf = (type: string, name: string): string =>
  (byArn.has(type) ? arnOf(type, name) : type === 'AWS::SQS::Queue' ? `https://sqs.${region}.amazonaws.com/${account}/${name}` : name);

const valueOf = ({ as, carrier, within }: Aspect, values: readonly Json[]): Json | undefined => {
  if (as === 'set' || as === 'policies') return [...values];
  if (values.length === 0) return undefined;
  if (as === 'value' || as === 'sealed') return values[0];
  const statements = values.flatMap(one => (isObject(one) && one.Statement !== undefined ? one.Statement as Json[] : carrier?.holds === 'Statement' ? [one] : []));
  const document: JsonObject = { Version: '2012-10-17', Statement: statements };
  return within === undefined ? document : { [within]: document };
};

const { outdir, remove } = synthesize(fleet, flows);
export const forget = remove;
export const proof = readProof(outdir, auditSubject(fleet, flows));
const { input, loaded: synthesized } = proof;

const nothing = { drafts: [], unread: [], compared: 0 };

/** @param bootstrapped whether the bootstrap stands as well */
export const standing = (where: EnvironmentContext = environment, bootstrapped = false): Fake => {
  const loaded = bootstrapped ? withBootstrap(synthesized, oneOf(proof, where), where, { stacks: { has: () => true } } as never) : synthesized;
  const world = buildWorld(loaded, input.environments);
  const stacks = world.stacks.filter(stack => stack.account === where.account);
  const nodes = stacks.flatMap(stack => [...stack.resources.values()]);
  const resources = nodes.map(({ stack, logicalId, type, properties }): StackResource =>
    ({ stack: stack.name, logicalId, type, physicalId: physicalOf(type, named(properties) ?? `${stack.name}-${logicalId}`) }));
  const physical = new Map(resources.map(resource => [`${resource.stack}/${resource.logicalId}`, resource.physicalId]));
  const live = nodes.flatMap((node): { node: typeof node; live: WritableLive }[] => {
    const kind = kinds.get(node.type);
    const id = physical.get(`${node.stack.name}/${node.logicalId}`) ?? '';
    if (!kind) return [];
    const name = named(node.properties) ?? `${node.stack.name}-${node.logicalId}`;
    const Arn = byArn.has(node.type) ? id : arnOf(node.type, name);
    const attributes = {
      Arn, Name: name, Id: id, QueueName: name, GroupId: id, StreamArn: `${Arn}/stream/2026`, DefaultSecurityGroup: 'sg-default', RootResourceId: 'root',
      ...node.type === 'AWS::IAM::Role' && { RoleId: `AROA${node.logicalId.toUpperCase()}` },
    };
    return [{ node, live: { type: node.type, id: kind.key?.(id) ?? id, attributes, properties: {} } }];
  });
  const found = new Deployed(where, resources, live.map(each => each.live));
  const resolver = new Resolver(world);
  const { carriers } = carriersOf(stacks, spokenFor, resolver, found);
  for (const { node, live: each } of live) {
    for (const [property, aspect] of Object.entries(kinds.get(node.type)!.aspects)) {
      const value = valueOf(aspect, saidOf(node, each, property, aspect, carriers, resolver, found).map(said => said.value));
      if (value !== undefined) each.properties[property] = value;
    }
    if (node.type === 'AWS::EC2::SecurityGroup' && (each.properties.SecurityGroupEgress as Json[]).length === 0) each.properties.SecurityGroupEgress = [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }];
  }
  return {
    stacks: new Map(stacks.map(({ name }) => [name, { StackName: name, StackStatus: 'CREATE_COMPLETE', Parameters: [] }])),
    templates: new Map(stacks.map(({ name, loaded: { document } }) => [name, structuredClone(document.value)])),
    resources, live: structuredClone(live.map(each => each.live)), unread: [], unknown: new Set(), listed: true,
  };
};

export const look = (fake: Fake, organization: Readings['organization'] = nothing): Verification =>
  conclude(environment, { proof, account: fake as unknown as Account, organization });
