// credentials in places where no value stands, or in no form of a provider's.
import { assembly, auditOf, clean, lines, res, run, write, type Part } from '../support/assembly';

afterAll(clean);

const production = res({});
const KEY = `sk_${'live'}_4eC39HqLyjWDarjtT1zdp7dc`;
const PLAIN = ['VIOLATED secrets.plaintext staging'];
const header = (Value: unknown): Part => res({ C: { Type: 'AWS::Events::Connection', Properties: { AuthParameters: { InvocationHttpParameters: { HeaderParameters: [{ Key: 'Authorization', Value }] } } } } });
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

test.each<[string, Part, string[]]>([
  ['the name of a property', res({ C: { Type: 'AWS::SSM::Document', Properties: { Content: { [KEY]: 'x' } } } }), PLAIN],
  ['the name of a mapping', { Mappings: { M: { a: { [KEY]: 'x' } } } }, PLAIN],
  ['an allowed value', { Parameters: { P: { Type: 'String', AllowedValues: ['none', KEY] } } }, PLAIN],
  ['an allowed value of a hidden parameter', { Parameters: { P: { Type: 'String', NoEcho: true, AllowedValues: ['hunter2'] } } }, PLAIN],
  ['a description of a parameter', { Parameters: { P: { Type: 'String', Description: `e.g. ${KEY}` } } }, PLAIN],
  ['a header with user and password', header(basic('admin:Tr0ub4dor&3-zq')), PLAIN],
  ['a header that a function encodes', header({ 'Fn::Join': ['', ['Basic ', { 'Fn::Base64': 'admin:Tr0ub4dor&3-zq' }]] }), PLAIN],
  ['a header without a password', header(basic('no password at all')), []],
  ['words about a basic thing', res({ C: { Type: 'AWS::KMS::Key', Properties: { Description: 'Basic configuration0 of keys' } } }), []],
])('%s', (_, staging, expected) => {
  expect(lines(auditOf({ staging, production }))).toEqual(expected);
});

describe('a file of an asset', () => {
  const both = (name: string, text: string) =>
    lines(auditOf({ staging: res({}), production }, { assets: { code: { path: 'asset.code' } }, files: { [`asset.code/${name}`]: text } }));
  const aws = '[default]\naws_secret_access_key = 4eC39HqLyjWDarjtT1zdp7dcQx9qLyjWDarjtT1z\n';
  const FOUND = ['VIOLATED secrets.plaintext production', 'VIOLATED secrets.plaintext staging'];
  test.each([['.aws/credentials'], ['config/credentials'], ['.docker/config.json']])('with settings, %s, is read as such', name => {
    expect(both(name, aws).filter(line => line.includes('staging'))).not.toEqual([]);
  });
  test('without settings is not', () => { expect(both('readme.md', aws)).toEqual([]); });
  test('with a name without an ending is read line by line', () => { expect(both('LICENSE', 'the secret of this licence = nothing\n')).toEqual([]); });
  test('is told for everybody who uses it', () => { expect(both('credentials', aws)).toEqual(expect.arrayContaining(FOUND)); });
});

test.each<[string, object, string[]]>([
  ['in the form of a provider', { X: KEY }, PLAIN],
  ['by its name', { NPM_TOKEN: 'a8Jk2-Lm9Qx4' }, PLAIN],
  ['without any', { NODE_VERSION: '24.1.0', CHANNEL: 'a8Jk2-Lm9Qx4' }, []],
])('arguments of an image\'s build with a credential %s', (_, dockerBuildArgs, expected) => {
  const folder = assembly({ staging: res({}), production });
  write(folder, { 'asset.image/Dockerfile': 'FROM scratch\n', 'assembly-staging/App.assets.json': JSON.stringify({ version: '55.0.0', dockerImages: { i: { source: { directory: '../asset.image', dockerBuildArgs }, destinations: {} } } }) });
  expect(lines(run(folder))).toEqual(expected);
});
