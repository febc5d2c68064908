import { isObject, type Json } from '../assembly/shape';
import { admissions } from '../policy/admit';
import { statementsOf, type Statement } from '../policy/statement';
import type { Resolver } from '../resolve/resolver';
import { documentTree } from '../resolve/json-text';
import { unknownsIn } from '../resolve/value';
import type { ResourceNode } from '../world/types';
import { grantOf, listsOf } from './grants';
import type { Place, PolicyFact } from './types';

/** Properties that hold a policy as text, where only the name tells. */
const POLICY_KEY =
  /(^|\.)(PolicyDocument|Policy|ResourcePolicy|KeyPolicy|AccessPolicy|AccessPolicies|RepositoryPolicyText|PolicyText|FileSystemPolicy|DestinationPolicy|PolicyInJson|AssumeRolePolicyDocument|InlinePolicy|PermissionsPolicyDocument|ClusterPolicy|RegistryPolicy)$/;

const governing = /^AWS::(Organizations|ControlTower)/;

const kindOf = (type: string, shape: string, statements: readonly Statement[]): PolicyFact['kind'] => {
  if (/AssumeRolePolicyDocument$/.test(shape)) return 'trust';
  if (type === 'AWS::EC2::VPCEndpoint') return 'endpoint';
  return statements.some(({ principals }) => principals) ? 'resource' : 'identity';
};

const fact = (place: Place, type: string, shape: string, statements: readonly Statement[]): PolicyFact => {
  const kind = kindOf(type, shape, statements);
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
  const visit = (node: Json, path: readonly string[], shape: string): void => {
    if (Array.isArray(node)) node.forEach((item, index) => visit(item, [...path, String(index)], shape));
    else if (isObject(node)) {
      const isDocument = node.Statement !== undefined && (Array.isArray(node.Statement) || isObject(node.Statement));
      if (isDocument) found.push(fact(placeAt(path), type, shape, statementsOf(documentTree(resolver, stack, node)!)));
      else if ((Object.keys(node).length === 1 && Object.keys(node)[0]!.startsWith('Fn::')) || node.Ref !== undefined)
        text(node, path, shape);
      else for (const [key, inner] of Object.entries(node)) visit(inner, [...path, key], `${shape}.${key}`);
    } else text(node, path, shape);
  };
  const text = (node: Json, path: readonly string[], shape: string): void => {
    const isBranch = isObject(node) && Array.isArray(node['Fn::If']);
    if (isBranch) {
      (node['Fn::If'] as Json[])
        .slice(1)
        .forEach((branch, index) => visit(branch, [...path, 'Fn::If', String(index + 1)], shape));
      return;
    }
    if (!POLICY_KEY.test(shape) || (typeof node !== 'string' && !isObject(node))) return;
    const tree = documentTree(resolver, stack, node);
    const value = resolver.value(stack, node);
    if (tree) found.push(fact(placeAt(path), type, shape, statementsOf(tree)));
    // a name of a policy is no document; a text that cannot be read as one leaves open what it says.
    else if (
      unknownsIn(value).length > 0
      || value.some(([first]) => typeof first === 'string' && first.trimStart().startsWith('{'))
    ) {
      found.push({
        place: placeAt(path),
        kind: /AssumeRole/.test(shape) ? 'trust' : 'resource',
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
  for (const [key, inner] of Object.entries(properties)) visit(inner, ['Properties', key], `Properties.${key}`);
  return found;
};
