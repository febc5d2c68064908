import { catalogue } from './catalogue';
import { audience, isOpen, subjects, trusts, type Trust } from './ci-trusts';
import { foreignWorkflows } from './foreign-workflows';
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

/** Workflows of others, without those that both environments trust: these are told already. */
const called = (context: Context, told: readonly Draft[]): Draft[] => {
  const keyOf = ({ place }: Draft['steps'][number]): string => [place.document.file, ...place.path].join('\0');
  const places = new Set(told.flatMap(({ steps }) => steps.map(keyOf)));
  return foreignWorkflows(context, trusts(context)).filter(({ steps: [first] }) => !first || !places.has(keyOf(first)));
};

export const deployment: GroupOfInvariants = {
  invariants,
  decide: context => {
    const common = shared(context);
    return [
      ...mentioned(context, 'deployment.bootstrap'),
      ...wide(context),
      ...common,
      ...called(context, common),
      ...qualifiers(context),
    ];
  },
};
