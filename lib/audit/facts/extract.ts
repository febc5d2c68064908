import type { Loaded } from '../assembly/types';
import { OPAQUE, TRANSFORM } from '../assembly/template';
import { isObject, stringIn } from '../assembly/shape';
import { byForm, type Material } from '../material/detect';
import type { Fingerprint } from '../material/fingerprint';
import type { Resolver } from '../resolve/resolver';
import { isAttribute, render, type Value } from '../resolve/value';
import type { ResourceNode, StackNode, World } from '../world/types';
import { mayBeAddress } from './addresses';
import { assetFacts } from './assets';
import { belongingsIn } from './belongings';
import { blandness } from './bland';
import { bucketUsesOf, namedBuckets, type NamedBuckets } from './bucket-uses';
import { joinedWords, writtenWords } from './declared-words';
import { belongingFacts, type Joined } from './foreign-belongings';
import { artifactFacts, contextFacts, deploymentFacts } from './surroundings';
import { identifiersOf } from './identifiers';
import { mentionsOf } from './mentions';
import { namesBucket, namesOf } from './names';
import { policiesOf } from './policies';
import { planOf, type Plan } from './plan';
import { positionsOutside } from './positions';
import { dynamicOf, referencesOf } from './references';
import { exposuresOf, hiddenParameters, literalText, namedSecrets, secretTexts, secretTextsOf, shows } from './secret-texts';
import { treeFacts } from './tree';
import { noFacts, type Facts, type Place } from './types';
import { Shape, walk } from './walk';
import { wordsOf } from './words';

const placeIn = (stack: StackNode, path: readonly string[], resource?: ResourceNode): Place => ({
  environment: stack.environment,
  stack,
  resource,
  document: { file: stack.loaded.document.file, source: stack.loaded.document },
  path,
});

/** Transforms that change nothing which the audit looks at. */
const HARMLESS_TRANSFORM = /^(AWS::LanguageExtensions|AWS::CodeDeployBlueGreen|AWS::SecretsManager-\d{4}-\d{2}-\d{2})$/;

/** Functions that read something of another stack. */
const READS = /^Fn::(?:ImportValue|GetStackOutput)$/;

interface Extraction {
  readonly world: World;
  readonly resolver: Resolver;
  readonly facts: Facts;
  readonly fingerprint: Fingerprint;
  /** Ids of assets and resources, which may look like anything and are no secret. */
  readonly knownNames: ReadonlySet<string>;
  /** Roots of the shapes of each type. */
  readonly shapes: Map<string, Shape<Plan>>;
  readonly sections: Shape<{ readonly shows: boolean }>;
  readonly buckets: NamedBuckets;
  readonly joined: Joined[];
  readonly isBland: (text: string) => boolean;
  /** Credentials in names of properties, which repeat in every template. */
  readonly names: Map<string, readonly Material[]>;
}

const shapeOf = ({ shapes }: Extraction, type: string): Shape<Plan> => {
  let shape = shapes.get(type);
  if (!shape) shapes.set(type, (shape = new Shape('', text => planOf(type, text))));
  return shape;
};

const isDefault = ([section, , key, more]: readonly string[]): boolean =>
  section === 'Parameters' && key === 'Default' && more === undefined;

/** Credentials in the name of a property. */
const inName = ({ names }: Extraction, text: string): readonly Material[] => {
  let found = names.get(text);
  if (!found) names.set(text, (found = byForm(text)));
  return found;
};

/** What names a resource of the environment and says no more: most of what functions yield, and nothing to be told of. */
const isOwn = ([sequence, more]: Value, { environment }: StackNode): boolean => {
  const [part, rest] = sequence ?? [];
  return more === undefined && rest === undefined && isAttribute(part) && part.owner.stack.environment === environment;
};

/** A text that a function yields for certain. */
const yielded = ([sequence, more]: Value): string | undefined => {
  const [part, rest] = sequence ?? [];
  return more === undefined && rest === undefined && typeof part === 'string' ? part : undefined;
};

/** @param words of other environments that the template does not hold as they are */
const resourceFacts = (extraction: Extraction, resource: ResourceNode, words: readonly string[]): void => {
  const { world, resolver, facts, fingerprint, knownNames, buckets } = extraction;
  const { stack, logicalId, type, body } = resource;
  const base = ['Resources', logicalId];
  const at = (path: readonly string[]) => placeIn(stack, [...base, ...path], resource);
  const unread = (reason: string) => facts.unread.push({ place: at([]), reason });
  if (type === 'AWS::EC2::VPC' && resource.properties.CidrBlock === undefined) {
    const position = { invariant: 'network.cidr', what: 'the address block of a network', watched: true };
    facts.open.push({ place: at(['Properties']), position, reason: 'a pool of addresses' });
  }
  if (type.endsWith('::MODULE')) unread('what a module makes of a resource at deployment');
  if (type === TRANSFORM) unread('what a macro makes of resources at deployment');
  if (type === OPAQUE) unread('resources of a loop whose items are given at deployment');
  if (type === 'AWS::CloudFormation::Stack' && !stack.nested.has(logicalId))
    unread('a nested stack whose template is not in the input');
  const policies = policiesOf(resolver, resource, at);
  facts.policies.push(...policies);
  const identities = policies.filter(({ kind }) => kind === 'identity').map(({ place }) => place.path.join('.'));
  const skips = ({ plan: { shortest } }: Shape<Plan>, text: string): boolean =>
    shortest > 0 && ((text.length < shortest && !mayBeAddress(text) && !buckets.has(text)) || extraction.isBland(text));
  walk(resolver, stack, body, [], shapeOf(extraction, type), {
    skips,
    name: (path, text) => {
      const found = inName(extraction, text);
      if (found.length > 0) secretTexts(facts, fingerprint, at([...path]), found);
    },
    call: (path, name, argument) => {
      if (name === 'Fn::Transform')
        facts.unread.push({ place: at([...path]), reason: 'what a macro makes of a resource at deployment' });
      if (READS.test(name)) referencesOf(resolver, facts, stack, at([...path]), name, argument);
    },
    leaf: (path, where, value, node) => {
      if (isOwn(value, stack)) return;
      const { plan, text: shape } = where;
      let place: Place | undefined;
      const here = () => (place ??= at([...path]));
      if (typeof node === 'object') {
        joinedWords(facts, words, here, value);
        if (plan.block !== undefined && !plan.domain)
          for (const text of value.map(literalText)) if (text.includes('.')) extraction.joined.push({ place: here(), text });
        const text = yielded(value);
        if (text !== undefined && skips(where, text)) return;
      }
      const position =
        plan.reach && identities.some(start => here().path.join('.').startsWith(start)) ? positionsOutside.reach : plan.position;
      mentionsOf(world, facts, stack.environment, here, position, value);
      dynamicOf(facts, here, value);
      if (plan.shows) exposuresOf(facts, here, shape, value);
      wordsOf(facts, resource, here, plan, value);
      bucketUsesOf(facts, buckets, stack.environment, here, value);
      if (plan.name && (plan.name.own || plan.name.bucket || namesBucket(value))) namesOf(facts, here, plan.name, value);
      if (plan.identifier) identifiersOf(facts, resource, here, plan.identifier, value);
      secretTextsOf(facts, fingerprint, resource, here, plan.secret, shape, value, knownNames);
    },
  });
};

/** What a template says outside of its resources. */
const templateFacts = (extraction: Extraction, stack: StackNode, words: readonly string[]): void => {
  const { world, resolver, facts, fingerprint, sections, buckets } = extraction;
  const { value } = stack.loaded.document;
  const here = placeIn(stack, []);
  hiddenParameters(facts, fingerprint, here);
  for (const section of ['Parameters', 'Mappings', 'Outputs', 'Rules', 'Conditions', 'Metadata', 'Description']) {
    const node = value[section];
    if (node === undefined) continue;
    walk(resolver, stack, node, [section], sections.child(section), {
      call: (path, name, argument) => {
        if (name === 'Fn::Transform')
          facts.unread.push({ place: placeIn(stack, [...path]), reason: 'what a macro makes of a part of the template at deployment' });
        if (READS.test(name)) referencesOf(resolver, facts, stack, placeIn(stack, [...path]), name, argument);
      },
      name: (path, text) => {
        const found = inName(extraction, text);
        if (found.length > 0) secretTexts(facts, fingerprint, placeIn(stack, [...path]), found);
      },
      leaf: (path, { plan, text: shape }, leaf, written) => {
        const here = () => placeIn(stack, [...path]);
        bucketUsesOf(facts, buckets, stack.environment, here, leaf);
        if (typeof written === 'object') joinedWords(facts, words, here, leaf);
        mentionsOf(world, facts, stack.environment, here, positionsOutside.accounts, leaf);
        dynamicOf(facts, here, leaf);
        const material = leaf.flatMap(sequence => namedSecrets(path, literalText(sequence)));
        // defaults are looked at with what their parameters hide.
        if (material.length > 0 && !isDefault(path)) secretTexts(facts, fingerprint, here(), material);
        if (plan.shows) exposuresOf(facts, here, shape, leaf);
        if (section === 'Outputs' && shape.endsWith('.Export.Name'))
          for (const sequence of leaf) facts.named.push({ place: here(), text: render(sequence), what: 'export' });
      },
    });
  }
  const transforms = Array.isArray(value.Transform) ? value.Transform : value.Transform === undefined ? [] : [value.Transform];
  for (const transform of transforms) {
    const name = isObject(transform) ? (stringIn(transform, 'Name') ?? '?') : typeof transform === 'string' ? transform : '?';
    if (!HARMLESS_TRANSFORM.test(name))
      facts.unread.push({
        place: placeIn(stack, ['Transform']),
        reason: `what the macro '${name}' makes of the template at deployment`,
      });
  }
};

/** Everything that the input says, in one pass over it. */
export const extractFacts = (loaded: Loaded, world: World, resolver: Resolver, fingerprint: Fingerprint): Facts => {
  const facts = noFacts();
  const buckets = namedBuckets(world, resolver);
  const extraction: Extraction = {
    world,
    resolver,
    facts,
    fingerprint,
    shapes: new Map(),
    sections: new Shape('', text => ({ shows: shows(text) })),
    buckets,
    isBland: blandness(buckets),
    joined: [],
    names: new Map(),
    knownNames: new Set([
      ...loaded.stacks.flatMap(({ assets }) => assets.map(({ id }) => id)),
      ...world.stacks.flatMap(({ resources }) => [...resources.keys()]),
    ]),
  };
  for (const stack of world.stacks) {
    const words = writtenWords(world, facts, stack, placeIn(stack, []));
    templateFacts(extraction, stack, words);
    for (const resource of stack.resources.values()) resourceFacts(extraction, resource, words);
    deploymentFacts(world, facts, fingerprint, stack);
  }
  artifactFacts(world, facts, fingerprint);
  contextFacts(world, facts, fingerprint, loaded);
  treeFacts(world, facts, fingerprint, loaded);
  const looks = belongingsIn(world, facts, extraction.buckets);
  belongingFacts(world, facts, looks, extraction.joined);
  assetFacts(world, facts, fingerprint, loaded, looks.look);
  return facts;
};
