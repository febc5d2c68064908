// templates that no audit may conclude anything from.
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { DEEP, resources, sound, write, type MalformedCase } from './support';

const template = (name: string, text: string | Uint8Array, problem: RegExp): MalformedCase => ({
  name: `a template that ${name}`,
  problem,
  file: /App\.json/,
  write: folder => write(folder, { ...sound, 'App.json': text }),
});
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const good = sound['App.json'];

export const templates: readonly MalformedCase[] = [
  template('ends in the middle of a number', '{"Resources":{"A":{"Type":"AWS::SQS::Queue","Properties":{"DelaySeconds":1', /is not JSON/),
  template('ends behind a backslash', '{"Resources":{"A":{"Type":"AWS::SQS::Queue\\', /ends inside a string/),
  template('goes on behind its end', `${good}${good}`, /is not JSON/),
  template('has a comma too many', '{"Resources":{"A":{"Type":"AWS::SQS::Queue"},}}', /is not JSON/),
  template('has a comment', `// generated\n${good}`, /is not JSON/),
  template('has single quotes', '{\'Resources\':{}}', /is not JSON/),
  template('has a NaN', '{"Resources":{"A":{"Type":"AWS::SQS::Queue","Properties":{"DelaySeconds":NaN}}}}', /is not JSON/),
  template('has a line break in a text', '{"Resources":{"A":{"Type":"AWS::SQS\n::Queue"}}}', /is not JSON/),
  template('has a NUL between its parts', good.replace(',', '\0,').replace(':{', ':\0{'), /is not JSON/),
  template('is UTF-16', utf16(good), /not UTF-8/),
  template('is Latin-1', Buffer.from('{"Description":"\xe9t\xe9","Resources":{"A":{"Type":"x"}}}', 'latin1'), /not UTF-8/),
  template('has a lone surrogate in bytes', Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]), /not UTF-8/),
  template('is an overlong encoding', Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]), /not UTF-8/),
  template('is compressed', gzipSync(good), /not UTF-8|is not JSON/),
  template('is an archive', zipSync({ 'App.json': new TextEncoder().encode(good) }), /not UTF-8|is not JSON/),
  template(
    'is random bytes',
    Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 251),
    /not UTF-8|is not JSON/,
  ),
  template('is white space', ' \n\t \n', /is not JSON/),
  template('is YAML with the name of JSON', 'Resources:\n  A:\n    Type: AWS::SQS::Queue\n', /is not JSON/),
  template('is a number', '7', /expected an object/),
  template('is a text', '"Resources"', /expected an object/),
  template(
    'is nested too deep',
    `{"Resources":{"A":{"Type":"x","Properties":${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}}}}`,
    /nested deeper/,
  ),
  template('is nested too deep and never ends', `{"Resources":${'['.repeat(DEEP)}`, /nested deeper/),
  template(
    'is nested too deep in intrinsic functions',
    `{"Resources":{"A":{"Type":"x","Properties":{"P":${'{"Fn::Join":["",["x",'.repeat(DEEP / 4)}"y"${']]}'.repeat(DEEP / 4)}}}}}`,
    /nested deeper/,
  ),
  template('is one text of 20 MB', `{"Resources":{"A":{"Type":"x","Metadata":"${'a'.repeat(20 * 1024 * 1024)}"}}}`, /is larger than/),
  template(
    'has resources for 20 MB',
    `{"Resources":{${Array.from({ length: 300_000 }, (_, index) => `"Resource${index}":{"Type":"AWS::SQS::Queue","Properties":{"DelaySeconds":1}}`).join(',')}}}`,
    /is larger than/,
  ),
  template('gives a logical id twice', '{"Resources":{"A":{"Type":"x"},"B":{"Type":"x"},"A":{"Type":"y"}}}', /'A' is given twice/),
  template('gives resources twice', '{"Resources":{"A":{"Type":"x"}},"Resources":{"B":{"Type":"x"}}}', /'Resources' is given twice/),
  template(
    'gives a property twice, far down',
    '{"Resources":{"A":{"Type":"x","Properties":{"a":[{"b":{"Principal":"*","Principal":"x"}}]}}}}',
    /'Principal' is given twice/,
  ),
  template(
    'gives a key twice with another escape',
    '{"Resources":{"A":{"Type":"x","Properties":{"Principal":"*","Princip\\u0061l":"x"}}}}',
    /is given twice/,
  ),
  template('has a list for resources', resources([]), /expected an object/),
  template('has null for a resource', resources({ A: null }), /expected/),
  template('has a number for a type', resources({ A: { Type: 7 } }), /Type/),
  template('has an empty type', resources({ A: { Type: '' } }), /Type/),
  template('has a list for properties', resources({ A: { Type: 'x', Properties: [] } }), /expected an object/),
  template(
    'refers in a circle',
    resources({ A: { Type: 'x', Properties: { p: { 'Fn::GetAtt': ['B', 'Arn'] } } }, B: { Type: 'x', DependsOn: 'A' } }),
    /circle|A → B|B → A/,
  ),
  template(
    'refers in a circle of a thousand',
    resources(
      Object.fromEntries(
        Array.from({ length: 1000 }, (_, index) => [`R${index}`, { Type: 'x', Properties: { next: { Ref: `R${(index + 1) % 1000}` } } }]),
      ),
    ),
    /circle/,
  ),
];
