import { intrinsic, walk, type Part, type Resource, type Template } from './assembly';
import type { EnvironmentConfig, FleetConfig, FlowsConfig } from '../../lib/environment';
import { constructId, known } from '../../lib/environment';
import { overlap, parseBlock } from '../../lib/environment/ipv4';

/** One environment as configured and as synthesized. */
export interface Subject {
  readonly config: EnvironmentConfig;
  readonly part: Part;
  readonly flowIds: readonly string[];
}

/** A relation between an environment and another one (or, where `other` is its own, within it); a sentence per breach. */
export type Relation = (own: Subject, other: Subject) => string[];

export const subjects = (fleet: FleetConfig, flows: FlowsConfig, parts: readonly Part[]): Subject[] => fleet.environments.map((config) => {
  const part = parts.find(({ stage }) => stage === constructId(config.name));
  if (!part) throw new Error(`the assembly has no part for '${config.name}'`);
  return { config, part, flowIds: known(Object.values(flows[config.name] ?? {}).flat().map(({ id }) => id)) };
});

/** Places in all files of a part where a word stands by itself, not inside a longer one. */
const mentions = ({ part }: Subject, word: string): string[] => {
  const pattern = new RegExp(`(?<![A-Za-z0-9-])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9-])`);
  return part.files.filter(({ text }) => pattern.test(text)).map(({ name }) => `${name} names ${word}`);
};

const mentionsAny = (own: Subject, words: readonly string[]): string[] => words.flatMap(word => mentions(own, word));

const bindings = ({ config }: Subject) => Object.values(config.providers);

export const noForeignAccount: Relation = (own, other) => mentionsAny(own, typeof other.config.account === 'string' ? [other.config.account] : []);

export const noForeignHost: Relation = (own, other) => mentionsAny(own, [other.config.domain.zone, other.config.domain.webhookHost]);

export const noForeignFlow: Relation = (own, other) => mentionsAny(own, other.flowIds);

export const noForeignSubscription: Relation = (own, other) =>
  mentionsAny(own, bindings(other).flatMap(({ subscriptionIds = [] }) => known(subscriptionIds)));

export const noForeignRegistration: Relation = (own, other) =>
  mentionsAny(own, bindings(other).flatMap(({ organizationId, apiDomain }) => known([organizationId, apiDomain])));

export const noForeignAddress: Relation = (own, other) => mentionsAny(own, known(other.config.network.egressAddresses));

/** Blocks that name nobody: everywhere, and CDK's way to write "nowhere". */
const nobody = ['0.0.0.0/0', '255.255.255.255/32'];

const blocksOf = ({ part }: Subject) => part.templates.flatMap(template => [...walk(template)].flatMap(({ value, path }) => {
  const block = typeof value === 'string' && !nobody.includes(value) ? parseBlock(value) : undefined;
  return block ? [{ block, place: `${template.file} ${path.join('.')}`, text: String(value) }] : [];
}));

export const disjointBlocks: Relation = (own, other) => blocksOf(own).flatMap(one => blocksOf(other)
  .filter(({ block }) => overlap(one.block, block))
  .map(({ text }) => `${one.place} has ${one.text}, which overlaps ${text} of '${other.config.name}'`));

/** Any account in an ARN or URL, of the fleet or not, is the environment's own. */
export const onlyOwnAccountInArns: Relation = own => own.part.files.flatMap(({ name, text }) =>
  [...text.matchAll(/(?:arn:[\w-]+:[\w-]*:[\w-]*:|aws:\/\/|https:\/\/[\w.-]*\/|\b)(\d{12})\b(?=[:/.\-"])/g)]
    .filter(([, account]) => account !== own.config.account)
    .map(([match]) => `${name} has ${match}`));

const exportsOf = ({ part }: Subject): Map<unknown, { template: Template; value: unknown }> => new Map(part.templates.flatMap(template =>
  Object.values(template.Outputs ?? {}).flatMap(output => (output.Export ? [[output.Export.Name, { template, value: output.Value }] as const] : []))));

/** Every import is an export of the same environment; none of another one's has its name. */
export const importsStayInside: Relation = (own, other) => {
  const [ownExports, otherExports] = [exportsOf(own), own === other ? new Map<unknown, never>() : exportsOf(other)];
  return [
    ...own.part.templates.flatMap(template => [...walk(template)].flatMap(({ value, path }) => {
      const name = intrinsic(value, 'Fn::ImportValue');
      return name === undefined || ownExports.has(name) ? [] : [`${template.file} ${path.join('.')} imports ${JSON.stringify(name)}`];
    })),
    ...[...ownExports.keys()].filter(name => otherExports.has(name)).map(name => `'${String(name)}' is exported by '${other.config.name}' too`),
  ];
};

/** Nothing is read from another stack by CDK's weak references, or from anywhere by a dynamic reference. */
export const noHiddenReference: Relation = own => own.part.files.flatMap(({ name, text }) => [
  ...text.includes('Fn::GetStackOutput') ? [`${name} has Fn::GetStackOutput`] : [],
  ...text.includes('{{resolve:') ? [`${name} has a dynamic reference`] : [],
]);

const resourcesOf = ({ part }: Subject, type: string): { template: Template; id: string; resource: Resource }[] => part.templates.flatMap(template =>
  Object.entries(template.Resources ?? {}).filter(([, resource]) => resource.Type === type).map(([id, resource]) => ({ template, id, resource })));

/** Provider-issued secrets have neither a name nor a value in the template. */
export const secretsWithoutValue: Relation = own => resourcesOf(own, 'AWS::SecretsManager::Secret').flatMap(({ template, id, resource }) =>
  ['SecretString', 'GenerateSecretString', 'Name'].filter(key => key in (resource.Properties ?? {}))
    .map(key => `${template.file} ${id} has ${key}`));

interface Statement {
  readonly Effect: string;
  readonly Action?: string | string[];
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
}

const asList = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

const reads = ({ Action, NotAction }: Statement): boolean => NotAction !== undefined || asList(Action).some((action) => {
  const pattern = new RegExp(`^${action.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'i');
  return pattern.test('secretsmanager:GetSecretValue') || pattern.test('secretsmanager:BatchGetSecretValue');
});

/** Statements of identity policies that let somebody read a secret, each with the template that holds it. */
export const secretGrants = ({ part }: Subject): { template: Template; place: string; resource: unknown }[] => part.templates.flatMap(template =>
  [...walk(template.Resources)].flatMap(({ value, path }) => {
    const statement = value as Statement | null;
    if (typeof statement !== 'object' || statement?.Effect !== 'Allow' || !reads(statement)) return [];
    // endpoint, key and bucket policies allow by condition; what they name is checked as text.
    if (!path.includes('PolicyDocument') || template.Resources?.[path[0] ?? '']?.Type === 'AWS::EC2::VPCEndpoint') return [];
    return asList(statement.Resource).map(resource => ({ template, place: `${template.file} ${path.join('.')}`, resource }));
  }));

/** Every grant to read a secret names one secret of the same environment, by reference and never by pattern. */
export const grantsStayInside: Relation = own => secretGrants(own).flatMap(({ template, place, resource }) => {
  const imported = exportsOf(own).get(intrinsic(resource, 'Fn::ImportValue'));
  const [home, reference] = imported ? [imported.template, imported.value] : [template, resource];
  const id = intrinsic(reference, 'Ref');
  return typeof id === 'string' && home.Resources?.[id]?.Type === 'AWS::SecretsManager::Secret'
    ? []
    : [`${place} grants ${JSON.stringify(resource)}`];
});

/** Relations between an environment and each other one. */
export const pairwise: Readonly<Record<string, Relation>> = {
  noForeignAccount, noForeignHost, noForeignFlow, noForeignSubscription, noForeignRegistration, noForeignAddress, disjointBlocks, importsStayInside,
};

/** Relations of an environment to itself. */
export const single: Readonly<Record<string, Relation>> = {
  onlyOwnAccountInArns, noHiddenReference, secretsWithoutValue, grantsStayInside,
};
