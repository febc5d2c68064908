// whom CI's roles trust, seen again.
import { family, type Entry, type Planting } from '../../family';
import type { Mutant } from '../../types';
import { add, mode } from './planting';

const github = 'token.actions.githubusercontent.com';

const trust = (what: string, Condition: (planting: Planting) => unknown, more: Partial<Entry> = {}): Entry => ({
  what,
  names: 'own',
  expected: ['deployment.ci-trust'],
  ...more,
  plant: add('AWS::IAM::Role', p => ({
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRoleWithWebIdentity',
          Principal: { Federated: `arn:aws:iam::${p.own.account}:oidc-provider/${github}` },
          Condition: Condition(p),
        },
      ],
    },
  })),
});

const exact = (p: Planting) => `repo:example/verification:environment:${p.own.slug}`;

export const deployment: Mutant[] = family('deployment', 'second look', {}, [
  trust('the repository alone', () => ({
    StringEquals: { [`${github}:aud`]: 'sts.amazonaws.com', [`${github}:repository`]: 'example/verification' },
  })),
  trust('any audience', p => ({ StringEquals: { [`${github}:sub`]: exact(p) }, StringLike: { [`${github}:aud`]: '*' } })),
  trust('a subject in a branch', p => {
    mode(p);
    return {
      StringEquals: {
        [`${github}:aud`]: 'sts.amazonaws.com',
        [`${github}:sub`]: { 'Fn::If': ['IsB', exact(p), 'repo:example/verification:pull_request'] },
      },
    };
  }),
  trust('a condition that may be absent', p => {
    mode(p);
    return {
      'Fn::If': ['IsB', { StringEquals: { [`${github}:aud`]: 'sts.amazonaws.com', [`${github}:sub`]: exact(p) } }, { Ref: 'AWS::NoValue' }],
    };
  }),
  trust(
    'the workflow of another environment',
    p => ({
      StringEquals: { [`${github}:aud`]: 'sts.amazonaws.com', [`${github}:sub`]: `repo:example/verification:environment:${p.other.slug}` },
    }),
    { verdict: 'not proven', expected: ['deployment.ci-trust', 'configuration.declared'] },
  ),
  trust('two subjects, one of another repository\'s every branch', p => ({
    StringEquals: { [`${github}:aud`]: 'sts.amazonaws.com' },
    StringLike: { [`${github}:sub`]: [exact(p), 'repo:example/other:ref:refs/heads/*'] },
  })),
]);
