"""SQS, SNS, EventBridge, Scheduler."""
from bulkhead_aws.inventory.look import one, same


def _queue(look, url, given):
    made = look('sqs').get_queue_attributes(QueueUrl=url, AttributeNames=['All'])['Attributes']
    return made.get('KmsMasterKeyId') == given.get('KmsMasterKeyId') and ('RedrivePolicy' in made) == ('RedrivePolicy' in given)


def _queue_policy(look, _id, given):
    return all(
        same(look('sqs').get_queue_attributes(QueueUrl=url, AttributeNames=['Policy'])['Attributes']['Policy'], given['PolicyDocument'])
        for url in given['Queues'])


def _topic_policy(look, _id, given):
    return all(
        same(look('sns').get_topic_attributes(TopicArn=arn)['Attributes']['Policy'], given['PolicyDocument']) for arn in given['Topics'])


def _rule(look, physical_id, given):
    bus, _, name = physical_id.rpartition('|')
    events, place = look('events'), {'EventBusName': bus or 'default'}
    events.describe_rule(Name=name, **place)
    targets = events.list_targets_by_rule(Rule=name, **place)['Targets']
    return {target['Arn'] for target in targets} == {target['Arn'] for target in given.get('Targets', [])}


def _bus_policy(look, physical_id, given):
    bus, sid = physical_id.split('|')
    return f'"{sid}"' in look('events').describe_event_bus(Name=bus)['Policy']


CHECKS = {
    'AWS::SQS::Queue': _queue,
    'AWS::SQS::QueuePolicy': _queue_policy,
    'AWS::SNS::Topic': lambda look, arn, given: look('sns').get_topic_attributes(TopicArn=arn)['Attributes'],
    'AWS::SNS::Subscription': lambda look, arn, given: look('sns').get_subscription_attributes(SubscriptionArn=arn)['Attributes'],
    'AWS::SNS::TopicPolicy': _topic_policy,
    'AWS::Events::EventBus': lambda look, name, given: look('events').describe_event_bus(Name=name)['Arn'],
    'AWS::Events::EventBusPolicy': _bus_policy,
    'AWS::Events::Rule': _rule,
    'AWS::Events::Archive': lambda look, name, given: one(look('events').list_archives()['Archives'], ArchiveName=name),
    'AWS::Scheduler::Schedule': lambda look, name, given: look('scheduler').get_schedule(
        Name=name, GroupName=given.get('GroupName', 'default'))['Arn'],
    'AWS::Scheduler::ScheduleGroup': lambda look, name, given: look('scheduler').get_schedule_group(Name=name)['Arn'],
}
