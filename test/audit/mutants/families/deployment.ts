// how environments are deployed: roles and buckets of the manifests, and whom CI's roles trust.
import { family, type Entry, type Planting } from '../family';
import { outsider, region } from '../sides';
import type { Mutant } from '../types';

const bootstrap: Mutant[] = family('deployment', 'bootstrap', { expected: ['deployment.bootstrap', 'references.asset', 'data.store'] }, [
  ...['assumeRoleArn', 'cloudFormationExecutionRoleArn'].map((property): Entry => ({
    what: `the manifest's ${property}`,
    plant: ({ lab, own, other }) => {
      lab.artifact(own).properties[property] =
        `arn:\${AWS::Partition}:iam::${other.account}:role/cdk-${other.slug}-deploy-role-${other.account}-${region}`;
    },
  })),
  {
    what: 'the lookup role',
    plant: ({ lab, own, other }) => {
      lab.artifact(own).properties.lookupRole = { arn: `arn:aws:iam::${other.account}:role/lookup` };
    },
  },
  {
    what: 'the bucket of the template',
    plant: ({ lab, own, other }) => {
      lab.artifact(own).properties.stackTemplateAssetObjectUrl = `s3://cdk-${other.slug}-assets-${other.account}-${region}/x.json`;
    },
  },
  {
    what: 'the bucket of an asset',
    plant: ({ lab, own, other }) => {
      for (const { destinations } of Object.values(lab.assets(own).files))
        for (const destination of Object.values(destinations))
          destination.bucketName = `cdk-${other.slug}-assets-${other.account}-${region}`;
    },
  },
  {
    what: 'the role that publishes an asset',
    plant: ({ lab, own, other }) => {
      for (const { destinations } of Object.values(lab.assets(own).files))
        for (const destination of Object.values(destinations)) destination.assumeRoleArn = `arn:aws:iam::${other.account}:role/x`;
    },
  },
  {
    what: 'one bucket for the assets of two',
    plant: ({ lab, own, other }) => {
      for (const side of [own, other])
        for (const { destinations } of Object.values(lab.assets(side).files))
          for (const destination of Object.values(destinations)) destination.bucketName = 'acme-assets';
    },
  },
  {
    what: 'the role of an outsider',
    names: 'own',
    plant: ({ lab, own }) => {
      lab.artifact(own).properties.assumeRoleArn = `arn:aws:iam::${outsider}:role/pipeline`;
    },
  },
  {
    what: 'one qualifier',
    hygiene: true,
    expected: ['deployment.qualifier'],
    plant: ({ lab, own, other }) => {
      for (const side of [own, other])
        for (const { properties } of Object.values(lab.manifest(side).artifacts))
          if ('bootstrapStackVersionSsmParameter' in properties)
            properties.bootstrapStackVersionSsmParameter = '/cdk-bootstrap/hnb659fds/version';
    },
  },
  {
    what: 'a pipeline that deploys into the other',
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::CodePipeline::Pipeline', {
        RoleArn: 'x',
        Stages: [{ Name: 'a', Actions: [{ Name: 'b', RoleArn: `arn:aws:iam::${other.account}:role/deploy` }] }],
      }),
    expected: ['identities.role'],
  },
]);

const github = 'token.actions.githubusercontent.com';
const provider = ({ own }: Planting) => `arn:aws:iam::${own.account}:oidc-provider/${github}`;

const ci = (what: string, Condition: (planting: Planting) => Record<string, unknown> | undefined, more: Partial<Entry> = {}): Entry => ({
  what,
  names: 'own',
  ...more,
  plant: planting =>
    planting.lab.add(planting.own, 'Planted', 'AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRoleWithWebIdentity',
            Principal: { Federated: provider(planting) },
            Condition: Condition(planting),
          },
        ],
      },
    }),
});
const aud = { [`${github}:aud`]: 'sts.amazonaws.com' };
const sub = (text: unknown) => ({ [`${github}:sub`]: text });
const exact = ({ own }: Planting) => `repo:example/verification:environment:${own.slug}`;

const trusts: Mutant[] = family('deployment', 'ci', { expected: ['deployment.ci-trust'] }, [
  ci('no condition at all', () => undefined),
  ci('the audience alone', () => ({ StringEquals: aud })),
  ci('the subject alone', p => ({ StringEquals: sub(exact(p)) })),
  ci('every repository of an owner', () => ({ StringEquals: aud, StringLike: sub('repo:example/*') })),
  ci('everything of a repository', () => ({ StringEquals: aud, StringLike: sub('repo:example/verification:*') })),
  ci('every environment', () => ({ StringEquals: aud, StringLike: sub('repo:example/verification:environment:*') })),
  ci('every subject', () => ({ StringEquals: aud, StringLike: sub('*') })),
  ci('pull requests', () => ({ StringEquals: { ...aud, ...sub('repo:example/verification:pull_request') } })),
  ci('pull requests among others', p => ({ StringEquals: { ...aud, ...sub([exact(p), 'repo:example/verification:pull_request']) } })),
  ci('the exact subject if there is one', p => ({ StringEquals: aud, StringEqualsIfExists: sub(exact(p)) })),
  ci('all of no subjects', p => ({ 'StringEquals': aud, 'ForAllValues:StringEquals': sub(exact(p)) })),
  ci('every subject but one', p => ({ StringEquals: aud, StringNotEquals: sub(exact(p)) })),
  ci('a question mark', () => ({ StringEquals: aud, StringLike: sub('repo:example/verificatio?:environment:production') })),
  ci('the actor instead of the subject', () => ({ StringEquals: { ...aud, [`${github}:actor`]: 'octocat' } })),
  ci(
    'a subject that is a parameter',
    ({ lab, own }) => {
      lab.section(own, 'Parameters').Sub = { Type: 'String' };
      return { StringEquals: { ...aud, ...sub({ Ref: 'Sub' }) } };
    },
    { verdict: 'not proven' },
  ),
  {
    what: 'one workflow for two environments',
    names: 'both',
    plant: ({ lab, own, other }) => {
      for (const side of [own, other]) {
        lab.add(side, 'Planted', 'AWS::IAM::Role', {
          AssumeRolePolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Action: 'sts:AssumeRoleWithWebIdentity',
                Principal: { Federated: provider({ lab, own: side, other }) },
                Condition: { StringEquals: { ...aud, ...sub('repo:example/verification:environment:shared') } },
              },
            ],
          },
        });
      }
    },
  },
  {
    what: 'GitLab with every project of a group',
    names: 'own',
    plant: ({ lab, own }) =>
      lab.add(own, 'Planted', 'AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRoleWithWebIdentity',
              Principal: { Federated: `arn:aws:iam::${own.account}:oidc-provider/gitlab.com` },
              Condition: {
                StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
                StringLike: { 'gitlab.com:sub': 'project_path:example/*:ref_type:branch:ref:main' },
              },
            },
          ],
        },
      }),
  },
  {
    what: 'a provider that is a resource',
    names: 'own',
    plant: ({ lab, own }) => {
      lab.add(own, 'Provider', 'AWS::IAM::OIDCProvider', { Url: `https://${github}`, ClientIdList: ['sts.amazonaws.com'] });
      lab.add(own, 'Planted', 'AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRoleWithWebIdentity',
              Principal: { Federated: { Ref: 'Provider' } },
              Condition: { StringEquals: aud },
            },
          ],
        },
      });
    },
  },
]);

export const deployment: Mutant[] = [...bootstrap, ...trusts];
