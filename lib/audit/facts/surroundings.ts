// what lies around the templates: manifests, asset manifests, metadata, looked-up context.
import { isObject, stringIn, type Json, type JsonObject } from '../assembly/shape';
import { plainText } from '../assembly/plain';
import type { Document, Loaded } from '../assembly/types';
import { byForm, couldBeSecret, mayHold, namesSecret } from '../material/detect';
import type { Fingerprint } from '../material/fingerprint';
import type { EnvironmentNode, StackNode, World } from '../world/types';
import { accountsIn } from './accounts-in';
import { mentionsInText } from './mentions';
import { positionsOutside, type Position } from './positions';
import { secretTexts } from './secret-texts';
import type { Facts, Place } from './types';

type Visit = (text: string, path: readonly string[]) => void;

const below = (value: Json, path: string[], visit: Visit): void => {
  if (typeof value === 'string') visit(value, path);
  else if (typeof value === 'number') visit(String(value), path);
  else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      path.push(String(index));
      below(value[index]!, path, visit);
      path.pop();
    }
  } else if (isObject(value)) {
    for (const key in value) {
      path.push(key);
      // keys of manifests name destinations and constructs, accounts among them.
      if (/\d{12}/.test(key)) visit(key, path);
      below(value[key]!, path, visit);
      path.pop();
    }
  }
};

/** Every text below a value, with the path to it; whoever keeps a path copies it. */
export const texts = (value: Json, start: readonly string[], visit: Visit): void => below(value, [...start], visit);

const substitute = (text: string, { account, region }: StackNode): string =>
  text.includes('${')
    ? text
        .replaceAll('${AWS::AccountId}', account ?? '${AWS::AccountId}')
        .replaceAll('${AWS::Region}', region ?? '${AWS::Region}')
    : text;

const accountsOf = new WeakMap<Document, ReadonlySet<string>>();

/** Whether a document has no account but the environment's own: then nothing in it needs a look. */
const isOwn = (document: Document, { environment }: StackNode): boolean => {
  let accounts = accountsOf.get(document);
  if (!accounts)
    accountsOf.set(document, (accounts = new Set(plainText(document).match(/\d{12,}/g)?.filter(({ length }) => length === 12))));
  for (const account of accounts) if (!environment.accounts.has(account)) return false;
  return true;
};

const scan = (
  world: World,
  facts: Facts,
  stack: StackNode,
  document: Document,
  start: readonly string[],
  value: Json,
  position: Position,
): void => {
  if (isOwn(document, stack)) return;
  texts(value, [...start], (text, path) => {
    const here = (): Place => ({
      environment: stack.environment,
      stack,
      document: { file: document.file, source: document },
      path: [...path],
    });
    mentionsInText(world, facts, stack.environment, here, position, substitute(text, stack));
  });
};

/** Whether a document may hold a credential at all. */
const promising = new WeakMap<Document, boolean>();

/** Credentials in what is published with the assembly. */
const material = (
  facts: Facts,
  fingerprint: Fingerprint,
  environment: EnvironmentNode,
  document: Document,
  start: readonly string[],
  value: Json,
): void => {
  let may = promising.get(document);
  if (may === undefined) promising.set(document, (may = mayHold(plainText(document))));
  if (!may) return;
  texts(value, start, (text, path) => {
    const found = byForm(text);
    if (found.length > 0)
      secretTexts(
        facts,
        fingerprint,
        { environment, document: { file: document.file, source: document }, path: [...path] },
        found,
      );
  });
};

/** Credentials in the arguments of an image's build, which stay readable in its layers. */
const buildArguments = (
  facts: Facts,
  fingerprint: Fingerprint,
  environment: EnvironmentNode,
  document: Document,
  start: readonly string[],
  { source }: JsonObject,
): void => {
  const given = isObject(source) ? source.dockerBuildArgs : undefined;
  for (const [name, value] of isObject(given) ? Object.entries(given) : []) {
    if (typeof value !== 'string' || !namesSecret(name) || !couldBeSecret(value)) continue;
    const path = [...start, 'source', 'dockerBuildArgs', name];
    const place = { environment, document: { file: document.file, source: document }, path };
    secretTexts(facts, fingerprint, place, [{ kind: `value of '${name}'`, value }]);
  }
};

/** Kinds of artifacts that are read by themselves, or say nothing of an environment. */
const READ_ELSEWHERE = /^(aws:cloudformation:stack|cdk:cloud-assembly|cdk:tree|cdk:feature-flag-report)$/;

/** What a manifest holds beside its stacks: all of it, where its stacks are one environment's, else what is nobody's. */
export const artifactFacts = (world: World, facts: Facts, fingerprint: Fingerprint): void => {
  const manifests = new Map<Document, StackNode[]>();
  for (const stack of world.stacks) {
    const document = stack.loaded.artifact?.document;
    if (document) manifests.set(document, [...(manifests.get(document) ?? []), stack]);
  }
  for (const [document, stacks] of manifests) {
    const [first] = stacks as [StackNode, ...StackNode[]];
    if (!stacks.every(({ environment }) => environment === first.environment)) continue;
    for (const [id, artifact] of Object.entries(isObject(document.value.artifacts) ? document.value.artifacts : {})) {
      if (!isObject(artifact) || READ_ELSEWHERE.test(stringIn(artifact, 'type') ?? '')) continue;
      scan(world, facts, first, document, ['artifacts', id], artifact, positionsOutside.accounts);
      material(facts, fingerprint, first.environment, document, ['artifacts', id], artifact);
    }
  }
};

/** How a stack is deployed: its entry in the manifest, its metadata, and where its assets go. */
export const deploymentFacts = (world: World, facts: Facts, fingerprint: Fingerprint, stack: StackNode): void => {
  const { artifact, metadata, assets, parent } = stack.loaded;
  if (artifact) {
    scan(world, facts, stack, artifact.document, artifact.place, artifact.value, positionsOutside.bootstrap);
    material(facts, fingerprint, stack.environment, artifact.document, artifact.place, artifact.value);
    const { properties } = artifact.value;
    const parameter = isObject(properties) ? properties.bootstrapStackVersionSsmParameter : undefined;
    const qualifier = typeof parameter === 'string' ? /^\/cdk-bootstrap\/([^/]+)\/version$/.exec(parameter)?.[1] : undefined;
    const place: Place = {
      environment: stack.environment,
      stack,
      document: { file: artifact.document.file, source: artifact.document },
      path: [...artifact.place, 'properties', 'bootstrapStackVersionSsmParameter'],
    };
    if (qualifier !== undefined) facts.named.push({ place, text: qualifier, what: 'qualifier' });
  }
  if (metadata && !parent) {
    scan(world, facts, stack, metadata, [], metadata.value, positionsOutside.accounts);
    material(facts, fingerprint, stack.environment, metadata, [], metadata.value);
  }
  for (const { document, place, entry, path } of assets) {
    scan(world, facts, stack, document, place, entry, positionsOutside.asset);
    material(facts, fingerprint, stack.environment, document, place, entry);
    buildArguments(facts, fingerprint, stack.environment, document, place, entry);
    const destinations = isObject(entry.destinations) ? entry.destinations : {};
    for (const [id, destination] of Object.entries(destinations)) {
      const name = isObject(destination) ? (destination.bucketName ?? destination.repositoryName) : undefined;
      if (typeof name !== 'string' || !isObject(destination) || destination.bucketName === undefined) continue;
      const at: Place = {
        environment: stack.environment,
        stack,
        document: { file: document.file, source: document },
        path: [...place, 'destinations', id, 'bucketName'],
      };
      facts.named.push({ place: at, text: substitute(name, stack), what: 'bucket' });
    }
    if (path !== undefined) {
      const users = facts.assetUsers.get(path);
      if (users) users.add(stack.environment);
      else facts.assetUsers.set(path, new Set([stack.environment]));
    }
  }
};

/** What CDK writes into templates in place of a value that it has yet to look up. */
const dummies: Readonly<Record<string, RegExp>> = {
  'availability-zones': /dummy1[a-c]/,
  'ami': /ami-1234\b/,
  'vpc-provider': /vpc-12345\b/,
  'hosted-zone': /DUMMY/,
  'ssm': /dummy-value-for-/,
};

/** Looked-up values: each entry belongs to the account that it was looked up in. */
export const contextFacts = (world: World, facts: Facts, fingerprint: Fingerprint, { contexts, missing }: Loaded): void => {
  const environments = world.environments.filter(({ kind }) => kind === 'environment');
  const [first] = environments;
  for (const document of contexts) {
    for (const [key, value] of Object.entries(document.value)) {
      const account = /account=(\d{12})/.exec(key)?.[1];
      const owner = account === undefined ? undefined : world.byAccount.get(account);
      // what was not looked up in an account is everybody's.
      const holders = owner ? [owner] : environments;
      for (const holder of holders) material(facts, fingerprint, holder, document, [], { [key]: value });
      texts({ [key]: value }, [], (text, path) => {
        for (const { account: named, as } of accountsIn(text.replace(/account=(\d{12})/, ':$1:'))) {
          const of = world.byAccount.get(named);
          const isAccount = of !== undefined || as !== 'digits' || text === key;
          const environment = owner ?? first;
          if (!isAccount || !environment || (owner ? owner.accounts.has(named) : of !== undefined)) continue;
          facts.mentions.push({
            place: { environment, document: { file: document.file, source: document }, path: [...path] },
            position: positionsOutside.accounts,
            of,
            account: named,
            value: text,
          });
        }
      });
    }
  }
  const looked = new Set<string>();
  for (const { document, place, key } of missing) {
    const dummy = dummies[key.slice(0, key.indexOf(':'))];
    // what was looked up and is used nowhere leaves nothing open; manifests repeat what their stages miss.
    if (looked.has(key) || (dummy && !world.stacks.some(({ loaded }) => dummy.test(loaded.document.text)))) continue;
    looked.add(key);
    const account = /account=(\d{12})/.exec(key)?.[1];
    const environment = (account === undefined ? undefined : world.byAccount.get(account)) ?? first;
    if (environment)
      facts.references.push({
        place: { environment, document: { file: document.file, source: document }, path: place },
        kind: 'lookup',
        name: key,
        unknown: 'a value that was missing at synthesis, so that templates hold a dummy',
      });
  }
};
