// the other's belongings in code, and what else is published with an assembly.
import { family, type Entry, type Planting } from '../../family';
import { material } from '../../material';
import { region } from '../../sides';
import type { Mutant } from '../../types';

const id = 'b6'.repeat(32);

const written = (what: string, text: (planting: Planting) => string, before: Entry['plant'] = () => undefined): Entry => ({
  what,
  plant: planting => {
    before(planting);
    planting.lab.asset(planting.own, { 'index.js': `'use strict';\nconst target = '${text(planting)}';\nexports.handler = async () => target;\n` }, id);
  },
});

const treeNode = (path: string, attributes: object): string => JSON.stringify({ id: path.split('/').pop(), path, constructInfo: { fqn: 'x', version: '1' }, attributes });

const tree = (what: string, attributes: (planting: Planting) => object, more: Partial<Entry> = {}): Entry => ({
  what,
  plant: planting => {
    const { lab, own } = planting;
    const node = treeNode(`${own.name}/Backend/Planted`, attributes(planting));
    lab.write('trees-1.json', `{"version":"forest-0.1","forest":{"t0":${node}}}`);
    const main = lab.json<{ tree: { children: Record<string, unknown> } }>('tree.json');
    main.tree.children.Planted = { id: 'Planted', path: `${own.name}/Backend/Planted`, fileName: 'trees-1.json', treeId: 't0' };
  },
  ...more,
});

export const code: Mutant[] = family('accounts', 'third look', { expected: ['accounts.*', 'data.*', 'network.*', 'configuration.*', 'references.asset'] }, [
  written('a bucket in code', () => 'acme-code-7', ({ lab, other }) => lab.add(other, 'Theirs', 'AWS::S3::Bucket', { BucketName: 'acme-code-7' })),
  written('a bucket\'s address in code', () => 'https://acmecode.s3.amazonaws.com/x', ({ lab, other }) => lab.add(other, 'Theirs', 'AWS::S3::Bucket', { BucketName: 'acmecode' })),
  written('an address in code', ({ other }) => `http://10.${other.octet}.4.4:8080`),
  written('a host in code', () => 'https://api.orders-planted.example.org', ({ lab, other }) => lab.add(other, 'Zone', 'AWS::Route53::HostedZone', { Name: 'orders-planted.example.org' })),
  written('a queue in code', ({ other }) => `https://sqs.${region}.amazonaws.com/${other.account}/jobs`),
  written('a network in code', () => 'subnet-0a1b2c3d4e5f60718', ({ lab, other }) => lab.add(other, 'Theirs', 'AWS::Lambda::Function', { VpcConfig: { SubnetIds: ['subnet-0a1b2c3d4e5f60718'] } })),
  written('an encoded bucket in code', () => Buffer.from('uploads go to s3://acme-code-8/in').toString('base64'), ({ lab, other }) => lab.add(other, 'Theirs', 'AWS::S3::Bucket', { BucketName: 'acme-code-8' })),
  {
    what: 'a bucket in inline code',
    plant: ({ lab, own, other }) => {
      lab.add(other, 'Theirs', 'AWS::S3::Bucket', { BucketName: 'acme-code-9' });
      lab.add(own, 'Planted', 'AWS::Lambda::Function', { Code: { ZipFile: 'exports.handler = async () => put({ Bucket: "acme-code-9" });' } });
    },
  },
  {
    what: 'an address in inline code',
    plant: ({ lab, own, other }) => lab.add(own, 'Planted', 'AWS::Lambda::Function', { Code: { ZipFile: `fetch("http://10.${other.octet}.5.5/x")` } }),
  },
  tree('an account in the construct tree', ({ other }) => ({ note: `copied from arn:aws:s3:${region}:${other.account}:accesspoint/x` })),
  tree('an account by itself in the construct tree', ({ other }) => ({ 'aws:cdk:cloudformation:props': { owner: other.account } })),
  tree('a credential in the construct tree', () => ({ note: material.apiKey }), { names: 'own', expected: ['secrets.plaintext'] }),
  {
    what: 'an asset that no stack waits for',
    plant: ({ lab, own, other }) => {
      lab.write(`assembly-${own.name}/Loose.assets.json`, JSON.stringify({ version: '1', files: { x: { source: { path: 'manifest.json' }, destinations: { a: { bucketName: `cdk-x-assets-${other.account}-${region}`, objectKey: 'x', assumeRoleArn: `arn:aws:iam::${other.account}:role/x` } } } } }));
      lab.manifest(own).artifacts['Loose.assets'] = { type: 'cdk:asset-manifest', properties: { file: 'Loose.assets.json' } };
    },
  },
  {
    what: 'another kind of artifact',
    plant: ({ lab, own, other }) => {
      lab.manifest(own).artifacts.Custom = { type: 'none', properties: { role: `arn:aws:iam::${other.account}:role/x` } };
    },
  },
  {
    what: 'a command that makes an asset',
    plant: ({ lab, own, other }) => {
      lab.add(other, 'Theirs', 'AWS::S3::Bucket', { BucketName: 'acme-code-10' });
      lab.assets(own).files[id] = { source: { executable: ['aws', 's3', 'cp', 's3://acme-code-10/app.zip', '-'] }, destinations: {} };
    },
  },
]);
