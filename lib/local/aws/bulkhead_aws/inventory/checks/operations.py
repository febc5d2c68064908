"""CloudWatch, Logs, CloudTrail, Budgets."""
from bulkhead_aws.inventory.look import GLOBAL, one


def _log_group(look, name, given):
    groups = look('logs').describe_log_groups(logGroupNamePrefix=name)['logGroups']
    return any(
        group['logGroupName'] == name and group.get('kmsKeyId') == given.get('KmsKeyId')
        and group.get('retentionInDays') == given.get('RetentionInDays') for group in groups)


def _trail(look, name, given):
    cloudtrail = look('cloudtrail')
    made = cloudtrail.get_trail(Name=name)['Trail']
    return made['S3BucketName'] == given['S3BucketName'] and made['IsOrganizationTrail'] == given.get('IsOrganizationTrail', False) \
        and made['IsMultiRegionTrail'] == given.get('IsMultiRegionTrail', False) and made.get('KmsKeyId') == given.get('KMSKeyId') \
        and cloudtrail.get_trail_status(Name=name)['IsLogging'] == given['IsLogging']


CHECKS = {
    'AWS::Logs::LogGroup': _log_group,
    'AWS::Logs::MetricFilter': lambda look, name, given: look('logs').describe_metric_filters(
        logGroupName=given['LogGroupName'], filterNamePrefix=name)['metricFilters'],
    'AWS::Logs::ResourcePolicy': lambda look, name, given: one(
        look('logs').describe_resource_policies()['resourcePolicies'], policyName=name),
    'AWS::Logs::SubscriptionFilter': lambda look, name, given: look('logs').describe_subscription_filters(
        logGroupName=given['LogGroupName'], filterNamePrefix=name)['subscriptionFilters'],
    'AWS::CloudWatch::Alarm': lambda look, name, given: look('cloudwatch').describe_alarms(AlarmNames=[name])['MetricAlarms'],
    'AWS::CloudWatch::Dashboard': lambda look, name, given: look('cloudwatch').get_dashboard(DashboardName=name)['DashboardBody'],
    'AWS::CloudTrail::Trail': _trail,
    'AWS::Budgets::Budget': lambda look, name, given: look('budgets', GLOBAL).describe_budget(
        AccountId=look.account, BudgetName=name)['Budget'],
}
