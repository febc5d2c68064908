// code, images and templates of another environment.
import { family, type Entry, type Planting } from '../../family';
import { region } from '../../sides';
import type { Mutant } from '../../types';

const code =
  (Code: (planting: Planting) => Record<string, unknown>): Entry['plant'] =>
  planting =>
    planting.lab.add(planting.own, 'Planted', 'AWS::Lambda::Function', { Code: Code(planting) });

const bucket = ({ slug, account }: Planting['other']) => `cdk-${slug}-assets-${account}-${region}`;

const entryOf = ({ lab, own }: Planting) => {
  lab.asset(own, { 'index.js': 'exports.handler = async () => {};' });
  return lab.assets(own).files['a5'.repeat(32)]!;
};

export const assets: Mutant[] = family('references', 'assets', { expected: ['references.asset', 'deployment.bootstrap', 'data.store'] }, [
  { what: 'code in another environment\'s bucket', plant: code(({ other }) => ({ S3Bucket: bucket(other), S3Key: 'x.zip' })) },
  {
    what: 'code in a bucket that is substituted',
    plant: code(({ other }) => ({ S3Bucket: { 'Fn::Sub': `cdk-x-assets-${other.account}-\${AWS::Region}` }, S3Key: 'x.zip' })),
  },
  {
    what: 'an image of another registry',
    plant: code(({ other }) => ({ ImageUri: `${other.account}.dkr.ecr.${region}.amazonaws.com/app:1` })),
  },
  {
    what: 'an image of another registry, joined',
    plant: code(({ other }) => ({
      ImageUri: { 'Fn::Join': ['', [other.account, '.dkr.ecr.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/app:1']] },
    })),
  },
  {
    what: 'a container image of another registry',
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::ECS::TaskDefinition', {
        ContainerDefinitions: [{ Name: 'a', Image: `${other.account}.dkr.ecr.${region}.amazonaws.com/app@sha256:${'a'.repeat(64)}` }],
      }),
  },
  {
    what: 'a nested template in another bucket',
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::CloudFormation::Stack', {
        TemplateURL: `https://s3.${region}.amazonaws.com/cdk-x-assets-${other.account}-${region}/t.json`,
      }),
  },
  {
    what: 'an asset that is published to another account',
    plant: planting => {
      Object.assign(entryOf(planting).destinations, { more: { bucketName: bucket(planting.other), objectKey: 'x.zip' } });
    },
  },
  {
    what: 'an asset that is published with another account\'s role',
    plant: planting => {
      entryOf(planting).destinations.own!.assumeRoleArn = `arn:\${AWS::Partition}:iam::${planting.other.account}:role/publish`;
    },
  },
  {
    what: 'an image that is published to another account',
    plant: ({ lab, own, other }) => {
      lab.write(`asset.${'b6'.repeat(32)}/Dockerfile`, 'FROM scratch\n');
      lab.assets(own).dockerImages['b6'.repeat(32)] = {
        source: { directory: `../asset.${'b6'.repeat(32)}` },
        destinations: { d: { repositoryName: 'x', imageTag: 'y', assumeRoleArn: `arn:aws:iam::${other.account}:role/x` } },
      };
    },
  },
  {
    what: 'a website\'s content from another bucket',
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'Custom::CDKBucketDeployment', {
        ServiceToken: { 'Fn::Sub': 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:x' },
        SourceBucketNames: [bucket(other)],
      }),
    expected: ['references.asset', 'accounts.foreign', 'data.store'],
  },
]);
