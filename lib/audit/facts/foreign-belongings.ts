// what belongs to others, where no property says what it is for: hosts in templates, anything in what lies around them.
import type { Json } from '../assembly/shape';
import { plainText } from '../assembly/plain';
import type { Document } from '../assembly/types';
import type { EnvironmentNode, StackNode, World } from '../world/types';
import type { Belonging, Looks } from './belongings';
import { texts } from './surroundings';
import type { Facts, Place } from './types';
import { blockRole, holdsDomain } from './words';

/** A text that a function yields, of which the template holds only pieces. */
export interface Joined {
  readonly place: Place;
  readonly text: string;
}

type Look = (text: string) => readonly Belonging[];

const foreignTo = (environment: EnvironmentNode, belongings: readonly Belonging[]): Belonging[] =>
  belongings.filter(({ owners }) => !owners.has(environment));

const tell = (facts: Facts, place: Place, { position, owners, text }: Belonging): void => {
  const where = place.resource ? 'a value' : 'a part of the assembly';
  for (const of of owners) facts.mentions.push({ place, position: { ...position, what: where }, of, value: text });
};

/** Texts of a template that a host may stand in; names of its own zones are judged by themselves, and descriptions lead nowhere. */
const inTemplate = (facts: Facts, stack: StackNode, look: Look): void => {
  const { document } = stack.loaded;
  texts(document.value, [], (text, path) => {
    const resource = path[0] === 'Resources' ? stack.resources.get(path[1] ?? '') : undefined;
    const shape = path.slice(2).filter(key => !/^\d+$/.test(key)).join('.');
    if (resource && (blockRole(resource.type, shape) === undefined || holdsDomain(resource.type, shape) || shape.endsWith('.HostedZoneName'))) return;
    for (const belonging of foreignTo(stack.environment, look(text)))
      tell(facts, { environment: stack.environment, stack, resource, document: { file: document.file, source: document }, path: [...path] }, belonging);
  });
};

const around = (facts: Facts, stack: StackNode, look: Look, document: Document, start: readonly string[], value: Json): void =>
  texts(value, start, (text, path) => {
    for (const belonging of foreignTo(stack.environment, look(text)))
      tell(facts, { environment: stack.environment, stack, document: { file: document.file, source: document }, path: [...path] }, belonging);
  });

export const belongingFacts = (world: World, facts: Facts, { look, lookForHosts }: Looks, joined: readonly Joined[]): void => {
  const known = new Map<Document, readonly Belonging[]>();
  // a document is looked through once; only what has something of others is gone into.
  const has = (document: Document, { environment }: StackNode): boolean => {
    let found = known.get(document);
    if (!found) known.set(document, (found = look(plainText(document))));
    return foreignTo(environment, found).length > 0;
  };
  const hosts = (document: Document, { environment }: StackNode): boolean => foreignTo(environment, lookForHosts(plainText(document))).length > 0;
  for (const stack of world.stacks) {
    const { document, artifact, metadata, assets, parent } = stack.loaded;
    if (hosts(document, stack)) inTemplate(facts, stack, lookForHosts);
    if (artifact && has(artifact.document, stack)) around(facts, stack, look, artifact.document, artifact.place, artifact.value);
    if (metadata && !parent && has(metadata, stack)) around(facts, stack, look, metadata, [], metadata.value);
    for (const asset of assets) if (has(asset.document, stack)) around(facts, stack, look, asset.document, asset.place, asset.entry);
  }
  for (const { place, text } of joined) {
    for (const belonging of foreignTo(place.environment, lookForHosts(text)))
      if (!(place.document.source && plainText(place.document.source).includes(belonging.text))) tell(facts, place, belonging);
  }
};
