import type { Verification } from './conclude';
import { ranks, type Drift } from './types';
import type { EnvironmentContext } from '../environment';

/** What AWS answers may have been named by anybody: on a terminal it moves no cursor, begins no line, and hides or turns around nothing. */
const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, '\ufffd');

const place = ({ place: at, type, id, property }: Drift): string =>
  [at ? [at.stack, at.logicalId].filter(name => name !== undefined).join('/') : id, property, `(${type}${at?.logicalId !== undefined ? `, ${id}` : ''})`].filter(text => text !== undefined).join(' ');

const told = (drift: Drift): string[] => [
  `  ${place(drift)}`,
  ...drift.says.map(line => `    ${line}`),
  ...(drift.paths ?? []).flatMap(({ verdict, message, chain }) => [`    ${verdict}: ${message}`, ...chain.map((step, index) => `      ${index + 1}. ${step}`)]),
  `    → ${drift.remedy}`,
].map(visible);

const counted = (many: Readonly<Record<string, number>>): string => Object.entries(many).sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, count]) => `${count} ${type}`).join(', ');

const conclusion = ({ exitCode, drifts, unread, audited }: Verification): string => {
  if (drifts.length > 0) return `DIFFERS: ${ranks.map(rank => `${drifts.filter(drift => drift.rank === rank).length} ${rank}`).join(', ')}${unread.length > 0 ? `, ${unread.length} could not be read` : ''}`;
  if (exitCode === 0) return 'EQUAL: the deployed state is what was proven';
  return audited === 'PROVEN' ? `UNDECIDED: ${unread.length} could not be read; the rest is equal` : `NOT PROVEN: the account is as the templates say, and the audit of the templates says ${audited}`;
};

/** The worst first, each with its chain and what to do; below it what was not read and what belongs to others. */
export const page = ({ config: { name }, account, region }: EnvironmentContext, verification: Verification): string => {
  const { audited, stacks, drifts, unread, elsewhere, compared, byTemplateOnly, controlPolicies } = verification;
  const equal = stacks.filter(stack => stack.audited === stack.deployed).length;
  return [
    `${name}: account ${account}, ${region}`,
    `templates: ${equal} of ${stacks.length} deployed as audited; the audit says ${audited}`,
    `resources: ${compared} read and compared${controlPolicies > 0 ? `, and ${controlPolicies} control policies of the organization` : ''}`,
    ...ranks.flatMap(rank => {
      const these = drifts.filter(drift => drift.rank === rank);
      return these.length === 0 ? [] : ['', rank, ...these.flatMap(told)];
    }),
    ...unread.length === 0 ? [] : ['', 'could not be read: nobody knows whether it is equal', ...unread.flatMap(({ what, reason, remedy }) => [`  ${what}: ${reason}`, `    → ${remedy}`]).map(visible)],
    ...elsewhere.length === 0 ? [] : ['', 'of no template, and answered for by others', ...elsewhere.map(({ type, id, owner }) => visible(`  ${type} ${id}: ${owner}`))],
    ...Object.keys(byTemplateOnly).length === 0 ? [] : ['', `compared by their template alone: ${counted(byTemplateOnly)}`],
    '',
    conclusion(verification),
  ].join('\n');
};

/** JSON that says the same, and shows on a terminal what JSON itself would leave as it is. */
const escaped = (text: string): string => text.replace(/[\u007f-\u009f\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, hidden =>
  hidden.split('').map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''));

/** The same for a machine; the names and the ranks are a promise. */
export const document = ({ config: { name }, account, region }: EnvironmentContext, verification: Verification, by: string, now: number): string =>
  escaped(JSON.stringify({ version: 1, environment: name, account, region, by, at: new Date(now).toISOString(), ...verification }, null, 2));
