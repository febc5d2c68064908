// grants that are not written as policy documents, as the statements that they amount to.
import { admissions } from '../policy/admit';
import type { Statement } from '../policy/statement';
import type { Resolver } from '../resolve/resolver';
import { literal, render } from '../resolve/value';
import type { ResourceNode } from '../world/types';
import type { Place, PolicyFact } from './types';

/** What a permission of a function, a layer, a bus, a signing profile or an authority grants. */
export const grantOf = (resolver: Resolver, { stack, type, properties }: ResourceNode): Statement[] => {
  const value = (key: string) => (properties[key] === undefined ? undefined : resolver.value(stack, properties[key]));
  const principal = value('Principal');
  if (!/^AWS::(Lambda::(Permission|LayerVersionPermission)|Events::EventBusPolicy|Signer::ProfilePermission|ACMPCA::Permission)$/.test(type) || !principal) return [];
  const service = principal.some(sequence =>
    sequence.some(part => typeof part === 'string' && /^[\w.-]+\.amazonaws\.com(\.cn)?$/.test(part)),
  );
  const condition = (key: string, name: string, operator: string) => {
    const given = value(name);
    return given ? [{ operator, ifExists: false, key, values: [given] }] : [];
  };
  const actions = value('Action');
  return [
    {
      path: ['Principal'],
      effect: 'Allow',
      actions: { not: false, values: [actions ?? literal('*')] },
      resources: { not: false, values: [literal('*')] },
      principals: { not: false, entries: [{ type: service ? 'Service' : 'AWS', value: principal }] },
      conditions: [
        ...condition('aws:sourceaccount', 'SourceAccount', 'stringequals'),
        ...condition('aws:sourcearn', 'SourceArn', 'arnlike'),
        ...condition('aws:principalorgid', 'PrincipalOrgID', 'stringequals'),
        ...condition('aws:principalorgid', 'OrganizationId', 'stringequals'),
      ],
      uncertain: false,
    },
  ];
};

/** Canned grants: an access list that lets everybody read, principals of a private link or a share. */
export const listsOf = (resolver: Resolver, resource: ResourceNode, place: (path: readonly string[]) => Place): PolicyFact[] => {
  const { type, properties, stack } = resource;
  const statement = (key: string, values: ReturnType<Resolver['list']>): PolicyFact => {
    const single: Statement = {
      path: [],
      effect: 'Allow',
      actions: { not: false, values: [literal('*')] },
      resources: { not: false, values: [literal('*')] },
      principals: { not: false, entries: values.map(value => ({ type: 'AWS', value })) },
      conditions: [],
      uncertain: false,
    };
    return { place: place(['Properties', key]), kind: 'resource', statements: [single], admissions: admissions([single]) };
  };
  if (type === 'AWS::EC2::VPCEndpointServicePermissions' && properties.AllowedPrincipals !== undefined)
    return [statement('AllowedPrincipals', resolver.list(stack, properties.AllowedPrincipals))];
  if (type === 'AWS::RAM::ResourceShare' && properties.Principals !== undefined) {
    return [
      statement(
        'Principals',
        resolver
          .list(stack, properties.Principals)
          .map(value => value.map(sequence => (/^arn:[^:]*:organizations:/.test(render(sequence)) ? ['*'] : sequence))),
      ),
    ];
  }
  if (type === 'AWS::Lambda::Url' && properties.AuthType === 'NONE') return [statement('AuthType', [literal('*')])];
  const acl = properties.AccessControl;
  if (type === 'AWS::S3::Bucket' && typeof acl === 'string' && /^(PublicRead|PublicReadWrite|AuthenticatedRead)$/.test(acl))
    return [statement('AccessControl', [literal('*')])];
  return [];
};
