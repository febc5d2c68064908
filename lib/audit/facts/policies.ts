import { isObject, type Json } from '../assembly/shape';
import { admissions } from '../policy/admit';
import { statementsOf, type Statement } from '../policy/statement';
import type { Resolver } from '../resolve/resolver';
import { intrinsicOf } from '../resolve/intrinsic';
import { documentTree } from '../resolve/json-text';
import { unknownsIn } from '../resolve/value';
import type { ResourceNode } from '../world/types';
import { grantOf, listsOf } from './grants';
import type { Place, PolicyFact } from './types';

/** Properties that hold a policy as text, where only the name tells. */
const POLICY_KEYS = new Set([
  'PolicyDocument',
  'Policy',
  'ResourcePolicy',
  'KeyPolicy',
  'AccessPolicy',
  'AccessPolicies',
  'RepositoryPolicyText',
  'PolicyText',
  'FileSystemPolicy',
  'DestinationPolicy',
  'PolicyInJson',
  'AssumeRolePolicyDocument',
  'InlinePolicy',
  'PermissionsPolicyDocument',
  'ClusterPolicy',
  'RegistryPolicy',
]);

const governing = /^AWS::(Organizations|ControlTower)/;

/** @param key the property that holds the policy */
const kindOf = (type: string, key: string, statements: readonly Statement[]): PolicyFact['kind'] => {
  if (key === 'AssumeRolePolicyDocument') return 'trust';
  if (type === 'AWS::EC2::VPCEndpoint') return 'endpoint';
  return statements.some(({ principals }) => principals) ? 'resource' : 'identity';
};

const fact = (place: Place, type: string, key: string, statements: readonly Statement[]): PolicyFact => {
  const kind = kindOf(type, key, statements);
  return { place, kind, statements, admissions: kind === 'identity' ? [] : admissions(statements) };
};

/** Every policy of a resource, wherever it stands: whatever has statements is one. */
export const policiesOf = (
  resolver: Resolver,
  resource: ResourceNode,
  placeAt: (path: readonly string[]) => Place,
): PolicyFact[] => {
  const { type, properties, stack } = resource;
  if (governing.test(type)) return [];
  const found: PolicyFact[] = listsOf(resolver, resource, placeAt);
  const granted = grantOf(resolver, resource);
  if (granted.length > 0) found.push(fact(placeAt(['Properties']), type, 'Properties', granted));
  // the way to where the walk is; a place copies it.
  const way: string[] = ['Properties'];
  const step = (node: Json, at: string, key: string): void => {
    way.push(at);
    visit(node, key);
    way.pop();
  };
  const visit = (node: Json, key: string): void => {
    if (Array.isArray(node)) node.forEach((item, index) => step(item, String(index), key));
    else if (isObject(node)) {
      const statement = node.Statement ?? node.statement;
      const isDocument = statement !== undefined && (Array.isArray(statement) || isObject(statement));
      if (isDocument) found.push(fact(placeAt([...way]), type, key, statementsOf(documentTree(resolver, stack, node)!)));
      else if (node.Ref !== undefined || intrinsicOf(node) !== undefined) text(node, key);
      else for (const name in node) step(node[name]!, name, name);
    } else text(node, key);
  };
  const text = (node: Json, key: string): void => {
    if (isObject(node) && Array.isArray(node['Fn::If'])) {
      way.push('Fn::If');
      node['Fn::If'].slice(1).forEach((branch, index) => step(branch, String(index + 1), key));
      way.pop();
      return;
    }
    if (!POLICY_KEYS.has(key) || (typeof node !== 'string' && !isObject(node))) return;
    const tree = documentTree(resolver, stack, node);
    const value = resolver.value(stack, node);
    if (tree) found.push(fact(placeAt([...way]), type, key, statementsOf(tree)));
    // a name of a policy is no document; a text that cannot be read as one leaves open what it says.
    else if (
      unknownsIn(value).length > 0
      || value.some(([first]) => typeof first === 'string' && first.trimStart().startsWith('{'))
    ) {
      found.push({
        place: placeAt([...way]),
        kind: key.startsWith('AssumeRole') ? 'trust' : 'resource',
        statements: [],
        admissions: [],
        unknown: unknownsIn(value)[0]?.reason ?? 'a policy that is not JSON',
      });
    }
  };
  if (properties.Statement !== undefined) {
    const tree = documentTree(resolver, stack, { Statement: properties.Statement });
    if (tree) found.push(fact(placeAt(['Properties']), type, 'Properties', statementsOf(tree)));
  }
  for (const key in properties) step(properties[key]!, key, key);
  return found;
};
