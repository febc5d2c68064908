import { boundOfDenial, boundsOf, type Bound } from './bounds';
import { covers } from './match';
import { partiesOf, type Party } from './party';
import type { Matcher, Statement } from './statement';
import { render } from '../resolve/value';
import { spelt } from '../resolve/arn';

/** Somebody whom a statement may let in. */
export interface Admission {
  readonly party: Party;
  readonly statement: Statement;
}

const accountOf = (party: Party): string | undefined => {
  if (party.kind === 'account') return party.account;
  return party.kind === 'resource' ? party.node.stack.account : undefined;
};

/** The parties that a bound still lets through. */
const within = (bound: Bound, party: Party): Party[] => {
  const inside: Party[] = [
    ...bound.accounts.map((account): Party => ({
      kind: 'account',
      account,
      through: party.kind === 'service' ? party.name : undefined,
    })),
    ...bound.nodes.map((node): Party => ({ kind: 'resource', node })),
    ...bound.organizations.map((id): Party => ({ kind: 'organization', id })),
    ...(bound.unknown === undefined ? [] : [{ kind: 'unknown' as const, reason: bound.unknown }]),
  ];
  if (party.kind === 'service') return bound.services ? inside : [party];
  if (!bound.callers) return [party];
  if (party.kind === 'anyone' || party.kind === 'organization') return inside;
  // a person that signs in through a provider, or an unknown principal, may belong to anybody whom the bound names.
  if (party.kind === 'federated') return [party];
  if (party.kind === 'unknown') return inside;
  const account = accountOf(party);
  if (bound.organizations.length > 0 || bound.unknown !== undefined || account === undefined) return [party];
  return bound.accounts.includes(account) || bound.nodes.some(node => node.stack.account === account) ? [party] : [];
};

const coversAll = (wide: Matcher, narrow: Matcher): boolean => {
  if (wide.not) return false;
  if (narrow.not) return wide.values.some(value => value.some(sequence => render(sequence) === '*'));
  return narrow.values.every(inner => wide.values.some(outer => covers(outer, inner)));
};

const everyResource = ({ not, values }: Matcher): boolean =>
  !not && values.some(value => value.some(sequence => render(sequence) === '*'));

const keyOf = (party: Party): string =>
  party.kind === 'resource' || (party.kind === 'federated' && party.node)
    ? `${party.kind}|${party.node!.stack.name}|${party.node!.logicalId}|${party.node!.stack.account}`
    : JSON.stringify(party);

/**
 * Everybody whom a resource's policy may let in. Allows are taken at their widest; a denial counts only if it is certain
 * and covers what is allowed.
 */
export const admissions = (statements: readonly Statement[]): Admission[] => {
  const denials = statements.flatMap(statement => {
    const bound = boundOfDenial(statement);
    return bound ? [{ statement, bound }] : [];
  });
  return statements
    .filter(({ effect }) => effect !== 'Deny')
    .flatMap(statement => {
      const { principals } = statement;
      if (!principals) return [];
      // an Allow for everybody but some lets everybody in.
      let parties: Party[] = principals.not ? [{ kind: 'anyone' }] : principals.entries.flatMap(partiesOf);
      const bounds = [
        ...boundsOf(statement.conditions),
        ...denials
          .filter(
            ({ statement: { actions, resources } }) =>
              coversAll(actions, statement.actions) && (everyResource(resources) || coversAll(resources, statement.resources)),
          )
          .map(({ bound }) => bound),
      ];
      if (statement.unread !== undefined)
        parties = parties.map(party => (party.kind === 'federated' ? party : { kind: 'unknown', reason: statement.unread! }));
      for (const bound of bounds) parties = parties.flatMap(party => within(bound, party));
      return [...new Map(parties.map(party => [keyOf(party), party])).values()].map(party => ({ party, statement }));
    });
};

/** Accounts whose resources a statement names, where they are written. */
export const accountsNamed = ({ values }: Matcher): string[] =>
  values.flatMap(value =>
    value.flatMap(sequence => {
      const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(render(spelt(sequence)))?.[1];
      return account === undefined ? [] : [account];
    }),
  );
