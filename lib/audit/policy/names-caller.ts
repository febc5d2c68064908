// whether the principals of a statement are a caller.
import { isAttribute, isUnknown, render, type Sequence } from '../resolve/value';
import { spelt } from '../resolve/arn';
import { contains, overlap, patternOf } from './patterns';
import type { Answer } from './holds';
import type { Caller } from './request';
import type { PrincipalEntry, Statement } from './statement';

/** How a statement names a caller: by itself or by its account, which then has to allow the call too. */
export interface Naming {
  readonly answer: Answer;
  readonly itself: boolean;
  /** Why it is not known whom the statement names. */
  readonly open?: string;
}

const NOBODY: Naming = { answer: false, itself: false };

const ofAccount = (kind: Caller['kind']): boolean => kind === 'role' || kind === 'user' || kind === 'account';

const PRINCIPAL = /^arn:[^:]*:(?:iam|sts)::([^:]*):(.*)$/;

/** An ARN of a role, a user or a session of one. */
const byArn = (text: string, { kind, account, givenName }: Caller): Naming => {
  const [whole, owner = '', rest = ''] = PRINCIPAL.exec(text) ?? [];
  if (whole === undefined) return { answer: 'maybe', itself: true, open: `the principal '${text}', whose account is not written` };
  if (account === undefined || !overlap(owner, account)) return NOBODY;
  if (rest === 'root') return { answer: owner === account ? true : 'maybe', itself: false };
  if (kind === 'account') return { answer: 'maybe', itself: true };
  const [type, ...path] = rest.split('/');
  const isKind = kind === 'role' ? type === 'role' || type === 'assumed-role' : type === 'user';
  if (!isKind && !/[*?]/.test(type ?? '')) return NOBODY;
  const name = type === 'assumed-role' ? (path[0] ?? '*') : (path[path.length - 1] ?? '*');
  if (givenName === undefined) return { answer: 'maybe', itself: true };
  if (!overlap(name, givenName)) return NOBODY;
  return { answer: owner === account && contains(name, givenName) && path.length === 1 && type !== 'assumed-role' ? true : 'maybe', itself: true };
};

const byAws = (sequence: Sequence, caller: Caller): Naming => {
  const text = render(sequence);
  if (text === '*') return { answer: true, itself: true };
  if (!ofAccount(caller.kind)) return NOBODY;
  const [only] = sequence;
  if (isAttribute(only) && sequence.length === 1) {
    if (only.owner === caller.node) return { answer: true, itself: true };
    if (/^AWS::IAM::(Role|User)$/.test(only.owner.type)) return NOBODY;
    return only.owner.stack.account === caller.account && caller.kind === 'account' ? { answer: 'maybe', itself: true } : NOBODY;
  }
  if (/^\d{12}$/.test(text)) return text === caller.account ? { answer: true, itself: false } : NOBODY;
  const unknown = sequence.find(isUnknown);
  const found = byArn(patternOf(spelt(sequence)), caller);
  return unknown && found.answer === 'maybe' ? { ...found, open: unknown.reason } : found;
};

const naming = ({ type, value }: PrincipalEntry, caller: Caller): Naming[] =>
  value.map((sequence): Naming => {
    if (type === 'Service' && caller.kind !== 'service') return NOBODY;
    const text = render(sequence);
    const open = sequence.find(isUnknown)?.reason;
    switch (type) {
      case 'AWS':
      case '*':
        return byAws(sequence, caller);
      case 'Service':
        return { answer: text === caller.service ? true : open !== undefined || caller.service === '*' ? 'maybe' : false, itself: true, open };
      case 'Federated': {
        if (caller.kind !== 'web-identity') return NOBODY;
        const owner = sequence.find(isAttribute)?.owner;
        const url = typeof owner?.properties.Url === 'string' ? owner.properties.Url.replace(/^https?:\/\//, '') : undefined;
        const provider = url ?? (text.includes('oidc-provider/') ? text.slice(text.indexOf('oidc-provider/') + 14) : text);
        return { answer: provider === caller.provider ? true : open !== undefined || (owner && url === undefined) ? 'maybe' : false, itself: true, open };
      }
      case 'CanonicalUser': {
        const owner = sequence.find(isAttribute)?.owner;
        return { answer: caller.kind === 'account' && (!owner || owner.stack.account === caller.account) ? 'maybe' : false, itself: true };
      }
      default:
        return { answer: 'maybe', itself: true };
    }
  });

/** Whether a statement speaks of a caller. */
export const namesCaller = ({ principals }: Statement, caller: Caller): Naming => {
  // a policy of an organization speaks of everybody whom it is attached to.
  if (!principals) return { answer: true, itself: true };
  const namings = principals.entries.map(entry => naming(entry, caller));
  const found = namings.flat();
  const certain = namings.some(all => all.length > 0 && all.every(({ answer }) => answer === true));
  const named: Answer = certain ? true : found.some(({ answer }) => answer !== false) ? 'maybe' : false;
  // whoever is exempt may be somebody else after all, so an exemption excludes only where it is certain.
  if (principals.not) return { answer: named === 'maybe' ? 'maybe' : !named, itself: true };
  const speaking = found.filter(({ answer }) => answer !== false);
  return {
    answer: named,
    itself: speaking.some(({ itself }) => itself),
    open: speaking.every(({ open }) => open !== undefined) ? speaking[0]?.open : undefined,
  };
};
