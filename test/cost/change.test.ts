import { assembly, folder, removeFolders, template } from './support';
import { changeOf, changeText } from '../../lib/cost';
import { readTemplates } from '../../lib/cost/deployed';
import { plannedCost, plannedCostText } from '../../lib/cost/planned';
import { fleet } from '../fixtures/fleet';

afterAll(removeFolders);

const staging = fleet.environments[0]!;
const account = '111111111111';
const nobody = () => Promise.reject(new Error('nobody is asked'));

const before = { 'Staging-Network': { account, resources: { Nat: ['AWS::EC2::NatGateway'], Key: ['AWS::KMS::Key'], Table: ['AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }] } } } as const;
const after = {
  'Staging-Network': { account, resources: { Nat: ['AWS::EC2::NatGateway'], Other: ['AWS::EC2::NatGateway'], Database: ['AWS::RDS::DBInstance'] } },
  'Production-Network': { account: '333333333333', resources: { Nat: ['AWS::EC2::NatGateway'] } },
} as const;

describe('a change in fixed cost', () => {
  test('is told to the cent, the dearest first, with what has no price', () => {
    const change = changeOf('staging', [template(before['Staging-Network'].resources)], [template(after['Staging-Network'].resources)]);
    expect(change).toEqual({
      environment: 'staging', from: 33.85, to: 65.7, monthly: 31.85, unpriced: ['0 → 1 × AWS::RDS::DBInstance'],
      changes: [
        { thing: 'nat-gateway', what: 'NAT gateway', from: 1, to: 2, monthly: 32.85 }, { thing: 'customer-key', what: 'customer key', from: 1, to: 0, monthly: -1 },
      ],
    });
    expect(changeText(change).split('\n')).toEqual([
      'fixed costs of \'staging\': 33.85 → 65.70 US dollars a month (+31.85)', '    +32.85  NAT gateway: 1 → 2', '     -1.00  customer key: 1 → 0',
      '         ?  0 → 1 × AWS::RDS::DBInstance, which the table of prices does not know',
    ]);
  });

  test('is none where only what costs nothing idle differs', () => {
    expect(changeText(changeOf('staging', [template({ Key: ['AWS::KMS::Key'] })], [template({ Key: ['AWS::KMS::Key'], Queue: ['AWS::SQS::Queue'] })])))
      .toBe('fixed costs of \'staging\': 1.00 US dollars a month, no change');
  });
});

describe('the cost of a release', () => {
  test('is compared with another assembly, of the target\'s account alone', async () => {
    const earlier = assembly(before);
    const cost = await plannedCost({ config: staging, assembly: assembly(after), before: earlier }, nobody);
    expect(cost).toMatchObject({ comparedWith: earlier, from: 33.85, to: 65.7, monthly: 31.85 });
    expect(plannedCostText(cost)).toContain('(+31.85)');
  });

  test('is compared with what is deployed, stacks that are to go among it', async () => {
    const cost = await plannedCost({ config: staging, assembly: assembly(after), deployed: true }, (of, also) => {
      expect([of.account, ...also]).toEqual([account, 'Staging-Network']);
      return Promise.resolve([template({ Old: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' }] })]);
    });
    expect(cost).toMatchObject({ from: 16.43, to: 65.7, monthly: 49.27 });
  });

  test('is told alone where it is compared with nothing', async () => {
    const cost = await plannedCost({ config: staging, assembly: assembly(after) }, nobody);
    expect(plannedCostText(cost)).toBe('fixed costs of \'staging\': 65.70 US dollars a month, at least; --deployed or --before <dir> says how that changes');
  });

  test.each([
    ['an assembly without it', () => assembly({ Other: { account: '999999999999', resources: {} } }), /has no templates of 'staging'/],
    ['a folder that is no assembly', folder, /is no cloud assembly/],
  ])('is not reckoned from %s', async (_, made, message) => {
    await expect(plannedCost({ config: staging, assembly: made() }, nobody)).rejects.toMatchObject({ exitCode: 3, message: expect.stringMatching(message) as string });
  });
});

describe('the deployed templates', () => {
  const asking = (stacks: readonly { StackName: string; StackStatus: string }[], text = '{"Resources":{"Key":{"Type":"AWS::KMS::Key"}}}') => {
    const asked: string[] = [];
    const client = { send: async (command: { input: { StackName?: string; NextToken?: string } }) => {
      await Promise.resolve();
      asked.push(`${command.constructor.name} ${command.input.StackName ?? command.input.NextToken ?? ''}`.trim());
      if (command.input.StackName !== undefined) return { TemplateBody: text };
      return command.input.NextToken === undefined ? { Stacks: stacks.slice(0, 1), NextToken: 'more' } : { Stacks: stacks.slice(1) };
    } } as never;
    return { client, asked };
  };
  const of = { name: 'staging', account, region: 'me-central-1' };

  test('are read of every page, of the environment\'s own stacks, with reading calls alone', async () => {
    const { client, asked } = asking([
      { StackName: 'Staging-Network', StackStatus: 'UPDATE_COMPLETE' }, { StackName: 'Staging-New', StackStatus: 'REVIEW_IN_PROGRESS' },
      { StackName: 'Team-Own', StackStatus: 'CREATE_COMPLETE' }, { StackName: 'CDKToolkit', StackStatus: 'CREATE_COMPLETE' },
    ]);
    expect(await readTemplates(of, new Set(['Team-Own']), client)).toHaveLength(2);
    expect(asked).toEqual(['DescribeStacksCommand', 'GetTemplateCommand Staging-Network', 'DescribeStacksCommand more', 'GetTemplateCommand Team-Own']);
  });

  test('that are no JSON are told', async () => {
    const { client } = asking([{ StackName: 'Staging-Network', StackStatus: 'UPDATE_COMPLETE' }], 'Resources: {}');
    await expect(readTemplates(of, new Set(), client)).rejects.toMatchObject({ exitCode: 3 });
  });
});
