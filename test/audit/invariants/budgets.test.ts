// whoever pays for every account names every account; that alone reaches into none.
import { accounts, auditOf, clean, lines, res, type Part } from '../support/assembly';

afterAll(clean);

const governing = { Unit: { Type: 'AWS::Organizations::OrganizationalUnit', Properties: { Name: 'Bulkhead', ParentId: 'r-ab12' } } };
const budget = (changes: object = {}, type = 'AWS::Budgets::Budget'): Part => res({
  ...governing,
  Budget: { Type: type, Properties: { Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY', CostFilters: { LinkedAccount: [accounts.production] } }, ...changes } },
});
const telling = (Address: string): object => ({ NotificationsWithSubscribers: [{ Notification: {}, Subscribers: [{ SubscriptionType: 'SNS', Address }] }] });

test.each<[string, Part, string[]]>([
  ['the organization\'s budget of an account\'s costs', budget(), []],
  ['one that mails', budget(telling('owner@example.com')), []],
  ['one that tells a topic of another account', budget(telling(`arn:aws:sns:eu-central-1:${accounts.production}:topic`)), ['VIOLATED accounts.foreign production+staging']],
  ['one that acts', budget({}, 'AWS::Budgets::BudgetsAction'), ['VIOLATED accounts.foreign production+staging']],
  ['an environment\'s budget of another one\'s costs', { Resources: { Budget: budget().Resources!['Budget'] } }, ['VIOLATED accounts.foreign production+staging']],
])('%s', (_, staging, expected) => {
  // the account that stands for staging holds the organization where it has something of it.
  expect(lines(auditOf({ staging, production: res({}) }))).toEqual(expected);
});
