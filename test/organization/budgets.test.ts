import { Template } from 'aws-cdk-lib/assertions';
import { fixedCost } from '../../lib/cost';
import { templatesByAccount } from '../../lib/cost/read';
import { validateFleet, type EnvironmentConfig, type FleetConfig, type InvalidFleet } from '../../lib/environment';
import { newApp } from '../../lib/fleet';
import { BudgetsStack, monthlyLimit } from '../../lib/organization';
import { fleet, flows, withStaticFront } from '../fixtures/fleet';
import { synthesize } from '../fixtures/synthesize';

interface Budget {
  readonly Budget: {
    readonly BudgetName: string;
    readonly BudgetLimit: { readonly Amount: number; readonly Unit: string };
    readonly CostFilters: { readonly LinkedAccount: readonly string[] };
  };
  readonly NotificationsWithSubscribers: readonly { readonly Notification: Record<string, unknown>; readonly Subscribers: readonly Record<string, string>[] }[];
}

const told: FleetConfig = { ...fleet, organization: { ...fleet.organization, alarms: { email: 'organization@example.com' } } };
const stackOf = (config: FleetConfig) => new BudgetsStack(newApp(), 'Budgets', { fleet: validateFleet(config, flows).fleet });
const templateOf = (config: FleetConfig) => Template.fromStack(stackOf(config));
const budgetsOf = (config: FleetConfig): Budget[] => Object.values(templateOf(config).findResources('AWS::Budgets::Budget')).map(({ Properties }) => Properties as Budget);
const changed = (name: string, change: Partial<EnvironmentConfig>): FleetConfig =>
  ({ ...told, environments: told.environments.map(config => (config.name === name ? { ...config, ...change } : config)) });
const problemsOf = (config: unknown): readonly string[] => {
  try {
    validateFleet(config, flows);
    return [];
  } catch (error) {
    return (error as InvalidFleet).problems;
  }
};

test('every account has one budget, and each tells its own address', () => {
  expect(budgetsOf(told).map(({ Budget: { CostFilters: { LinkedAccount } }, NotificationsWithSubscribers: notifications }) =>
    [...LinkedAccount, ...new Set(notifications.flatMap(({ Subscribers }) => Subscribers.map(({ Address }) => Address)))])).toEqual([
    ['111111111111', 'alarms-staging@example.com'], ['222222222222', 'alarms-pre-production@example.com'], ['333333333333', 'alarms-production@example.com'],
    ['999999999999', 'organization@example.com'], ['888888888888', 'organization@example.com'],
  ]);
});

test('somebody is told of what was spent and of what is coming, by mail that nobody has to let through', () => {
  for (const { NotificationsWithSubscribers: notifications } of budgetsOf(told)) {
    const when = notifications.map(({ Notification: { NotificationType, Threshold, ThresholdType, ComparisonOperator } }) =>
      [NotificationType, Threshold, ThresholdType, ComparisonOperator]);
    expect(when).toEqual([
      ['ACTUAL', 80, 'PERCENTAGE', 'GREATER_THAN'], ['ACTUAL', 100, 'PERCENTAGE', 'GREATER_THAN'], ['FORECASTED', 100, 'PERCENTAGE', 'GREATER_THAN'],
    ]);
    expect(notifications.flatMap(({ Subscribers }) => Subscribers.map(({ SubscriptionType }) => SubscriptionType))).toEqual(['EMAIL', 'EMAIL', 'EMAIL']);
  }
});

test('credits of AWS hide nothing', () => {
  templateOf(told).allResourcesProperties('AWS::Budgets::Budget', { Budget: { CostTypes: { IncludeCredit: false, IncludeRefund: false } } });
});

test('they stand in the management account, in a region where CloudFormation has budgets', () => {
  const { account, region } = stackOf(told);
  expect([account, region]).toEqual(['999999999999', 'us-east-1']);
});

test('a budget is called after its account and its page, and otherwise where others are told', () => {
  const nameOf = (config: FleetConfig) => budgetsOf(config)[2]!.Budget.BudgetName;
  expect(nameOf(told)).toMatch(/^production \([0-9a-f]{6}\), see docs\/runbooks\/budget\.md$/);
  expect(nameOf(changed('production', { alarms: { email: 'others@example.com' } }))).not.toBe(nameOf(told));
  expect(nameOf(changed('production', { budget: { monthly: 900 } }))).toBe(nameOf(told));
  // what AWS takes as a name.
  for (const { Budget: { BudgetName: name } } of budgetsOf(told)) expect(name).toMatch(/^(?!.*\/action\/)[^:\\]{1,100}$/);
});

describe('the limit', () => {
  test('is the configured one', () => {
    expect(budgetsOf(changed('production', { budget: { monthly: 900 } }))[2]!.Budget.BudgetLimit).toEqual({ Amount: 900, Unit: 'USD' });
  });

  test.each([['the plain shape', told], ['fixed addresses', withStaticFront('pre-production', 'production')], [
    'warm receivers', { ...told, environments: told.environments.map(config => ({ ...config, receiver: { provisionedConcurrency: 5 } })) },
  ]])('leaves room for use where none is configured: twice what %s costs idle, more or less', (_, config) => {
    const { outdir, remove } = synthesize(config, flows);
    const templates = templatesByAccount(outdir);
    for (const environment of config.environments) {
      const { total } = fixedCost(templates.get(environment.account as string)!);
      const ratio = monthlyLimit(environment) / total;
      expect([environment.name, ratio > 1.75 && ratio < 2.5 ? 'about twice' : `${monthlyLimit(environment)} for ${total}`]).toEqual([environment.name, 'about twice']);
    }
    remove();
  });

  test.each([0, -5, '300'])('cannot be %p', monthly => {
    expect(problemsOf({ ...told, environments: told.environments.map(config => ({ ...config, budget: { monthly } })) }).join('\n')).toMatch(/number of US dollars/);
  });
});

test('an account that is not known yet has none, and nobody is told of the organization\'s own where no address is given', () => {
  const unborn = changed('production', { account: { create: { email: 'production@example.com' } } });
  expect(budgetsOf(unborn)).toHaveLength(4);
  expect(budgetsOf(fleet)).toHaveLength(3);
});
