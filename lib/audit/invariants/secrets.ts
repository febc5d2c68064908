import type { SecretText } from '../facts/types';
import { catalogue } from './catalogue';
import { leftOpen, mentioned, pairs } from './mentioned';
import { groupBy, placeName } from './tell';
import type { Context, Draft, GroupOfInvariants } from './types';

const invariants = catalogue('secrets', {
  'identity': {
    kind: 'relation',
    evidence: 'keys',
    title: 'no secret or parameter is used by two environments',
    fix: 'create the secret in each environment and refer to the environment\'s own',
  },
  'plaintext': {
    kind: 'relation',
    evidence: 'keys',
    title: 'no template or asset holds secret material',
    fix: 'remove the material, rotate it, and store it with the secret store of its environment',
  },
  'shared-value': {
    kind: 'relation',
    evidence: 'keys',
    title: 'no two environments hold the same secret material',
    fix: 'have a value issued for each environment and rotate the shared one',
  },
  'class': {
    kind: 'relation',
    evidence: 'data',
    title: 'no live credential is in a test environment and no test credential in a live one',
    fix: 'store the credential of the environment\'s own class',
  },
  'exposed': {
    kind: 'relation',
    evidence: 'keys',
    title: 'no secret is resolved into variables, outputs, metadata or user data',
    fix: 'pass the secret\'s ARN and read its value at run time',
  },
  'names': {
    kind: 'hygiene',
    evidence: 'separation',
    title: 'no two environments give secrets the same explicit name',
    fix: 'leave secrets unnamed, so that a name means one secret',
  },
});

const describe = ({ place, kind }: SecretText) => `${placeName(place)} of ${place.environment.name} holds ${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`;

const plaintext = ({ facts }: Context): Draft[] =>
  facts.secretTexts.map(fact => ({
    invariant: 'secrets.plaintext',
    verdict: 'VIOLATED',
    environments: [fact.place.environment],
    against: 'itself',
    message: `${describe(fact)}${fact.credentials ? ` of the ${fact.credentials} class` : ''} in plain text`,
    steps: [{ place: fact.place, fingerprint: fact.fingerprint, note: fact.kind }],
  }));

// one file of one asset is the same text wherever it is published; who uses it is what counts.
const sharedValue = (context: Context): Draft[] =>
  groupBy(context.facts.secretTexts, ({ fingerprint }) => fingerprint).flatMap(group =>
    pairs(
      context,
      'secrets.shared-value',
      group,
      ({ kind }) => kind,
      kind => `the same secret material, a ${kind}`,
    ).map(draft => ({
      ...draft,
      steps: draft.steps.map(({ place, note }) => ({ place, note, fingerprint: group[0]?.fingerprint })),
    })),
  );

const wrongClass = ({ facts }: Context): Draft[] =>
  facts.secretTexts
    .filter(
      ({ credentials, place }) =>
        credentials !== undefined && place.environment.credentials !== undefined && credentials !== place.environment.credentials,
    )
    .map((fact): Draft => ({
      invariant: 'secrets.class',
      verdict: 'VIOLATED',
      environments: [fact.place.environment],
      against: 'anyone',
      message: `${describe(fact)} of the ${fact.credentials} class, but ${fact.place.environment.name} is a ${fact.place.environment.credentials} environment`,
      steps: [{ place: fact.place, fingerprint: fact.fingerprint, note: `${fact.kind} of the ${fact.credentials} class` }],
    }));

const exposed = ({ facts }: Context): Draft[] =>
  facts.exposures.map(({ place, where, value }) => ({
    invariant: 'secrets.exposed',
    verdict: 'VIOLATED',
    environments: [place.environment],
    against: 'itself',
    message: `${placeName(place)} of ${place.environment.name} resolves a secret into ${where.replace(/^Properties\./, '')}, where it can be read`,
    steps: [{ place, value, note: 'the secret is written here at deployment' }],
  }));

const names = (context: Context): Draft[] =>
  groupBy(
    context.facts.named.filter(({ what }) => what === 'secret'),
    ({ text }) => text,
  ).flatMap(group =>
    pairs(
      context,
      'secrets.names',
      group,
      ({ text }) => text,
      text => `a secret named '${text}'`,
    ),
  );

export const secrets: GroupOfInvariants = {
  invariants,
  decide: context => [
    ...mentioned(context, 'secrets.identity'),
    ...leftOpen(context, 'secrets.identity'),
    ...plaintext(context),
    ...sharedValue(context),
    ...wrongClass(context),
    ...exposed(context),
    ...names(context),
  ],
};
