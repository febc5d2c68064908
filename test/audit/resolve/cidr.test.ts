import { auditOf, clean, lines, res } from '../support/assembly';

afterAll(clean);

const network = (CidrBlock: unknown) => res({ Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock } } });
const part = (index: number, block: unknown = '10.8.0.0/13', count: unknown = 4, bits: unknown = 16) => ({ 'Fn::Select': [index, { 'Fn::Cidr': [block, count, bits] }] });

test('parts of one block that are the same overlap', () => {
  const result = auditOf({ staging: network(part(2)), production: network('10.10.128.0/20') });
  expect(lines(result)).toEqual(['VIOLATED network.cidr production+staging']);
});

test('different parts of one block do not', () => {
  expect(lines(auditOf({ staging: network(part(0)), production: network(part(1)) }))).toEqual([]);
});

test.each([
  ['a block that is given at deployment', { 'Fn::GetAtt': ['Pool', 'Cidr'] }, 4, 16],
  ['a number that cannot be', '10.8.0.0/13', 0, 16],
  ['a block of six', 'fd00::/48', 4, 64],
])('%s leaves open whose the part is', (_, block, count, bits) => {
  expect(lines(auditOf({ staging: network(part(0, block, count, bits)), production: network('10.9.0.0/16') }))).toEqual(['UNKNOWN network.cidr staging']);
});
