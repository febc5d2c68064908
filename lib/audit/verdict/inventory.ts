import { literalsOf, isAttribute, render, type Value } from '../resolve/value';
import { spelt } from '../resolve/arn';
import { boundOfDenial } from '../policy/bounds';
import { glob, mayMatch } from '../policy/match';
import { describeParty } from '../policy/party';
import type { Statement } from '../policy/statement';
import type { Context } from '../invariants/types';
import type { PolicyFact } from '../facts/types';
import type { SecretEntry } from '../model';
import { nameOf, type EnvironmentNode, type ResourceNode } from '../world/types';

const READ = 'secretsmanager:GetSecretValue';

/** AWS-managed policies that read no secret; every other one is taken to allow everything. */
const readsNothing =
  /policy\/(service-role\/)?(AWSLambda(BasicExecution|VPCAccessExecution|SQSQueueExecution|DynamoDBExecution|KinesisExecution)Role|AmazonAPIGatewayPushToCloudWatchLogs|AWSXRayDaemonWriteAccess|AmazonECSTaskExecutionRolePolicy|AmazonEC2ContainerRegistryReadOnly|CloudWatchAgentServerPolicy|CloudWatchLambdaInsightsExecutionRolePolicy|AWSLambdaExecute)$/;

const allows = ({ effect, actions }: Statement): boolean =>
  effect !== 'Deny'
  && (actions.not
    ? !actions.values.some(value => literalsOf(value)?.some(text => glob(text, true).test(READ)))
    : actions.values.some(value => mayMatch(value, READ, true)));

/** Whether a resource of a statement may be the secret. */
const mayBe = (value: Value, secret: ResourceNode): boolean =>
  value.some(sequence => {
    const owner = sequence.find(isAttribute)?.owner;
    if (owner)
      return owner === secret || (owner.type === 'AWS::SecretsManager::SecretTargetAttachment' && owner.stack === secret.stack);
    const pattern = spelt(sequence)
      .map(part => (typeof part === 'string' ? part : '*'))
      .join('');
    const name = typeof secret.properties.Name === 'string' ? secret.properties.Name : undefined;
    const { account = '', region = '' } = secret.stack;
    if (name !== undefined) return glob(pattern).test(`arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`);
    const [, service, , owned, rest = ''] = /^arn:[^:]*:([^:]*):([^:]*):([^:]*):(.*)$/.exec(pattern) ?? [];
    return service === undefined
      ? pattern.includes('*')
      : glob(service).test('secretsmanager') && glob(owned ?? '').test(account) && /[*?]/.test(rest);
  });

const names = (statement: Statement, secret: ResourceNode): boolean =>
  statement.resources.not ? true : statement.resources.values.some(value => mayBe(value, secret));

/** Roles, users and groups that a policy is attached to. */
const holders = (context: Context, { resource }: PolicyFact['place']): string[] => {
  if (!resource) return [];
  if (/^AWS::IAM::(Role|User|Group)$/.test(resource.type)) return [nameOf(resource)];
  return ['Roles', 'Users', 'Groups'].flatMap(key =>
    resource.properties[key] === undefined
      ? []
      : context.resolver.list(resource.stack, resource.properties[key]).flatMap(value =>
          value.map(sequence => {
            const owner = sequence.find(isAttribute)?.owner;
            return owner ? nameOf(owner) : render(sequence);
          }),
        ),
  );
};

/** Principals of an environment whose own policies may read a secret, with the statements that let them. */
const identityReaders = (context: Context, facts: readonly PolicyFact[], secret: ResourceNode): string[] =>
  facts
    .filter(({ statements }) => statements.some(statement => allows(statement) && names(statement, secret)))
    .flatMap(({ place }) => holders(context, place));

const managedReaders = (context: Context, environment: EnvironmentNode): string[] =>
  environment.stacks.flatMap(({ resources }) =>
    [...resources.values()]
      .filter(({ type, properties }) => /^AWS::IAM::(Role|User|Group)$/.test(type) && properties.ManagedPolicyArns !== undefined)
      .filter(resource =>
        context.resolver.list(resource.stack, resource.properties.ManagedPolicyArns!).some(value =>
          value.some(sequence => {
            const text = render(sequence);
            return /^arn:[^:]*:iam::aws:/.test(text) && !readsNothing.test(text);
          }),
        ),
      )
      .map(nameOf),
  );

/** The roles that a resource policy leaves: a denial for all principals but these. */
const spared = (statements: readonly Statement[]): Set<string> | undefined => {
  const denials = statements.filter(
    statement =>
      boundOfDenial(statement) !== undefined
      && statement.actions.values.some(value => mayMatch(value, READ, true))
      && statement.conditions.some(({ key }) => key === 'aws:principalarn'),
  );
  const [first] = denials;
  return (
    first
    && new Set(
      first.conditions.flatMap(({ values }) =>
        values.flatMap(value => value.flatMap(sequence => sequence.filter(isAttribute).map(({ owner }) => nameOf(owner)))),
      ),
    )
  );
};

const keyOf = (context: Context, { properties, stack }: ResourceNode): string => {
  if (properties.KmsKeyId === undefined) return 'AWS-managed';
  return [
    ...new Set(
      context.resolver.value(stack, properties.KmsKeyId).map(sequence => {
        const owner = sequence.find(isAttribute)?.owner;
        return owner ? nameOf(owner) : render(sequence);
      }),
    ),
  ].join(' or ');
};

/** Every secret of every environment: who can read it, under which key, how it rotates. */
export const secretInventory = (context: Context): SecretEntry[] =>
  context.environments.flatMap(environment => {
    const own = context.facts.policies.filter(({ place }) => place.environment === environment);
    const byTarget = new Map<ResourceNode, PolicyFact[]>();
    const rotation = new Map<ResourceNode, SecretEntry['rotation']>();
    const resources = environment.stacks.flatMap(stack => [...stack.resources.values()]);
    for (const resource of resources) {
      if (
        !/^AWS::SecretsManager::(ResourcePolicy|RotationSchedule)$/.test(resource.type)
        || resource.properties.SecretId === undefined
      )
        continue;
      for (const sequence of context.resolver.value(resource.stack, resource.properties.SecretId)) {
        const target = sequence.find(isAttribute)?.owner;
        if (!target) continue;
        if (resource.type.endsWith('RotationSchedule'))
          rotation.set(target, resource.properties.HostedRotationLambda === undefined ? 'function' : 'hosted');
        else byTarget.set(target, [...(byTarget.get(target) ?? []), ...own.filter(({ place }) => place.resource === resource)]);
      }
    }
    const managed = managedReaders(context, environment);
    const reading = own.filter(({ kind, statements }) => kind === 'identity' && statements.some(allows));
    return resources
      .filter(({ type }) => type === 'AWS::SecretsManager::Secret')
      .map((secret): SecretEntry => {
        const policies = byTarget.get(secret) ?? [];
        const statements = policies.flatMap(({ statements: all }) => all);
        const only = spared(statements);
        const admitted = policies
          .flatMap(({ admissions }) => admissions)
          .filter(({ statement }) => allows(statement))
          .map(({ party }) => (party.kind === 'resource' ? nameOf(party.node) : describeParty(party)));
        const readers = [...identityReaders(context, reading, secret), ...managed, ...admitted].filter(
          name => !only || only.has(name),
        );
        return {
          environment: environment.name,
          stack: secret.stack.name,
          logicalId: secret.logicalId,
          file: secret.stack.loaded.document.file,
          kind: 'secret',
          name: typeof secret.properties.Name === 'string' ? secret.properties.Name : undefined,
          readers: [...new Set(readers)].sort(),
          key: keyOf(context, secret),
          rotation: rotation.get(secret) ?? 'none',
        };
      });
  });
