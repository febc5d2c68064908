// the ten leaks that no other tool found, and what CDK itself synthesizes across accounts without a word.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Stack, Stage } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { family, type Entry, type Planting } from '../family';
import { material } from '../material';
import { region, sides } from '../sides';
import type { Mutant, Side } from '../types';

const both =
  (type: string, properties: Record<string, unknown>): Entry['plant'] =>
  ({ lab, own, other }) => {
    for (const side of [own, other]) lab.add(side, 'Planted', type, properties);
  };
const gateway = 'tgw-0123456789abcdef0';

const ten: Mutant[] = family('identities', 'planted', { pair: [sides.Staging, sides.Production] }, [
  {
    what: 'an equal secret name',
    group: 'secrets',
    hygiene: true,
    expected: ['secrets.names'],
    plant: both('AWS::SecretsManager::Secret', { Name: 'provider/api-key' }),
  },
  {
    what: 'an equal export name',
    group: 'references',
    hygiene: true,
    expected: ['references.export-names'],
    plant: ({ lab, own, other }) => {
      for (const side of [own, other]) lab.section(side, 'Outputs').Planted = { Value: side.name, Export: { Name: 'service-url' } };
    },
  },
  {
    what: 'a foreign key',
    group: 'data',
    expected: ['data.own-key'],
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::SQS::Queue', {
        KmsMasterKeyId: `arn:aws:kms:${region}:${other.account}:key/6f1c2d3e-aaaa-4bbb-8ccc-0123456789ab`,
      }),
  },
  { what: 'the same CIDR', group: 'network', expected: ['network.cidr'], plant: both('AWS::EC2::VPC', { CidrBlock: '10.99.0.0/16' }) },
  {
    what: 'the same domain',
    group: 'network',
    expected: ['network.dns'],
    plant: both('AWS::ApiGateway::DomainName', { DomainName: 'hooks.corp.example.org' }),
  },
  {
    what: 'the same plain-text value',
    group: 'secrets',
    expected: ['secrets.shared-value'],
    plant: both('AWS::Lambda::Function', { Environment: { Variables: { SETTING: material.signing } } }),
  },
  {
    what: 'a role trust',
    expected: ['identities.trust'],
    plant: ({ lab, own, other }) =>
      lab.add(other, 'Planted', 'AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${own.account}:root` } }],
        },
      }),
  },
  {
    what: 'a peering',
    group: 'network',
    expected: ['network.peering'],
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::EC2::VPCPeeringConnection', {
        VpcId: 'x',
        PeerVpcId: 'vpc-0a1b2c3d4e5f60718',
        PeerOwnerId: other.account,
      }),
  },
  {
    what: 'a transit gateway\'s route',
    group: 'network',
    expected: ['network.route'],
    plant: ({ lab, own, other: { octet } }) =>
      lab.add(own, 'Planted', 'AWS::EC2::Route', {
        RouteTableId: 'x',
        DestinationCidrBlock: `10.${octet}.0.0/16`,
        TransitGatewayId: gateway,
      }),
  },
  {
    what: 'a secret\'s resource policy',
    expected: ['identities.resource-policy'],
    plant: ({ lab, own, other }) =>
      lab.add(other, 'Planted', 'AWS::SecretsManager::ResourcePolicy', {
        SecretId: 'x',
        ResourcePolicy: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${own.account}:role/reader` },
              Action: 'secretsmanager:GetSecretValue',
              Resource: '*',
            },
          ],
        },
      }),
  },
]);

/** Synthesizes an app of its own with stacks in both accounts and makes it a part of the assembly. */
const byCdk =
  (build: (stack: (id: string, side: Side) => Stack, planting: Planting) => void): Entry['plant'] =>
  planting => {
    const outdir = mkdtempSync(join(tmpdir(), 'bulkhead-planted-'));
    try {
      const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
      const stage = new Stage(app, 'Extra');
      build((id, { account }) => new Stack(stage, id, { env: { account, region } }), planting);
      app.synth();
      const folder = 'assembly-Extra';
      for (const file of readdirSync(join(outdir, folder), { recursive: true, encoding: 'utf8' })) {
        if (statSync(join(outdir, folder, file)).isFile())
          planting.lab.write(`${folder}/${file}`, readFileSync(join(outdir, folder, file)));
      }
      planting.lab.json<{ artifacts: Record<string, unknown> }>('manifest.json').artifacts[folder] = {
        type: 'cdk:cloud-assembly',
        properties: { directoryName: folder, displayName: 'Extra' },
      };
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  };

const lambda = () => new ServicePrincipal('lambda.amazonaws.com');

const cdk: Mutant[] = family('references', 'cdk', {}, [
  {
    what: 'a reference to a secret of another account',
    expected: ['references.stack-output'],
    plant: byCdk((stack, { own, other }) => {
      new CfnOutput(stack('Consumer', own), 'Leak', { value: new CfnSecret(stack('Source', other), 'Secret').ref });
    }),
  },
  {
    what: 'the role that CDK adds for such a reference',
    group: 'identities',
    expected: ['identities.trust'],
    plant: byCdk((stack, { own, other }) => {
      new CfnOutput(stack('Consumer', own), 'Leak', { value: new CfnSecret(stack('Source', other), 'Secret').ref });
    }),
  },
  ...['identities.resource-policy', 'identities.reach'].map((invariant): Entry => ({
    what: `grantRead across accounts, as ${invariant}`,
    group: 'identities',
    expected: [invariant],
    plant: byCdk((stack, { own, other }) => {
      const reader = new Role(stack('Consumer', own), 'Reader', { assumedBy: lambda(), roleName: 'reader' });
      const source = stack('Source', other);
      new Secret(source, 'Secret', { secretName: 'provider', encryptionKey: new Key(source, 'Key') }).grantRead(reader);
    }),
  })),
]);

export const planted: Mutant[] = [...ten, ...cdk];
