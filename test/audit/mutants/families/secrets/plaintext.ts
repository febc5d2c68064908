// secret material in every place, in every shape.
import { family, type Entry } from '../../family';
import { materials } from '../../material';
import type { Mutant } from '../../types';
import { places } from './places';

const wraps: readonly (readonly [string, (text: string) => unknown])[] = [
  ['', text => text],
  [', joined from halves', text => ({ 'Fn::Join': ['', [text.slice(0, 6), text.slice(6)]] })],
  [', escaped in JSON', text => JSON.stringify({ inner: JSON.stringify({ auth: text }) })],
  [', in base64', text => Buffer.from(`key: ${text}`).toString('base64')],
  [', twice in base64', text => Buffer.from(Buffer.from(`key: ${text}`).toString('base64')).toString('base64')],
  [', in a Sub', text => ({ 'Fn::Sub': ['${A}', { A: text }] })],
  [', in a sentence', text => `use ${text}, please`],
];

// a PEM block is no single word: base64 of it is long, and the form in which it is split is its own.
const placed: Entry[] = places
  .filter(([what]) => what !== 'a description')
  .flatMap(([what, write, textOnly], index) =>
    [0, 1].map((step): Entry => {
      const { kind, text } = materials[(index * 2 + step) % materials.length]!;
      const [wrap, wrapped] = textOnly ? wraps[step === 0 ? 0 : 3]! : wraps[(index + step * 3) % wraps.length]!;
      return { what: `${kind} in ${what}${wrap}`, names: 'own', plant: planting => write(planting, wrapped(text), String(wrapped(text))) };
    }),
  );

const ofEveryKind: Entry[] = materials.map(({ kind, text }) => ({
  what: `${kind} in a variable`,
  names: 'own',
  plant: planting => places[0]![1](planting, text, text),
}));

const passwords: readonly (readonly [string, string, (value: string) => Record<string, unknown>])[] = [
  ['a database', 'AWS::RDS::DBInstance', MasterUserPassword => ({ MasterUserPassword })],
  ['a cache', 'AWS::ElastiCache::ReplicationGroup', AuthToken => ({ AuthToken })],
  ['a user', 'AWS::IAM::User', Password => ({ LoginProfile: { Password } })],
  ['a directory', 'AWS::DirectoryService::SimpleAD', Password => ({ Password })],
  ['an identity provider', 'AWS::Cognito::UserPoolIdentityProvider', client_secret => ({ ProviderDetails: { client_secret } })],
  ['a pipeline\'s source', 'AWS::CodePipeline::Pipeline', OAuthToken => ({ Stages: [{ Actions: [{ Configuration: { OAuthToken } }] }] })],
  [
    'a search domain',
    'AWS::OpenSearchService::Domain',
    MasterUserPassword => ({ AdvancedSecurityOptions: { MasterUserOptions: { MasterUserPassword } } }),
  ],
  ['a broker', 'AWS::AmazonMQ::Broker', Password => ({ Users: [{ Username: 'a', Password }] })],
  ['a variable with a telling name', 'AWS::Lambda::Function', DB_PASSWORD => ({ Environment: { Variables: { DB_PASSWORD } } })],
  ['a parameter with a telling name', 'AWS::SSM::Parameter', Value => ({ Name: '/app/signing-secret', Type: 'String', Value })],
  [
    'JSON with a telling name',
    'AWS::SSM::Parameter',
    value => ({ Type: 'String', Value: JSON.stringify({ database: { password: value } }) }),
  ],
  [
    'the variables of a container by name',
    'AWS::ECS::TaskDefinition',
    Value => ({ ContainerDefinitions: [{ Name: 'a', Environment: [{ Name: 'API_TOKEN', Value }] }] }),
  ],
];

export const plaintext: Mutant[] = family('secrets', 'plaintext', { expected: ['secrets.plaintext'] }, [
  ...ofEveryKind,
  ...placed,
  ...passwords.map(([what, type, of]): Entry => ({
    what: `a password of ${what}`,
    names: 'own',
    plant: ({ lab, own }) => lab.add(own, 'Planted', type, of('Tr0ub4dor&3-zq')),
  })),
  {
    what: 'the default of a hidden parameter',
    names: 'own',
    plant: ({ lab, own }) => {
      lab.section(own, 'Parameters').P = { Type: 'String', NoEcho: true, Default: 'hunter2hunter2' };
    },
  },
]);
