import type { Loaded } from '../assembly/types';
import { isObject, stringIn } from '../assembly/shape';
import type { Fingerprint } from '../material/fingerprint';
import { layersOf } from '../material/layers';
import type { Resolver } from '../resolve/resolver';
import { literal, render } from '../resolve/value';
import type { StackNode, World } from '../world/types';
import { assetFacts } from './assets';
import { belongingsIn } from './belongings';
import { blandness } from './bland';
import { bucketUsesOf, namedBuckets } from './bucket-uses';
import { joinedWords, writtenWords } from './declared-words';
import { inName, placeIn, READS, type Extraction } from './extraction';
import { belongingFacts } from './foreign-belongings';
import { mentionsOf } from './mentions';
import { positionsOutside } from './positions';
import { dynamicOf, referencesOf } from './references';
import { resourceFacts } from './resource-facts';
import { exposuresOf, hiddenParameters, literalText, namedSecrets, secretTexts, shows } from './secret-texts';
import { namedHosts } from './service-hosts';
import { artifactFacts, contextFacts, deploymentFacts } from './surroundings';
import { treeFacts } from './tree';
import { noFacts, type Facts } from './types';
import { Shape, walk } from './walk';

/** Transforms that change nothing which the audit looks at. */
const HARMLESS_TRANSFORM = /^(AWS::LanguageExtensions|AWS::CodeDeployBlueGreen|AWS::SecretsManager-\d{4}-\d{2}-\d{2})$/;

const isDefault = ([section, , key, more]: readonly string[]): boolean =>
  section === 'Parameters' && key === 'Default' && more === undefined;

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
        if (typeof written === 'object') joinedWords(facts, words, here, leaf);
        for (const value of [leaf, ...leaf.flatMap(sequence => layersOf(literalText(sequence)).map(({ text }) => literal(text)))]) {
          bucketUsesOf(facts, buckets, stack.environment, here, value);
          mentionsOf(world, facts, stack.environment, here, positionsOutside.accounts, value);
          dynamicOf(facts, here, value);
        }
        // a name is looked at as well, where digits stand in it, and is not its own value.
        const material = written === path[path.length - 1] ? [] : leaf.flatMap(sequence => namedSecrets(path, literalText(sequence)));
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
    hosts: namedHosts(world, resolver),
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
  assetFacts(world, facts, fingerprint, loaded, looks.look, extraction.hosts);
  return facts;
};
