import { render } from '../resolve/value';
import { admitted } from './admitted';
import { catalogue } from './catalogue';
import { chains } from './chains';
import { leftOpen, mentioned } from './mentioned';
import { reached } from './reached';
import { samePeople } from './people';
import { placeName } from './tell';
import type { Context, Draft, GroupOfInvariants } from './types';

const invariants = catalogue('identities', {
  'resource-policy': {
    kind: 'relation',
    evidence: 'access',
    title: 'no policy of a resource lets in a principal of another environment',
    fix: 'name the environment\'s own principals, or bind the statement to its account',
  },
  'trust': {
    kind: 'relation',
    evidence: 'access',
    title: 'no role trusts a principal of another environment',
    fix: 'trust the environment\'s own account, or declare the link with reason and owner',
  },
  'deputy': {
    kind: 'relation',
    evidence: 'access',
    title: 'no AWS service may act on a resource for another account',
    fix: 'add a condition on aws:SourceArn or aws:SourceAccount',
  },
  'reach': {
    kind: 'relation',
    evidence: 'access',
    title: 'no identity may act on a named resource of another environment',
    fix: 'name the environment\'s own resources',
  },
  'role': {
    kind: 'relation',
    evidence: 'access',
    title: 'nothing runs as a role of another environment',
    fix: 'use a role of the environment\'s own',
  },
  'chain': {
    kind: 'relation',
    evidence: 'access',
    title: 'no chain of assumable roles leads from one environment to another',
    fix: 'remove one of the trusts of the chain',
  },
  'access': {
    kind: 'relation',
    evidence: 'access',
    title: 'no principal may act on a resource of another environment by the policies of both',
    fix: 'remove one of the allowances of the chain',
  },
  'people': {
    kind: 'relation',
    evidence: 'access',
    title: 'no person or group of the organization\'s directory gets into two environments',
    fix: 'make a group for each environment, or declare the link with reason and owner',
  },
  'service-trust': {
    kind: 'hygiene',
    evidence: 'access',
    title: 'every role that a service assumes names on whose behalf',
    fix: 'add a condition on aws:SourceAccount to the trust',
  },
  'any-account': {
    kind: 'hygiene',
    evidence: 'access',
    title: 'no identity policy leaves the account of a resource to a wildcard',
    fix: 'write the account into the resource',
  },
});

const anyAccount = ({ facts }: Context): Draft[] =>
  facts.policies
    .filter(({ kind }) => kind === 'identity')
    .flatMap(({ place, statements }) =>
      statements
        .filter(({ effect }) => effect !== 'Deny')
        .flatMap(statement => {
          const wide = statement.resources.values
            .flatMap(value => value.map(render))
            .find(text => /^arn:[^:]*:(?!s3:)[^:]*:[^:]*:[^:]*[*?]/.test(text));
          return wide === undefined
            ? []
            : [
                {
                  invariant: 'identities.any-account',
                  verdict: 'VIOLATED' as const,
                  environments: [place.environment],
                  against: 'itself' as const,
                  message: `${placeName(place)} of ${place.environment.name} may act on ${wide}, in whatever account`,
                  steps: [
                    {
                      place: { ...place, path: [...place.path, ...statement.path] },
                      value: wide,
                      note: 'the account is a wildcard',
                    },
                  ],
                },
              ];
        }),
    );

export const identities: GroupOfInvariants = {
  invariants,
  decide: context => {
    const direct = admitted(context);
    const told = [
      ...direct,
      ...mentioned(context, 'identities.reach', 'identities.role', 'identities.resource-policy', 'identities.trust'),
      ...leftOpen(context, 'identities.reach', 'identities.role'),
      ...chains(context, direct),
    ];
    return [...told, ...reached(context, told), ...samePeople(context), ...anyAccount(context)];
  },
};
