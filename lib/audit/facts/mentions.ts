import { accountsIn } from './accounts-in';
import { refine, type Position } from './positions';
import type { Facts, Place } from './types';
import { spelt } from '../resolve/arn';
import { isAttribute, isUnknown, render, type Value } from '../resolve/value';
import type { EnvironmentNode, World } from '../world/types';

const ACCOUNT_KEY = /account|owner|principal|source|trust/i;

/** Everything in a text that belongs to an account other than the environment's own. */
export const mentionsInText = (
  world: World,
  facts: Facts,
  own: EnvironmentNode,
  at: () => Place,
  position: Position,
  text: string,
): void => {
  for (const { account, as } of accountsIn(text)) {
    if (own.accounts.has(account)) continue;
    const of = world.byAccount.get(account);
    const place = at();
    const certain =
      of !== undefined || as === 'arn' || (as === 'whole' && ACCOUNT_KEY.test(place.path[place.path.length - 1] ?? ''));
    if (certain)
      facts.mentions.push({
        place,
        position: place.resource ? refine(position, text, account) : position,
        of,
        account,
        value: text,
      });
  }
};

/** Whether an account could still be anybody's: the unknown part stands before or in the place of the account. */
const accountIsOpen = (text: string, before: string): boolean => {
  if (before === '') return text.startsWith('⟨');
  if (!before.startsWith('arn:')) return /^(https?:\/\/|com\.amazonaws\.vpce)/.test(before) && before.split('/').length <= 3;
  return before.split(':').length <= 5;
};

/** Mentions and open places of one value. */
export const mentionsOf = (
  world: World,
  facts: Facts,
  own: EnvironmentNode,
  at: () => Place,
  position: Position,
  value: Value,
): void => {
  for (const sequence of value) {
    for (const part of sequence) {
      if (!isAttribute(part) || part.owner.stack.environment === own) continue;
      const { owner } = part;
      facts.mentions.push({
        place: at(),
        position,
        of: owner.stack.environment,
        account: owner.stack.account,
        target: owner,
        value: render(sequence),
      });
    }
    const [only] = sequence;
    if (sequence.length === 1 && typeof only === 'string') {
      mentionsInText(world, facts, own, at, position, only);
      continue;
    }
    const parts = spelt(sequence);
    mentionsInText(world, facts, own, at, position, parts.map(part => (typeof part === 'string' ? part : '\u0000')).join(''));
    const index = parts.findIndex(isUnknown);
    const open = parts[index];
    if (!position.watched || !isUnknown(open) || open.source === 'benign' || open.source === 'import') continue;
    const before = render(parts.slice(0, index));
    if (accountIsOpen(render(parts), before)) facts.open.push({ place: at(), position, reason: open.reason });
  }
};
