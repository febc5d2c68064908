// every role of every environment is bounded, whoever made it, and keeps what its own policies give it.
import { Stack } from 'aws-cdk-lib';
import { CfnUser, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { backend } from '../../bin/backend';
import { boundaryDocument, deliveryRoles } from '../../lib/delivery';
import type { Statement } from '../../lib/delivery/bootstrap/policy';
import type { EnvironmentStage } from '../../lib/environment/environment-stage';
import { fleet, flows } from '../fixtures/fleet';
import { synthesize } from '../fixtures/synthesize';
import { readParts, type Part, type Resource } from '../relation/assembly';
import { contextOf } from './support/contexts';
import { refusals } from './support/evaluate';

/** A team's own stack, written without a thought for the boundary. */
const ownStack = (stage: EnvironmentStage) => {
  backend(stage);
  const stack = new Stack(stage, 'Own');
  new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  new CfnUser(stack, 'User');
};

let parts: readonly Part[];
beforeAll(() => {
  const { outdir, remove } = synthesize(fleet, flows, { extend: ownStack });
  parts = readParts(outdir);
  remove();
});

const resourcesOf = ({ templates }: Part): [string, Resource][] => templates.flatMap(({ file, Resources = {} }) =>
  Object.entries(Resources).map(([id, resource]): [string, Resource] => [`${file} ${id}`, resource]));

/** Name of the role that a policy belongs to, where the boundary knows it; the others have names that CloudFormation draws. */
const nameOf = (id: string): string => (/ GateRole/.test(id) ? deliveryRoles.gate : / BreakGlassRole/.test(id) ? deliveryRoles.breakGlass : 'drawn');

const environments = fleet.environments.map(({ name }) => contextOf(name));
const partOf = (name: string) => parts.find(({ stage }) => stage.toLowerCase() === name.replaceAll('-', ''))!;

test.each(environments.map(environment => [environment.config.name, environment] as const))('in %s, those of custom resources and of a team\'s own stacks among them', (name, { account }) => {
  const identities = resourcesOf(partOf(name)).filter(([, { Type }]) => Type === 'AWS::IAM::Role' || Type === 'AWS::IAM::User');
  expect(identities.filter(([id]) => id.includes('CustomVpcRestrictDefaultSG'))).toHaveLength(1);
  expect(identities.filter(([id]) => id.includes('Own'))).toHaveLength(2);
  expect(identities.filter(([, { Properties = {} }]) => Properties['PermissionsBoundary'] !== `arn:aws:iam::${account}:policy/bulkhead-boundary`).map(([id]) => id)).toEqual([]);
});

test.each(environments.map(environment => [environment.config.name, environment] as const))('in %s the boundary takes nothing from them', (name, environment) => {
  const { account } = environment;
  const document = boundaryDocument(environment);
  const statements = resourcesOf(partOf(name)).flatMap(([id, { Type, Properties = {} }]) => {
    const documents = Type === 'AWS::IAM::Policy' ? [Properties['PolicyDocument']]
      : Type === 'AWS::IAM::Role' ? ((Properties['Policies'] ?? []) as { PolicyDocument: unknown }[]).map(({ PolicyDocument }) => PolicyDocument) : [];
    return documents.flatMap(policy => (policy as { Statement: Statement[] }).Statement.map(statement => ({ id, statement })));
  });
  expect(statements.length).toBeGreaterThan(30);
  const taken = statements.filter(({ statement }) => statement.Effect === 'Allow').flatMap(({ id, statement }) => [statement.Action].flat().flatMap(action =>
    [statement.Resource].flat().flatMap((resource) => {
      const request = { action, resource: typeof resource === 'string' ? resource : '*', keys: { 'aws:ResourceAccount': account, 'aws:PrincipalArn': `arn:aws:iam::${account}:role/${nameOf(id)}` } };
      const by = refusals(document, request);
      return by.length > 0 ? [`${id}: ${action} on ${request.resource} by ${by.join()}`] : [];
    })));
  expect(taken).toEqual([]);
});
