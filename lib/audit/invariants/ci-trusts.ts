// trusts of roles in the workflows of CI, and what they require of a token.
import type { PolicyFact } from '../facts/types';
import type { Statement } from '../policy/statement';
import { render, unknownsIn } from '../resolve/value';
import type { Context } from './types';

const EXACT = new Set(['stringequals', 'stringequalsignorecase']);

/** Subjects that a statement of a trust requires; nothing if it requires none. */
export const subjects = ({ conditions }: Statement): { readonly texts: readonly string[]; readonly exact: boolean } | undefined => {
  const found = conditions.filter(
    ({ key, ifExists, set, operator }) =>
      key.endsWith(':sub') && !ifExists && set !== 'all' && (EXACT.has(operator) || operator === 'stringlike'),
  );
  const [first] = found;
  if (!first) return undefined;
  const texts = first.values.flatMap(value => value.map(render));
  return { texts, exact: EXACT.has(first.operator) || texts.every(text => !/[*?]/.test(text)) };
};

/** Whether a statement requires an audience. */
export const audience = ({ conditions }: Statement): boolean =>
  conditions.some(
    ({ key, ifExists, set, operator, values }) =>
      key.endsWith(':aud')
      && !ifExists
      && set !== 'all'
      && (EXACT.has(operator) || (operator === 'stringlike' && !values.flat().some(sequence => /[*?]/.test(render(sequence))))),
  );

/** A role that identities of a provider may take. */
export interface Trust {
  readonly fact: PolicyFact;
  readonly statement: Statement;
  readonly provider: string;
}

export const trusts = ({ facts }: Context): Trust[] =>
  facts.policies
    .filter(({ kind }) => kind === 'trust')
    .flatMap(fact =>
      fact.admissions.flatMap(({ party, statement }) =>
        party.kind === 'federated' && !/saml-provider/.test(party.provider) && party.node?.type !== 'AWS::IAM::SAMLProvider'
          ? [{ fact, statement, provider: party.provider }]
          : [],
      ),
    );

/** Whether the subject is not written. */
export const isOpen = ({ conditions, unread }: Statement): boolean =>
  unread !== undefined || conditions.some(({ key, values }) => key.endsWith(':sub') && unknownsIn(values.flat()).length > 0);
