import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import { inAlarm, inDashboard, searchedIn, widgetsOf, type Named } from './support/named';
import { judge, judgeFormula, type World } from './support/judge';
import { accountsOf, type Resource } from './support/rendered';
import { assertEmitted } from '../../lib/operations/emitted';
import { fleet, flows, withStaticFront } from '../fixtures/fleet';
import { stagesOf } from '../fixtures/stages';
import { newApp } from '../../lib/fleet';
import type { EnvironmentConfig, FleetConfig } from '../../lib/environment';

const synthesize = (config: FleetConfig): CloudAssembly => {
  const app = newApp();
  stagesOf(config, flows, app);
  return app.synth();
};

const worldsOf = (config: FleetConfig): World[] => {
  const accounts = accountsOf(synthesize(config));
  return config.environments.map((environment: EnvironmentConfig) => ({ config: environment, account: accounts.get(environment.account as string)! }));
};

const worlds = worldsOf(fleet);
const named = [
  ...worlds.map(world => [world.config.name, world] as const),
  ...worldsOf(withStaticFront('pre-production', 'production')).slice(1).map(world => [`${world.config.name} with fixed addresses`, world] as const),
];
const dashboardsOf = ({ account }: World): readonly Resource[] => account.ofType('AWS::CloudWatch::Dashboard');
const alarmsOf = ({ account }: World): readonly Resource[] => account.ofType('AWS::CloudWatch::Alarm');
const foundIn = (world: World) => [...dashboardsOf(world).map(inDashboard), ...alarmsOf(world).map(inAlarm)];
const problemsOf = (world: World): string[] => foundIn(world).flatMap(({ metrics, formulas }) =>
  [...metrics.flatMap(metric => judge(metric, world)), ...formulas.flatMap(formula => judgeFormula(formula, world))]);

describe.each(named)('%s', (name, world) => {
  test('has one dashboard', () => {
    expect(dashboardsOf(world)).toHaveLength(1);
  });

  test('shows and alarms on nothing that nobody writes', () => {
    expect(foundIn(world).flatMap(({ metrics, formulas }) => [...metrics, ...formulas]).length).toBeGreaterThan(60);
    expect(problemsOf(world)).toEqual([]);
  });

  test('shows what the operator asks for', () => {
    const [shown] = dashboardsOf(world).map(inDashboard);
    const names = [...shown!.metrics, ...shown!.formulas.flatMap(searchedIn)].map(metric => metric.name);
    expect(names).toEqual(expect.arrayContaining([
      'Delivery', 'Refused', 'OldestUndispatched', 'Quarantined', 'RetriesLeft', 'Verified', 'ColdStart', 'Duration', 'RouteFailed', 'RouteCrossed',
      name.startsWith('production') ? 'CreditsRemaining' : 'SessionCharge',
    ]));
  });

  test('has every alarm on its dashboard', () => {
    const listed = dashboardsOf(world).flatMap(dashboard => widgetsOf(dashboard).flatMap(({ properties }) => properties.alarms ?? []));
    const ofOperations = alarmsOf(world).filter(({ stack }) => stack === `${dashboardsOf(world)[0]!.stack}`);
    expect(listed.map(alarm => /<([^>]+)\.Arn>/.exec(alarm)?.[1]).sort()).toEqual(ofOperations.map(({ id }) => id).sort());
  });

  test('reads its tables from logs that are there', () => {
    const queries = dashboardsOf(world).flatMap(dashboard => widgetsOf(dashboard)).filter(({ type }) => type === 'log');
    for (const { properties } of queries) {
      const source = /^SOURCE '([^']+)'/.exec((properties as { query?: string }).query ?? '')?.[1] ?? '';
      expect(world.account.typeOf(source)).toBe('AWS::Logs::LogGroup');
    }
  });

  test('fills every row, so that nothing slips into the next', () => {
    for (const dashboard of dashboardsOf(world)) {
      const rows = new Map<number, number>();
      for (const { y, width } of widgetsOf(dashboard)) rows.set(y, (rows.get(y) ?? 0) + width);
      expect([...rows.values()]).toEqual([...rows.values()].map(() => 24));
      expect(rows.size).toBe(7);
    }
  });

  test('lays nothing over anything else, and nothing beyond the page', () => {
    for (const dashboard of dashboardsOf(world)) {
      const taken = new Map<string, string>();
      for (const { x, y, width, height, properties: { title = 'text' } } of widgetsOf(dashboard)) {
        expect(x + width).toBeLessThanOrEqual(24);
        for (let column = x; column < x + width; column++) {
          for (let row = y; row < y + height; row++) {
            expect([title, taken.get(`${column}/${row}`)]).toEqual([title, undefined]);
            taken.set(`${column}/${row}`, title);
          }
        }
      }
    }
  });
});

describe('a check that sees', () => {
  const world = worlds[2]!;
  const metric = (changes: Partial<Named>): Named =>
    ({ where: 'here', namespace: 'Bulkhead', name: 'RetriesLeft', dimensions: { Environment: ['production'], Binding: ['self'] }, ...changes });
  const errors = (dimensions: Named['dimensions']) => metric({ namespace: 'AWS/Lambda', name: 'Errors', dimensions });
  const [receiver] = world.account.ofType('AWS::Lambda::Function');

  test.each<[string, Named]>([
    ['a name that is misspelt', metric({ name: 'RetryLeft' })],
    ['a dimension that is misspelt', metric({ dimensions: { Environment: ['production'], binding: ['self'] } })],
    ['a dimension too few', metric({ dimensions: { Environment: ['production'] } })],
    ['a dimension too many', metric({ dimensions: { Environment: ['production'], Binding: ['self'], Situation: ['late'] } })],
    ['another environment', metric({ dimensions: { Environment: ['staging'], Binding: ['self'] } })],
    ['a binding that is not bound', metric({ dimensions: { Environment: ['production'], Binding: ['selv'] } })],
    ['a situation that no delivery is in', metric({ name: 'Delivery', dimensions: { Environment: ['production'], Binding: ['self'], Situation: ['refuse'] } })],
    ['a namespace of nobody', metric({ namespace: 'Bulkheads' })],
    ['a name that AWS does not write', metric({ namespace: 'AWS/Lambda', name: 'ColdStarts', dimensions: { FunctionName: [`<${receiver!.id}.Ref>`] } })],
    ['a dimension that AWS does not write', errors({ Function: [`<${receiver!.id}.Ref>`] })],
    ['a function that is none', errors({ FunctionName: ['<Production-Operations.AlarmTopic.Ref>'] })],
  ])('finds %s', (_, wrong) => {
    expect(judge(wrong, world)).toHaveLength(1);
  });

  test('leaves alone what is right', () => {
    expect([...judge(metric({}), world), ...judge(errors({ FunctionName: [`<${receiver!.id}.Ref>`] }), world)]).toEqual([]);
  });

  test.each([
    ['FILL(one, 0) + FILL(two, 0)', ['one']],
    ['SUM(SEARCH(\'{Bulkhead,Environment,Binding,Situation} MetricName="Deliveries" Environment="production"\', \'Sum\', 300))', []],
    ['SEARCH(\'{Bulkhead,Environment,Binding,Situation} MetricName="Delivery" Environment="production" Situation=("accepted" OR "acepted")\', \'Sum\', 300)', []],
    ['SEARCH(\'{Bulkhead,Environment,Binding} MetricName="Delivery" Environment="production"\', \'Sum\', 300)', []],
    ['SEARCH(\'{Bulkhead,Environment,Binding,Situation} MetricName="Delivery" Stage="production"\', \'Sum\', 300)', []],
    ['SEARCH("{Bulkhead,Environment} MetricName=Delivery", "Sum", 300)', []],
  ])('finds what is wrong with %s', (text, ids) => {
    expect(judgeFormula({ where: 'here', text, ids }, world).length).toBeGreaterThan(0);
  });

  test('stops the synthesis at a metric of our own that nobody writes', () => {
    expect(() => assertEmitted('Bulkhead', 'RetryLeft', ['Environment'])).toThrow('no function writes \'RetryLeft\' of Bulkhead by Environment; name a metric and dimensions of lib/operations/emitted.ts');
  });
});
