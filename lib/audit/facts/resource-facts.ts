// what one resource says: every value once, with what stands inside of it.
import { isObject } from '../assembly/shape';
import { OPAQUE, TRANSFORM } from '../assembly/template';
import { layersOf } from '../material/layers';
import { isAttribute, literal, literalsOf, type Value } from '../resolve/value';
import type { ResourceNode, StackNode } from '../world/types';
import { mayBeAddress } from './addresses';
import { bucketUsesOf } from './bucket-uses';
import { joinedWords } from './declared-words';
import { inName, placeIn, READS, type Extraction } from './extraction';
import { identifiersOf } from './identifiers';
import { mentionsOf } from './mentions';
import { namesBucket, namesOf } from './names';
import { planOf, type Plan } from './plan';
import { policiesOf } from './policies';
import { positionsOutside, type Position } from './positions';
import { dynamicOf, referencesOf } from './references';
import { exposuresOf, literalText, secretTexts, secretTextsOf } from './secret-texts';
import { givenId, serverFacts, sharedFacts } from './shared-facts';
import { foreignOwner } from './service-hosts';
import type { Place } from './types';
import { Shape, walk } from './walk';
import { wordsOf } from './words';

const shapeOf = ({ shapes }: Extraction, type: string): Shape<Plan> => {
  let shape = shapes.get(type);
  if (!shape) shapes.set(type, (shape = new Shape('', text => planOf(type, text))));
  return shape;
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

/** What stands inside of a value is no name, no variable and no property of its own. */
const inside = (plan: Plan): Plan => ({
  ...plan,
  block: plan.block && 'value',
  domain: false,
  secret: { property: false, beside: false, parameter: false, tag: false, argument: false, code: plan.secret.code, natural: true },
});

/** A definition as the service completes it, from a list of names and values beside it. */
const completed = ({ stack, properties }: ResourceNode, { resolver }: Extraction, shape: string, text: string): string => {
  const given = properties.DefinitionSubstitutions;
  if (!/^Properties\.Definition/.test(shape) || !isObject(given) || !text.includes('${')) return text;
  return text.replace(/\$\{([A-Za-z0-9_]+)\}/g, (whole, name: string) =>
    (given[name] === undefined ? whole : literalsOf(resolver.value(stack, given[name]))?.[0] ?? whole));
};

/** What a text says wherever it stands. */
const saidBy = (extraction: Extraction, { stack }: ResourceNode, here: () => Place, plan: Plan, position: Position, text: string): void => {
  const { facts, fingerprint, hosts } = extraction;
  if (plan.told) return;
  sharedFacts(facts, fingerprint, here, text);
  for (const host of hosts(text)) {
    const owner = foreignOwner(host, stack.environment);
    if (!owner) continue;
    facts.mentions.push({
      place: here(),
      position: { ...position, invariant: 'network.shared-id', what: 'a host' },
      of: owner.stack.environment,
      account: owner.stack.account,
      target: owner,
      value: host.host,
    });
  }
};

/** @param words of other environments that the template does not hold as they are */
export const resourceFacts = (extraction: Extraction, resource: ResourceNode, words: readonly string[]): void => {
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

  /** What a value says by its own letters, and what it holds. */
  const said = (here: () => Place, plan: Plan, position: Position, shape: string, value: Value): void => {
    mentionsOf(world, facts, stack.environment, here, position, value);
    dynamicOf(facts, here, value);
    wordsOf(facts, resource, here, plan, value);
    bucketUsesOf(facts, buckets, stack.environment, here, value);
    secretTextsOf(facts, fingerprint, resource, here, plan.secret, shape, value, knownNames);
    for (const sequence of value) saidBy(extraction, resource, here, plan, position, literalText(sequence));
  };

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
      const join = (text: string) => {
        if (plan.block !== undefined && !plan.domain && text.includes('.')) extraction.joined.push({ place: here(), text });
      };
      if (typeof node === 'object') {
        joinedWords(facts, words, here, value);
        for (const text of value.map(literalText)) join(text);
        const text = yielded(value);
        if (text !== undefined && skips(where, text)) return;
      }
      const position =
        plan.reach && identities.some(start => here().path.join('.').startsWith(start)) ? positionsOutside.reach : plan.position;
      said(here, plan, position, shape, value);
      if (plan.shows) exposuresOf(facts, here, shape, value);
      if (plan.name && (plan.name.own || plan.name.bucket || namesBucket(value))) namesOf(facts, here, plan.name, value);
      if (plan.identifier) identifiersOf(facts, resource, here, plan.identifier, value);
      for (const written of value.map(literalText)) {
        const text = completed(resource, extraction, shape, written);
        if (plan.server) serverFacts(facts, here, text);
        if (plan.id && !plan.identifier && position.invariant !== 'data.own-key') givenId(facts, here, shape.slice(shape.lastIndexOf('.') + 1), text);
        const inner = layersOf(text).map(layer => layer.text);
        for (const layer of text === written ? inner : [text, ...inner]) {
          join(layer);
          joinedWords(facts, words, here, literal(layer));
          said(here, inside(plan), position, shape, literal(layer));
        }
      }
    },
  });
};
