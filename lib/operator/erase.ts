import type { EraserAccess } from './eraser-access';
import { refused, unusable } from './command-error';
import { invoke } from './invoke';
import { giveOneOf, shown } from './named';
import { readParameter } from './secret-store';
import type { EnvironmentTarget } from './target';
import { parameterPaths } from '../secrets/settings';
import { mostIds, type EraseAnswer, type EraseRequest, type SubjectId } from '../../lambda/eraser/contract';

export interface EraseOptions {
  /** Registration of ids that name none. */
  readonly binding?: string;
  /** Erases; without it everything is only looked for and counted. */
  readonly yes: boolean;
  /** Name of the environment once more; a live one asks for it. */
  readonly confirm?: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const printable = /^[\x21-\x7e]{1,256}$/;

/**
 * The ids of one person, one to a line: `<binding>#<id>` as events name it in `verification`, the bare id with `--binding`, or an
 * `externalUuid`, which is nobody else's at any registration. What is wrong with a line is told by its number: an id is personal.
 */
export const readIds = (text: string, { config: { name, providers } }: EnvironmentTarget, binding: string | undefined): SubjectId[] => {
  const bindings = Object.keys(providers);
  if (binding !== undefined && !bindings.includes(binding)) throw unusable(`'${name}' has no binding '${shown(binding)}'; ${giveOneOf(binding, bindings)}`);
  const ids = text.split(/\r?\n/).flatMap((line, index): SubjectId[] => {
    const id = line.trim();
    if (id === '') return [];
    if (!printable.test(id)) throw unusable(`line ${index + 1} is no id: it has blanks or other characters than ids have, or more than 256; give one id on a line`);
    const own = bindings.find(candidate => id.startsWith(`${candidate}#`));
    if (own !== undefined) return [{ binding: own, id: id.slice(own.length + 1) }];
    if (binding !== undefined) return [{ binding, id }];
    if (uuid.test(id)) return bindings.map(each => ({ binding: each, id }));
    throw unusable(`line ${index + 1} names no registration, and the same id may be another person's at another one; write <binding>#<id> or give --binding, ${bindings.join(' or ')}`);
  }).filter(({ id }) => id !== '');
  if (ids.length === 0) throw unusable('no id was given; pipe the ids of one person to standard input or name a file with --ids, one id on a line');
  if (ids.length > mostIds) throw unusable(`${ids.length} ids are more than one person has (at most ${mostIds}); erase one person at a time`);
  return ids;
};

/** What the function is asked for, once the options make sense. */
export const eraseRequest = (target: EnvironmentTarget, ids: readonly SubjectId[], { yes, confirm }: EraseOptions, askedBy: string): EraseRequest => {
  const { name, credentials, providers } = target.config;
  if (confirm !== undefined && confirm !== name) throw refused(`--confirm '${shown(confirm)}' is not the environment that is erased from, '${name}'; nothing was changed`);
  if (yes && credentials === 'live' && confirm === undefined) {
    throw refused(`'${name}' is live, and what is erased there does not come back; look without --yes, then confirm with --yes --confirm ${name}`);
  }
  return {
    version: 1, ids, dryRun: !yes, askedBy,
    bindings: Object.fromEntries(Object.entries(providers).map(([binding, { provider }]) => [binding, provider])),
  };
};

/** Has the environment's own function erase what is kept of one person; numbers and the receipt come back. */
export const eraseSubject = async (
  target: EnvironmentTarget, access: (target: EnvironmentTarget) => Promise<EraserAccess>, ids: readonly SubjectId[], options: EraseOptions,
): Promise<EraseAnswer> => {
  // refused before anybody is called.
  eraseRequest(target, ids, options, '');
  const eraser = await access(target);
  const functionArn = await readParameter(eraser, `${parameterPaths.operator}/eraser`);
  return invoke<EraseAnswer>(eraser, functionArn, eraseRequest(target, ids, options, eraser.caller));
};

/** 0 done, or a dry run has found something; 1 nothing is known of the ids; 2 run it again. */
export const exitCodeOfErasure: Readonly<Record<EraseAnswer['outcome'], 0 | 1 | 2>> = { found: 0, erased: 0, before: 0, nothing: 1, unfinished: 2 };
