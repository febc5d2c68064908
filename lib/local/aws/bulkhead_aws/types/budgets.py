from bulkhead_aws.registry import creates

HOME = 'us-east-1'


@creates(
    'AWS::Budgets::Budget',
    delete=lambda request, name: request.client('budgets', HOME).delete_budget(AccountId=request.account, BudgetName=name),
)
def budget(request):
    given = dict(request.properties['Budget'])
    given.setdefault('BudgetName', request.name[-100:])
    if 'BudgetLimit' in given:
        given['BudgetLimit'] = {**given['BudgetLimit'], 'Amount': str(given['BudgetLimit']['Amount'])}
    request.client('budgets', HOME).create_budget(
        AccountId=request.account, Budget=given, **request.pick('NotificationsWithSubscribers'))
    return given['BudgetName']
