import { GetPolicyCommand, ListEventSourceMappingsCommand, ListFunctionsCommand, ListFunctionUrlConfigsCommand, type FunctionConfiguration } from '@aws-sdk/client-lambda';
import { gather, json, pages, policy, unless } from './gather';
import { only } from './spelling';
import { isObject, type Json, type JsonObject } from '../../audit/assembly/shape';
import type { Aspect, Aws, Live, Reader } from '../types';

const value = (node: Json | undefined): Json | undefined => (Array.isArray(node) && node.length === 1 ? node[0] : node);

const principal = (node: Json | undefined): Json | undefined => (isObject(node) ? value(node.Service ?? node.AWS ?? node.Federated) : node);

/** What conditions of a function's policy a permission of a template can say. */
const said: Readonly<Record<string, string>> = {
  'aws:sourcearn': 'SourceArn', 'aws:sourceaccount': 'SourceAccount', 'aws:principalorgid': 'PrincipalOrgID',
  'lambda:functionurlauthtype': 'FunctionUrlAuthType', 'lambda:eventsourcetoken': 'EventSourceToken', 'lambda:invokedviafunctionurl': 'InvokedViaFunctionUrl',
};

/** A statement of a function's policy as the permission that makes it; a condition that no permission can make stays beside it. */
const permission = (statement: Json): Json => {
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

const permissions = async (aws: Aws, FunctionName: string): Promise<Json[]> => {
  const document = policy((await unless(/^ResourceNotFound/, aws.lambda.send(new GetPolicyCommand({ FunctionName }))))?.Policy);
  const statements = isObject(document) ? document.Statement : [];
  return (Array.isArray(statements) ? statements : [statements ?? null]).map(permission);
};

const functionOf = (aws: Aws, { FunctionName = '', FunctionArn = '', Role, KMSKeyArn, Layers = [], VpcConfig = {} }: FunctionConfiguration): Promise<Live> =>
  gather({ type: 'AWS::Lambda::Function', id: FunctionName, attributes: { Arn: FunctionArn } }, {
    Permissions: () => permissions(aws, FunctionName),
    Urls: () => pages(async Marker => {
      const { FunctionUrlConfigs = [], NextMarker } = await aws.lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName, Marker }));
      return { items: FunctionUrlConfigs.map(({ AuthType = 'NONE' }) => ({ AuthType })), next: NextMarker };
    }),
    Role: () => Role,
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
