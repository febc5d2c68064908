// secret material, seen again.
import { family, type Entry } from '../../family';
import { material } from '../../material';
import type { Mutant } from '../../types';
import { add, mode } from './planting';

const seen = (what: string, plant: Entry['plant'], more: Partial<Entry> = {}): Entry => ({ what, plant, names: 'own', ...more });

export const secrets: Mutant[] = family('secrets', 'second look', { expected: ['secrets.plaintext'] }, [
  seen('the files of an instance\'s first start', ({ lab, own }) =>
    lab.add(
      own,
      'Planted',
      'AWS::EC2::Instance',
      {},
      { Metadata: { 'AWS::CloudFormation::Init': { config: { files: { '/etc/app': { content: `key=${material.apiKey}` } } } } } },
    ),
  ),
  seen('an argument of an image\'s build', ({ lab, own }) => {
    lab.write(`asset.${'c7'.repeat(32)}/Dockerfile`, 'FROM scratch\n');
    lab.assets(own).dockerImages['c7'.repeat(32)] = {
      source: { directory: `../asset.${'c7'.repeat(32)}`, dockerBuildArgs: { KEY: material.apiKey } },
      destinations: {},
    };
  }),
  seen('a line of a Dockerfile', ({ lab, own }) => {
    lab.write(`asset.${'c7'.repeat(32)}/Dockerfile`, `FROM scratch\nENV KEY=${material.signing}\n`);
    lab.assets(own).dockerImages['c7'.repeat(32)] = { source: { directory: `../asset.${'c7'.repeat(32)}` }, destinations: {} };
  }),
  seen('the metadata file of a stack', ({ lab, own }) => {
    const name = 'Planted.metadata.json';
    lab.write(`assembly-${own.name}/${name}`, JSON.stringify({ '/x': [{ type: 'aws:cdk:info', data: material.apiKey }] }));
    lab.artifact(own).additionalMetadataFile = name;
  }),
  seen(
    'the name of a property',
    add('Custom::Thing', () => ({
      ServiceToken: { 'Fn::Sub': 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:x' },
      Map: { [material.apiKey]: 'x' },
    })),
  ),
  seen('the output of a nested stack', ({ lab, own }) =>
    lab.nest(own, 'Inner', { Resources: { Q: { Type: 'AWS::SQS::Queue' } }, Outputs: { Key: { Value: material.signing } } }),
  ),
  seen('a list in a parameter', ({ lab, own }) => {
    lab.section(own, 'Parameters').Keys = { Type: 'CommaDelimitedList', Default: `none,${material.testKey}` };
  }),
  seen('an allowed value', ({ lab, own }) => {
    lab.section(own, 'Parameters').Key = { Type: 'String', AllowedValues: [material.apiKey] };
  }),
  seen(
    'the description of a resource',
    add('AWS::KMS::Key', () => ({ Description: `for ${material.apiKey}` })),
  ),
  seen('a branch that is not taken', p => {
    mode(p);
    p.lab.add(p.own, 'Planted', 'AWS::Lambda::Function', {
      Environment: {
        Variables: { X: { 'Fn::If': ['IsB', 'x', { 'Fn::Join': ['', [material.apiKey.slice(0, 4), material.apiKey.slice(4)]] }] } },
      },
    });
  }),
  seen(
    'a secret key of AWS by its variable',
    add('AWS::Lambda::Function', () => ({
      Environment: { Variables: { AWS_SECRET_ACCESS_KEY: material.apiKey.slice(8).padEnd(40, 'Qx9/') } },
    })),
  ),
  seen('credentials of AWS in a file', ({ lab, own }) =>
    lab.asset(own, { '.aws/credentials': `[default]\naws_secret_access_key = ${material.apiKey.slice(8).padEnd(40, 'Qx9/')}\n` }),
  ),
  seen('a key in a file without an ending', ({ lab, own }) =>
    lab.asset(own, {
      'config/master': `-----BEGIN ${'PRIVATE'} KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'.repeat(2)}\n-----END ${'PRIVATE'} KEY-----\n`,
    }),
  ),
  seen(
    'a key whose line breaks are written out',
    add('AWS::SSM::Parameter', () => ({
      Type: 'String',
      Value: `-----BEGIN RSA ${'PRIVATE'} KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCMIIEvQIBADANBgkqhkiG9w0BAQ\\n-----END RSA ${'PRIVATE'} KEY-----`,
    })),
  ),
  seen(
    'a header with a password',
    add('AWS::Events::Connection', () => ({
      AuthParameters: {
        InvocationHttpParameters: {
          HeaderParameters: [{ Key: 'Authorization', Value: `Basic ${Buffer.from('admin:Tr0ub4dor&3-zq').toString('base64')}` }],
        },
      },
    })),
    { verdict: 'not proven', expected: ['secrets.*'] },
  ),
]);
