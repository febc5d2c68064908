import type { PolicyFact } from '../facts/types';
import type { Statement } from '../policy/statement';
import { render, unknownsIn } from '../resolve/value';
import { catalogue } from './catalogue';
import { mentioned, pairs } from './mentioned';
import { groupBy, placeName } from './tell';
import type { Context, Draft, GroupOfInvariants } from './types';

const invariants = catalogue('deployment', {
  'bootstrap': {
    kind: 'relation',
    evidence: 'change',
    title: 'every stack is deployed by roles and from buckets of its own account',
    fix: 'give every environment a synthesizer and a bootstrap of its own',
  },
  'ci-trust': {
    kind: 'relation',
    evidence: 'change',
    title: 'a role that CI assumes names exactly one workflow of its own environment',
    fix: 'require the exact aud and the exact sub repo:OWNER/REPO:environment:NAME',
  },
  'qualifier': {
    kind: 'hygiene',
    evidence: 'change',
    title: 'every environment has a bootstrap qualifier of its own',
    fix: 'bootstrap each environment with its own qualifier',
  },
});

const EXACT = new Set(['stringequals', 'stringequalsignorecase']);

/** Subjects that a statement of a trust requires; nothing if it requires none. */
const subjects = ({ conditions }: Statement): { readonly texts: readonly string[]; readonly exact: boolean } | undefined => {
  const found = conditions.filter(
    ({ key, ifExists, set, operator }) =>
      key.endsWith(':sub') && !ifExists && set !== 'all' && (EXACT.has(operator) || operator === 'stringlike'),
  );
  const [first] = found;
  if (!first) return undefined;
  const texts = first.values.flatMap(value => value.map(render));
  return { texts, exact: EXACT.has(first.operator) || texts.every(text => !/[*?]/.test(text)) };
};

const audience = ({ conditions }: Statement): boolean =>
  conditions.some(
    ({ key, ifExists, set, operator, values }) =>
      key.endsWith(':aud')
      && !ifExists
      && set !== 'all'
      && (EXACT.has(operator) || (operator === 'stringlike' && !values.flat().some(sequence => /[*?]/.test(render(sequence))))),
  );

interface Trust {
  readonly fact: PolicyFact;
  readonly statement: Statement;
  readonly provider: string;
}

const trusts = ({ facts }: Context): Trust[] =>
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
const isOpen = ({ conditions, unread }: Statement): boolean =>
  unread !== undefined || conditions.some(({ key, values }) => key.endsWith(':sub') && unknownsIn(values.flat()).length > 0);

const problemOf = ({ statement, provider }: Trust): string | undefined => {
  if (/^cognito-identity|^(graph\.facebook|accounts\.google|www\.amazon)/.test(provider))
    return audience(statement) ? undefined : 'any identity pool, because no audience is required';
  const named = subjects(statement);
  if (!named) return 'every workflow of everybody, because no subject is required';
  if (!audience(statement)) return 'tokens for any audience';
  const pull = named.texts.find(text => text.endsWith(':pull_request'));
  if (pull) return `pull requests (${pull})`;
  return named.exact && named.texts.every(text => !text.includes('*'))
    ? undefined
    : `more than one workflow (${named.texts.join(', ')})`;
};

const wide = (context: Context): Draft[] =>
  trusts(context).flatMap((trust): Draft[] => {
    const {
      fact: { place },
      statement,
    } = trust;
    const open = isOpen(statement);
    const problem = problemOf(trust) ?? (open ? 'a workflow that is given at deployment' : undefined);
    if (problem === undefined) return [];
    return [
      {
        invariant: 'deployment.ci-trust',
        verdict: open ? 'UNKNOWN' : 'VIOLATED',
        environments: [place.environment],
        against: 'anyone',
        direction: { from: 'anyone', to: place.environment.name },
        message: `${placeName(place)} of ${place.environment.name} trusts ${problem} of ${trust.provider}`,
        steps: [
          {
            place: { ...place, path: [...place.path, ...statement.path] },
            value: subjects(statement)?.texts.join(', '),
            note: `trusts ${problem}`,
          },
        ],
      },
    ];
  });

/** One workflow that two environments trust deploys both. */
const shared = (context: Context): Draft[] => {
  const named = trusts(context).flatMap(({ fact: { place }, statement, provider }) =>
    (subjects(statement)?.texts ?? [])
      .filter(text => !`${provider}${text}`.includes('⟨'))
      .map(text => ({
        place: { ...place, path: [...place.path, ...statement.path] },
        text: `${provider} ${text}`,
      })),
  );
  return groupBy(named, ({ text }) => text).flatMap(group =>
    pairs(
      context,
      'deployment.ci-trust',
      group,
      ({ text }) => text,
      text => `a trust in the same workflow (${text})`,
    ),
  );
};

const qualifiers = (context: Context): Draft[] =>
  groupBy(
    context.facts.named.filter(({ what }) => what === 'qualifier'),
    ({ text }) => text,
  ).flatMap(group =>
    pairs(
      context,
      'deployment.qualifier',
      group,
      ({ text }) => text,
      text => `the bootstrap qualifier '${text}'`,
    ),
  );

export const deployment: GroupOfInvariants = {
  invariants,
  decide: context => [
    ...mentioned(context, 'deployment.bootstrap'),
    ...wide(context),
    ...shared(context),
    ...qualifiers(context),
  ],
};
