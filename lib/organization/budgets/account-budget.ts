import { createHash } from 'node:crypto';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';

export interface AccountBudgetProps {
  /** What the account is, in its owner's words. */
  readonly of: string;
  /** Twelve digits. */
  readonly account: string;
  /** US dollars a month. */
  readonly monthly: number;
  readonly email: string;
}

/** When somebody is told, in per cent of the month's limit: of what was spent, and of what the month comes to as it goes. */
const thresholds = [
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'ACTUAL', threshold: 100 },
  { notificationType: 'FORECASTED', threshold: 100 },
] as const;

/** The page that says what to do; a notification carries nothing of ours but the budget's name. */
const runbook = 'docs/runbooks/budget.md';

/**
 * What one account may cost in a month, and who is told before it does.
 *
 * Mail goes straight to the address, without a topic between: nobody has to be let into a topic or its key, and no subscription has
 * to be confirmed. Credits and refunds are left out, for they hide what is being spent until they end.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-budgets-budget.html
 */
export class AccountBudget extends Construct {
  constructor(scope: Construct, id: string, { of, account, monthly, email }: AccountBudgetProps) {
    super(scope, id);
    const subscribers = [{ subscriptionType: 'EMAIL', address: email }];
    const notificationsWithSubscribers = thresholds.map(notification => ({
      notification: { ...notification, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' }, subscribers,
    }));
    // a change of who is told makes a new budget before the old one goes, and two cannot have one name.
    const version = createHash('sha256').update(JSON.stringify(notificationsWithSubscribers)).digest('hex').slice(0, 6);
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `${of} (${version}), see ${runbook}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: monthly, unit: 'USD' },
        costFilters: { LinkedAccount: [account] },
        costTypes: { includeCredit: false, includeRefund: false },
      },
      notificationsWithSubscribers,
    });
  }
}
