import type { Json } from '../../../lib/audit/assembly/shape';
import { Resolver } from '../../../lib/audit/resolve/resolver';
import { renderAll } from '../../../lib/audit/resolve/value';
import { readSources } from '../../../lib/audit/assembly/read';
import { buildWorld } from '../../../lib/audit/world/build';
import { assembly, clean, type Part } from '../support/assembly';

afterAll(clean);

const template: Part = {
  Parameters: {
    Given: { Type: 'String' }, Default: { Type: 'String', Default: 'd' }, Allowed: { Type: 'String', AllowedValues: ['a', 'b'] }, Number: { Type: 'Number', Default: 7 },
    List: { Type: 'CommaDelimitedList', Default: 'x,y' }, Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/s' }, Hidden: { Type: 'String', NoEcho: true, Default: 'h' },
  },
  Mappings: { M: { 'eu-central-1': { name: 'frankfurt', list: ['l0', 'l1'] } } },
  Conditions: { C: { 'Fn::Equals': ['a', 'b'] } },
  Resources: { Q: { Type: 'AWS::SQS::Queue' }, Custom: { Type: 'Custom::Thing', Properties: {} } },
  Outputs: { Own: { Value: { 'Fn::GetAtt': ['Q', 'Arn'] }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-q' } } }, Loop: { Value: { 'Fn::ImportValue': 'loop' }, Export: { Name: 'loop' } } },
};

const resolve = (node: Json): string => {
  const world = buildWorld(readSources([{ kind: 'assembly', path: assembly({ staging: template }) }]));
  return renderAll(new Resolver(world).value(world.stacks[0]!, node));
};

test.each<[string, Json, string]>([
  ['text', 'a', 'a'],
  ['a number', 1, '1'],
  ['pseudo-parameters of its own place', { 'Fn::Sub': '${AWS::Partition}:${AWS::Region}:${AWS::AccountId}:${AWS::URLSuffix}:${AWS::StackName}' }, 'aws:eu-central-1:111111111111:amazonaws.com:staging-App'],
  ['a default', { Ref: 'Default' }, 'd'],
  ['a number by default', { Ref: 'Number' }, '7'],
  ['allowed values', { Ref: 'Allowed' }, 'a or b'],
  ['a parameter that is given later', { Ref: 'Given' }, '⟨the parameter \'Given\', given at deployment⟩'],
  ['a parameter that is stored', { Ref: 'Stored' }, '⟨the SSM parameter \'/s\', read at deployment⟩'],
  ['a parameter that is hidden', { Ref: 'Hidden' }, '⟨the hidden parameter \'Hidden\'⟩'],
  ['a resource', { Ref: 'Q' }, '⟨Q.Ref⟩'],
  ['an attribute', { 'Fn::GetAtt': 'Q.Arn' }, '⟨Q.Arn⟩'],
  ['an answer of a custom resource', { 'Fn::GetAtt': ['Custom', 'X'] }, '⟨what the custom resource \'Custom\' answers at deployment⟩'],
  ['a literal in a Sub', { 'Fn::Sub': '${!Literal}' }, '${Literal}'],
  ['a Sub with names of its own', { 'Fn::Sub': ['${A}-${Q.Arn}', { A: { Ref: 'Default' } }] }, 'd-⟨Q.Arn⟩'],
  ['a Join', { 'Fn::Join': ['-', ['a', { Ref: 'Allowed' }, { Ref: 'AWS::NoValue' }, 'c']] }, 'a-a-c or a-b-c'],
  ['a Join of a split text', { 'Fn::Join': [':', { 'Fn::Split': ['|', 'a|b'] }] }, 'a:b'],
  ['a Join of a list parameter', { 'Fn::Join': ['+', { Ref: 'List' }] }, 'x+y'],
  ['a Select', { 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
  ['a Select of a list in a mapping', { 'Fn::Select': [1, { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'list'] }] }, 'l1'],
  ['the account of an ARN', { 'Fn::Select': [4, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Q', 'Arn'] }] }] }, '111111111111'],
  ['an entry of a mapping', { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'name'] }, 'frankfurt'],
  ['an entry that a mapping has not', { 'Fn::FindInMap': ['M', 'x', 'name', { DefaultValue: 'd' }] }, 'd'],
  ['both branches', { 'Fn::If': ['C', 'yes', { Ref: 'Default' }] }, 'yes or d'],
  ['an import', { 'Fn::ImportValue': { 'Fn::Sub': 'staging-App-q' } }, '⟨Q.Arn⟩'],
  ['an import that needs itself', { 'Fn::ImportValue': 'loop' }, '⟨a value that needs itself⟩'],
  ['an output of its own', { 'Fn::GetStackOutput': { StackName: 'staging-App', OutputName: 'Own' } }, '⟨Q.Arn⟩'],
  ['a dynamic reference', 'a{{resolve:ssm:/x}}b', 'a⟨the dynamic reference {{resolve:ssm:/x}}⟩b'],
  ['a dynamic reference in pieces', { 'Fn::Join': ['', ['{{resolve:secrets', 'manager:', { Ref: 'Q' }, '}}']] }, '⟨the dynamic reference {{resolve:secretsmanager:⟨Q.Ref⟩}}⟩'],
  ['a function of the deployment', { 'Fn::Transform': { Name: 'X' } }, '⟨Fn::Transform, evaluated at deployment⟩'],
  ['arguments that are none', { 'Fn::Join': 'x' }, '⟨Fn::Join with arguments it does not take⟩'],
])('resolves %s', (_, node, expected) => { expect(resolve(node)).toBe(expected); });

test('more alternatives than can be told are unknown, in bounded time', () => {
  const many: Json = { 'Fn::Join': ['', Array.from({ length: 40 }, () => ({ Ref: 'Allowed' }))] };
  expect(resolve(many)).toBe('⟨a value of more than 24 alternatives⟩');
});
