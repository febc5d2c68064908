// the construct tree, which is published with the assembly: what it says beyond the templates.
import { posix } from 'node:path';
import type { AssetText, Loaded } from '../assembly/types';
import { stringIn } from '../assembly/shape';
import { inLongText } from '../material/detect';
import type { Fingerprint } from '../material/fingerprint';
import type { EnvironmentNode, World } from '../world/types';
import { accountAt } from './accounts-in';
import { isExampleAccount } from './benign';
import { positionsOutside } from './positions';
import { secretTexts } from './secret-texts';
import type { Facts, Place } from './types';

const LONGEST_ID = 300;
const [ID, PATH] = ['"id":"', '"path":"'] as const;
const position = { ...positionsOutside.accounts, what: 'a part of the construct tree' };

/** The string of JSON in which an offset lies. */
const stringAround = (text: string, at: number): string => {
  let from = text.lastIndexOf('"', at);
  while (from > 0 && text[from - 1] === '\\') from = text.lastIndexOf('"', from - 1);
  let behind = text.indexOf('"', at);
  while (behind > 0 && text[behind - 1] === '\\') behind = text.indexOf('"', behind + 1);
  return text.slice(from + 1, behind === -1 ? text.length : behind);
};

/** Paths of the constructs whose parts of the tree offsets lie in: a construct's path stands before its attributes. */
const constructsOf = (text: string): ((at: number) => string) => {
  const starts: number[] = [];
  for (let at = text.indexOf(PATH); at !== -1; at = text.indexOf(PATH, at + 1)) {
    // an id stands right before its path; no further than it can be long, or many paths would be gone through again and again.
    const before = text.slice(Math.max(0, at - LONGEST_ID), at);
    const id = before.lastIndexOf(ID);
    if (id !== -1 && before.indexOf('"', id + ID.length) === before.length - 2) starts.push(at + PATH.length);
  }
  return at => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    const start = starts[low - 1];
    return start === undefined ? '' : text.slice(start, text.indexOf('"', start));
  };
};

/** Environments of constructs, by the path of their stack or of the stage around it. */
const ownersBy = (world: World, { file }: AssetText): ((path: string) => EnvironmentNode | undefined) => {
  const folder = posix.dirname(file);
  const owners = new Map<string, EnvironmentNode | undefined>();
  for (const { loaded, environment, parent } of world.stacks) {
    const { artifact, stage } = loaded;
    if (!artifact || parent || (folder !== '.' && !artifact.document.file.startsWith(`${folder}/`))) continue;
    const around = stage.join('/');
    owners.set(stringIn(artifact.value, 'displayName') ?? [...stage, artifact.place[1]].join('/'), environment);
    if (around !== '') owners.set(around, !owners.has(around) || owners.get(around) === environment ? environment : undefined);
  }
  const known = new Map<string, EnvironmentNode | undefined>();
  const ownerOf = (path: string): EnvironmentNode | undefined => {
    for (let at = path.length; at > 0; at = path.lastIndexOf('/', at - 1)) {
      const owner = owners.get(path.slice(0, at));
      if (owner) return owner;
    }
    return undefined;
  };
  return path => {
    if (!known.has(path)) known.set(path, ownerOf(path));
    return known.get(path);
  };
};

/** Whether what a tree says stands in the templates or the metadata of the environment too, where it has been judged. */
const isSaid = ({ stacks }: EnvironmentNode, text: string): boolean => {
  const decoded = Buffer.from(text, 'latin1').toString('utf8');
  return stacks.some(({ loaded: { document, metadata } }) => document.text.includes(decoded) || metadata?.text.includes(decoded));
};

const lineAt = (text: string, at: number): number => (text.slice(0, at).match(/\n/g)?.length ?? 0) + 1;

const factsOf = (world: World, facts: Facts, fingerprint: Fingerprint, tree: AssetText): void => {
  const { file, text } = tree;
  const ownerOf = ownersBy(world, tree);
  const proper = world.environments.filter(({ kind }) => kind === 'environment');
  const placeAt = (environment: EnvironmentNode, at: number, construct: string): Place => ({
    environment, document: { file }, path: construct === '' ? [] : [construct], line: lineAt(text, at),
  });
  const constructAt = constructsOf(text);
  const { found, sweep } = inLongText(text);
  const told = new Set<string>();
  for (const at of sweep.accounts) {
    const account = text.slice(at, at + 12);
    const construct = constructAt(at);
    const environment = ownerOf(construct);
    if (!environment || environment.accounts.has(account)) continue;
    const of = world.byAccount.get(account);
    const { as } = accountAt(text, at) ?? {};
    if (as === undefined || (!of && (as !== 'arn' || isExampleAccount(account)))) continue;
    const value = stringAround(text, at);
    if (told.has(`${construct}\0${value}`) || isSaid(environment, value)) continue;
    told.add(`${construct}\0${value}`);
    facts.mentions.push({ place: placeAt(environment, at, construct), position, of, account, value });
  }
  for (const material of found) {
    const construct = constructAt(material.at ?? 0);
    const owner = ownerOf(construct);
    for (const environment of owner ? [owner] : proper) {
      if (owner && isSaid(owner, material.value)) continue;
      secretTexts(facts, fingerprint, placeAt(environment, material.at ?? 0, construct), [material]);
    }
  }
};

/** Accounts and credentials that construct trees hold and templates do not. */
export const treeFacts = (world: World, facts: Facts, fingerprint: Fingerprint, { trees, unreadTrees }: Loaded): void => {
  for (const tree of trees) factsOf(world, facts, fingerprint, tree);
  for (const { file, reason } of unreadTrees)
    for (const environment of world.environments) facts.unread.push({ place: { environment, document: { file }, path: [] }, reason });
};
