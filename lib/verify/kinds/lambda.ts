import {
  GetPolicyCommand, ListAliasesCommand, ListEventSourceMappingsCommand, ListFunctionsCommand, ListFunctionUrlConfigsCommand, ListVersionsByFunctionCommand,
  type EnvironmentResponse, type FunctionConfiguration,
} from '@aws-sdk/client-lambda';
import { gather, json, pages, policy, unless } from './gather';
import { only } from './spelling';
import { isObject, type Json, type JsonObject } from '../../audit/assembly/shape';
import type { Aspect, Aws, Live, Reader } from '../types';

const value = (node: Json | undefined): Json | undefined => (Array.isArray(node) && node.length === 1 ? node[0] : node);

/** Of one kind alone, for a permission names no other: what else is there stays to be seen. */
const principal = (node: Json | undefined): Json | undefined => {
  const [only, ...others] = isObject(node) ? Object.values(node) : [];
  return isObject(node) && others.length === 0 ? value(only) : node;
};

/** What conditions of a function's policy a permission of a template can say. */
const said: Readonly<Record<string, string>> = {
  'aws:sourcearn': 'SourceArn', 'aws:sourceaccount': 'SourceAccount', 'aws:principalorgid': 'PrincipalOrgID',
  'lambda:functionurlauthtype': 'FunctionUrlAuthType', 'lambda:eventsourcetoken': 'EventSourceToken', 'lambda:invokedviafunctionurl': 'InvokedViaFunctionUrl',
};

/** A statement of a function's policy as the permission that makes it; a condition that no permission can make stays beside it. */
const permission = (statement: Json): JsonObject => {
  const { Principal, Action, Condition, Effect, NotPrincipal, NotAction } = isObject(statement) ? statement : {};
  const entry: JsonObject = json({ Principal: principal(Principal), Action: value(Action), NotPrincipal, NotAction, ...Effect === 'Deny' && { Effect } });
  for (const [test, keys] of Object.entries(isObject(Condition) ? Condition : {})) {
    for (const [key, given] of Object.entries(isObject(keys) ? keys : {})) {
      const name = said[key.toLowerCase()];
      const text = value(given);
      if (text !== undefined) entry[name !== undefined && /^(?:Arn|String)(?:Like|Equals)$|^Bool$/.test(test) ? name : `${test} ${key}`] = text;
    }
  }
  return entry;
};

const permissionsOf = async (aws: Aws, FunctionName: string, Qualifier?: string): Promise<Json[]> => {
  const document = policy((await unless(/^ResourceNotFound/, aws.lambda.send(new GetPolicyCommand({ FunctionName, Qualifier }))))?.Policy);
  const statements = isObject(document) ? document.Statement : [];
  return (Array.isArray(statements) ? statements : [statements ?? null]).map(statement => json({ ...permission(statement), Qualifier }));
};

/** A version and an alias each have a policy of their own, which the function's does not show. */
const permissions = async (aws: Aws, FunctionName: string): Promise<Json[]> => {
  const [aliases, versions] = await Promise.all([
    pages(async Marker => {
      const { Aliases, NextMarker } = await aws.lambda.send(new ListAliasesCommand({ FunctionName, Marker }));
      return { items: Aliases, next: NextMarker };
    }),
    pages(async Marker => {
      const { Versions, NextMarker } = await aws.lambda.send(new ListVersionsByFunctionCommand({ FunctionName, Marker }));
      return { items: Versions, next: NextMarker };
    }),
  ]);
  const qualifiers = [...aliases.map(({ Name }) => Name), ...versions.map(({ Version }) => Version)].filter(name => name !== undefined && name !== '$LATEST');
  return (await Promise.all([undefined, ...qualifiers].map(qualifier => permissionsOf(aws, FunctionName, qualifier)))).flat();
};

const variables = ({ Variables = {}, Error: failure }: EnvironmentResponse = {}): Json => {
  if (failure) throw new Error('its values may not be decrypted by whoever reads');
  return Variables;
};

const functionOf = (aws: Aws, { FunctionName = '', FunctionArn = '', Handler, Environment, Role, KMSKeyArn, Layers = [], VpcConfig = {} }: FunctionConfiguration): Promise<Live> =>
  gather({ type: 'AWS::Lambda::Function', id: FunctionName, attributes: { Arn: FunctionArn } }, {
    Permissions: () => permissions(aws, FunctionName),
    Urls: () => pages(async Marker => {
      const { FunctionUrlConfigs = [], NextMarker } = await aws.lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName, Marker }));
      return { items: FunctionUrlConfigs.map(({ AuthType = 'NONE' }) => ({ AuthType })), next: NextMarker };
    }),
    Role: () => Role,
    Handler: () => Handler,
    Environment: () => variables(Environment),
    KmsKeyArn: () => KMSKeyArn,
    Layers: () => Layers.flatMap(({ Arn }) => Arn ?? []),
    SecurityGroups: () => VpcConfig.SecurityGroupIds ?? [],
    Subnets: () => VpcConfig.SubnetIds ?? [],
  });

const configured = (changedBy: string, loosens: Aspect['loosens'] = 'any'): Aspect => ({ as: 'set', loosens, changedBy });

/** A function without any network of its own reaches the whole of the internet. */
const network = (within: string): Aspect => ({ ...configured('UpdateFunctionConfiguration'), template: `VpcConfig.${within}` });

export const functions: Reader = {
  kinds: [{
    type: 'AWS::Lambda::Function', aspects: {
      Permissions: {
        as: 'set', loosens: 'more', carrier: { type: 'AWS::Lambda::Permission', names: 'FunctionName' }, changedBy: 'AddPermission',
        same: entry => (isObject(entry) ? Object.fromEntries(Object.entries(entry).filter(([name]) => name !== 'FunctionName').map(([name, given]) => [name, typeof given === 'boolean' ? String(given) : given])) : entry),
      },
      Urls: { as: 'set', loosens: 'more', carrier: { type: 'AWS::Lambda::Url', names: 'TargetFunctionArn' }, same: only('AuthType'), changedBy: 'CreateFunctionUrlConfig' },
      Role: { as: 'value', loosens: 'any', changedBy: 'UpdateFunctionConfiguration' },
      Handler: { as: 'value', loosens: 'any', changedBy: 'UpdateFunctionConfiguration' },
      Environment: { as: 'sealed', template: 'Environment.Variables', loosens: 'any', changedBy: 'UpdateFunctionConfiguration' },
      KmsKeyArn: { as: 'value', loosens: 'any', changedBy: 'UpdateFunctionConfiguration' },
      Layers: configured('UpdateFunctionConfiguration', 'more'),
      SecurityGroups: network('SecurityGroupIds'),
      Subnets: network('SubnetIds'),
    },
  }],
  read: async aws => {
    const all = await pages(async Marker => {
      const { Functions, NextMarker } = await aws.lambda.send(new ListFunctionsCommand({ Marker }));
      return { items: Functions, next: NextMarker };
    });
    return Promise.all(all.map(each => functionOf(aws, each)));
  },
};

export const eventSources: Reader = {
  kinds: [{
    type: 'AWS::Lambda::EventSourceMapping', aspects: {
      EventSourceArn: { as: 'value', loosens: 'any', changedBy: 'UpdateEventSourceMapping' },
      FunctionName: { as: 'value', loosens: 'any', changedBy: 'UpdateEventSourceMapping', same: name => (typeof name === 'string' ? name.replace(/^arn:[^:]*:lambda:[^:]*:[^:]*:function:/, '') : name) },
    },
  }],
  read: async aws => {
    const all = await pages(async Marker => {
      const { EventSourceMappings, NextMarker } = await aws.lambda.send(new ListEventSourceMappingsCommand({ Marker }));
      return { items: EventSourceMappings, next: NextMarker };
    });
    return all.map(({ UUID = '', EventSourceArn, FunctionArn }): Live => ({ type: 'AWS::Lambda::EventSourceMapping', id: UUID, properties: json({ EventSourceArn, FunctionName: FunctionArn }) }));
  },
};
