import { isAttribute, isUnknown, literalsOf, render, type Sequence } from '../resolve/value';
import { spelt } from '../resolve/arn';
import type { PrincipalEntry } from './statement';
import type { ResourceNode } from '../world/types';

/** Who a statement lets in. */
export type Party =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'organization'; readonly id: string }
  | { readonly kind: 'account'; readonly account: string; readonly through?: string }
  | { readonly kind: 'resource'; readonly node: ResourceNode }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'federated'; readonly provider: string; readonly node?: ResourceNode; readonly account?: string }
  | { readonly kind: 'unknown'; readonly reason: string };

const ARN = /^arn:[^:]*:(?:iam|sts)::([^:]*):/;

const fromAws = (sequence: Sequence): Party => {
  const text = render(sequence);
  if (text === '*' || text.startsWith('*')) return { kind: 'anyone' };
  if (/^\d{12}$/.test(text)) return { kind: 'account', account: text };
  const [first] = sequence;
  if (isAttribute(first) && sequence.length === 1) return { kind: 'resource', node: first.owner };
  const account = ARN.exec(render(spelt(sequence)))?.[1];
  if (account !== undefined && /^\d{12}$/.test(account)) return { kind: 'account', account };
  if (account === 'cloudfront') {
    const owner = sequence.find(isAttribute);
    return owner
      ? { kind: 'resource', node: owner.owner }
      : { kind: 'unknown', reason: `the origin access identity '${text}', whose account is not written` };
  }
  if (account?.includes('*') || (account === undefined && /[*?]/.test(text))) return { kind: 'anyone' };
  const open = sequence.find(isUnknown);
  if (open) return { kind: 'unknown', reason: open.reason };
  const owner = sequence.find(isAttribute);
  return owner
    ? { kind: 'resource', node: owner.owner }
    : { kind: 'unknown', reason: `the principal '${text}', whose account is not written` };
};

const fromFederated = (sequence: Sequence): Party => {
  const text = render(spelt(sequence));
  const owner = sequence.find(isAttribute)?.owner;
  const open = sequence.find(isUnknown);
  if (open && !owner) return { kind: 'unknown', reason: open.reason };
  const account = /^arn:[^:]*:iam::(\d{12}):/.exec(text)?.[1];
  const url = owner?.properties.Url;
  const provider =
    typeof url === 'string' ? url.replace(/^https?:\/\//, '') : text.replace(/^arn:[^:]*:iam::[^:]*:(?:oidc-provider\/)?/, '');
  return { kind: 'federated', provider, node: owner, account };
};

/** Everybody whom one principal of a statement may be. */
export const partiesOf = ({ type, value }: PrincipalEntry): Party[] =>
  value.map((sequence): Party => {
    switch (type) {
      case 'AWS':
        return fromAws(sequence);
      case '*':
        return render(sequence) === '*' ? { kind: 'anyone' } : fromAws(sequence);
      case 'Service': {
        const open = sequence.find(isUnknown);
        return open ? { kind: 'unknown', reason: open.reason } : { kind: 'service', name: render(sequence) };
      }
      case 'Federated':
        return fromFederated(sequence);
      case 'CanonicalUser': {
        const owner = sequence.find(isAttribute);
        return owner
          ? { kind: 'resource', node: owner.owner }
          : { kind: 'unknown', reason: 'a canonical user id, whose account is not written' };
      }
      default:
        return { kind: 'unknown', reason: `a principal of the kind '${type}'` };
    }
  });

export const describeParty = (party: Party): string => {
  switch (party.kind) {
    case 'anyone':
      return 'anybody';
    case 'organization':
      return `anybody in the organization ${party.id}`;
    case 'account':
      return `account ${party.account}${party.through ? ` through ${party.through}` : ''}`;
    case 'resource':
      return `'${party.node.stack.name}/${party.node.logicalId}'`;
    case 'service':
      return `the service ${party.name} on behalf of any account`;
    case 'federated':
      return `identities of ${party.provider}`;
    case 'unknown':
      return party.reason;
  }
};

/** Texts that are known word for word. */
export const known = (values: readonly (readonly Sequence[])[]): string[] | undefined => {
  const texts = values.map(literalsOf);
  return texts.includes(undefined) ? undefined : texts.flatMap(text => text ?? []);
};
