// what the environments file says of accounts, held against itself.
import { auditOf, clean, lines, open, res } from './support/assembly';

afterAll(clean);

const queue = res({ Queue: { Type: 'AWS::SQS::Queue', Properties: {} } });

describe('an account that two declared environments have', () => {
  const declared = (second: string) => ({ environments: [{ name: 'production', accounts: [second] }, { name: 'staging', accounts: ['111111111111'] }] });

  test('violates, whoever reads the declaration', () => {
    const result = auditOf({ staging: queue }, {}, declared('111111111111'));
    expect(lines(result)).toEqual(['VIOLATED accounts.one-each production+staging']);
    expect(open(result)[0]).toMatchObject({
      message: 'account 111111111111 serves both production and staging',
      chain: [{ environment: 'production', file: 'environments file' }, { environment: 'staging', file: 'assembly-staging/manifest.json' }],
    });
  });

  test('belongs to each by the names of their stages', () => {
    const { environments } = auditOf({ staging: queue, production: queue }, {}, {
      environments: [{ name: 'Production', accounts: ['333333333333', '111111111111'] }, { name: 'Staging', accounts: ['111111111111'] }],
    });
    expect(environments.map(({ name, stacks }) => [name, stacks])).toEqual([['Production', ['production-App']], ['Staging', ['staging-App']]]);
  });

  test('is one environment\'s where each has its own', () => {
    expect(lines(auditOf({ staging: queue }, {}, declared('333333333333')))).toEqual([]);
  });
});
