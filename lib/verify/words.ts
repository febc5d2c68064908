import type { Spelt } from './policy/statements';
import type { Json } from '../audit/assembly/shape';

const mostShown = 4;

const some = (values: readonly string[]): string =>
  (values.length <= mostShown ? values.join(', ') : `${values.slice(0, mostShown).join(', ')} and ${values.length - mostShown} more`);

const member = (says: Spelt['says'], name: string, before: string): string[] => (says[name] ? [`${before}${some(says[name].map(value => value.replace(/^AWS /, '')))}`] : []);

/** A statement in a line. */
export const statementText = ({ effect, says, statement: { Sid } }: Spelt): string => [
  typeof Sid === 'string' && Sid !== '' ? `${effect} (${Sid})` : effect,
  ...member(says, 'Principal', 'to '), ...member(says, 'NotPrincipal', 'to all but '),
  ...member(says, 'Action', ''), ...member(says, 'NotAction', 'all but '),
  ...member(says, 'Resource', 'on '), ...member(says, 'NotResource', 'on all but '),
  ...member(says, 'Condition', 'if '),
].join(' ');

/** A value in a line. */
export const valueText = (value: Json | undefined): string => {
  if (value === undefined || value === null) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};
