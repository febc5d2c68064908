import json
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from botocore.exceptions import ClientError
from every_type import ALLOW, GRANT, ROLE_TRUST, att, ref, resource
from harness import PRODUCTION, STAGING, client, deploy, failures, template

QUEUE = resource('AWS::SQS::Queue')


class FailingStacks(unittest.TestCase):
    def test_an_unknown_type_fails_the_stack_and_is_named(self):
        stack = deploy('Unknown', template({'Queue': QUEUE, 'Mesh': resource('AWS::AppMesh::Mesh')}))
        self.assertEqual('ROLLBACK_COMPLETE', stack['StackStatus'])
        self.assertEqual(
            [('Mesh', 'AWS::AppMesh::Mesh', 'AWS::AppMesh::Mesh is neither supported by moto nor by the embedded AWS')],
            failures('Unknown'))
        self.assertIn('Mesh (AWS::AppMesh::Mesh)', stack['StackStatusReason'])

    def test_an_unknown_type_under_a_condition_that_is_false_is_fine(self):
        stack = deploy('Conditional', template(
            {'Queue': QUEUE, 'Mesh': {'Type': 'AWS::AppMesh::Mesh', 'Condition': 'Never'}},
            Conditions={'Never': {'Fn::Equals': [ref('AWS::Region'), 'eu-west-1']}}))
        self.assertEqual('CREATE_COMPLETE', stack['StackStatus'])

    def test_an_unknown_custom_resource_fails_the_stack(self):
        self.assertEqual('ROLLBACK_COMPLETE', deploy('Custom', template({'Thing': resource('Custom::Thing')}))['StackStatus'])

    def test_an_unknown_function_fails_the_stack(self):
        deploy('Weak', template({'Queue': resource('AWS::SQS::Queue', QueueName={'Fn::GetStackOutput': {'StackName': 'a', 'OutputName': 'b'}})}))
        self.assertEqual('Fn::GetStackOutput is not emulated', failures('Weak')[0][2])

    def test_an_attribute_that_does_not_exist_fails_the_stack(self):
        stack = deploy('Attribute', template({'Queue': QUEUE}, Outputs={'Out': {'Value': att('Queue', 'Colour')}}))
        self.assertEqual('ROLLBACK_COMPLETE', stack['StackStatus'])
        self.assertIn('AWS::SQS::Queue has no attribute Colour', stack['StackStatusReason'])

    def test_a_missing_bootstrap_parameter_is_refused_at_once(self):
        with self.assertRaisesRegex(ClientError, r'Unable to fetch parameters \[/cdk-bootstrap/none/version\]'):
            deploy('NoBootstrap', template({'Queue': QUEUE}, Parameters={
                'BootstrapVersion': {'Type': 'AWS::SSM::Parameter::Value<String>', 'Default': '/cdk-bootstrap/none/version'}}))

    def test_a_failed_stack_leaves_nothing_in_the_way_of_the_next_try(self):
        named = {
            'Group': resource('AWS::Logs::LogGroup', LogGroupName='retained'),
            'Bus': resource('AWS::Events::EventBus', Name='retained'),
            'Role': resource('AWS::IAM::Role', RoleName='retained', AssumeRolePolicyDocument=ROLE_TRUST),
            'Policy': resource('AWS::IAM::Policy', PolicyName='retained', PolicyDocument=GRANT, Roles=[ref('Role')]),
            'Parameter': resource('AWS::SSM::Parameter', Name='/retained', Type='String', Value='1'),
            'Key': resource('AWS::KMS::Key', KeyPolicy=ALLOW),
            'Alias': resource('AWS::KMS::Alias', AliasName='alias/retained', TargetKeyId=ref('Key')),
            'Secret': resource('AWS::SecretsManager::Secret', Name='retained'),
            'Bucket': resource('AWS::S3::Bucket', BucketName='retained-111111111111'),
            'Table': resource(
                'AWS::DynamoDB::Table', TableName='retained', BillingMode='PAY_PER_REQUEST', DeletionProtectionEnabled=True,
                AttributeDefinitions=[{'AttributeName': 'pk', 'AttributeType': 'S'}], KeySchema=[{'AttributeName': 'pk', 'KeyType': 'HASH'}]),
        }
        for given in named.values():
            given['DeletionPolicy'] = 'Retain'
        broken = {**named, 'Broken': {
            **resource('AWS::S3::BucketPolicy', Bucket='no-such-bucket', PolicyDocument=ALLOW), 'DependsOn': list(named)}}
        self.assertEqual('ROLLBACK_COMPLETE', deploy('Retry', template(broken))['StackStatus'])
        self.assertEqual(['Broken'], [logical_id for logical_id, *_ in failures('Retry')])
        client('cloudformation').delete_stack(StackName='Retry')
        self.assertEqual('CREATE_COMPLETE', deploy('Retry', template(named))['StackStatus'])


class Templates(unittest.TestCase):
    RULES = {'Tripwire': {'Assertions': [{
        'Assert': {'Fn::Equals': [ref('AWS::AccountId'), STAGING]}, 'AssertDescription': 'this is staging only'}]}}
    MAPPINGS = {'Guard': {'me-central-1': {STAGING: 'staging'}}}

    def test_a_rule_lets_the_right_account_pass(self):
        self.assertEqual('CREATE_COMPLETE', deploy('Ruled', template({'Queue': QUEUE}, Rules=self.RULES))['StackStatus'])

    def test_a_rule_keeps_a_template_out_of_the_wrong_account(self):
        stack = deploy('Ruled', template({'Queue': QUEUE}, Rules=self.RULES), PRODUCTION)
        self.assertEqual(('ROLLBACK_COMPLETE', True), (stack['StackStatus'], 'this is staging only' in stack['StackStatusReason']))

    def test_a_mapping_without_the_account_fails_the_stack(self):
        body = template({'Parameter': resource('AWS::SSM::Parameter', Name='/mapped', Type='String', Value={
            'Fn::FindInMap': ['Guard', ref('AWS::Region'), ref('AWS::AccountId')]})}, Mappings=self.MAPPINGS)
        self.assertEqual('CREATE_COMPLETE', deploy('Mapped', body)['StackStatus'])
        self.assertEqual('staging', client('ssm').get_parameter(Name='/mapped')['Parameter']['Value'])
        self.assertEqual('ROLLBACK_COMPLETE', deploy('Mapped', body, PRODUCTION)['StackStatus'])
        self.assertEqual(f'mapping Guard has no value for me-central-1 / {PRODUCTION}', failures('Mapped', PRODUCTION)[0][2])

    def test_an_export_is_imported_in_its_own_account_and_region_only(self):
        deploy('Exports', template({'Queue': QUEUE}, Outputs={'Arn': {'Value': att('Queue'), 'Export': {'Name': 'queue-arn'}}}))
        body = template({'Parameter': resource('AWS::SSM::Parameter', Name='/imported', Type='String', Value={'Fn::ImportValue': 'queue-arn'})})
        self.assertEqual('CREATE_COMPLETE', deploy('Imports', body)['StackStatus'])
        self.assertRegex(client('ssm').get_parameter(Name='/imported')['Parameter']['Value'], f'^arn:aws:sqs:me-central-1:{STAGING}:')
        self.assertEqual('ROLLBACK_COMPLETE', deploy('Imports', body, PRODUCTION)['StackStatus'])
        self.assertEqual('ROLLBACK_COMPLETE', deploy('Imports', body, STAGING, 'eu-west-1')['StackStatus'])
        self.assertEqual([], client('cloudformation', PRODUCTION).list_exports()['Exports'])


class Updates(unittest.TestCase):
    def update(self, name, body):
        cloudformation = client('cloudformation')
        cloudformation.update_stack(StackName=name, TemplateBody=body)
        return cloudformation.describe_stacks(StackName=name)['Stacks'][0]

    def parameter(self, value, name='/updated'):
        return resource('AWS::SSM::Parameter', Name=name, Type='String', Value=value)

    def test_an_update_changes_adds_and_removes(self):
        deploy('Changing', template({'Kept': self.parameter('1'), 'Gone': self.parameter('1', '/gone')}))
        stack = self.update('Changing', template({'Kept': self.parameter('2'), 'Added': QUEUE}))
        self.assertEqual('UPDATE_COMPLETE', stack['StackStatus'])
        names = {one['Name']: one['Value'] for one in client('ssm').get_parameters(Names=['/updated', '/gone'])['Parameters']}
        self.assertEqual({'/updated': '2'}, names)
        self.assertEqual('UPDATE_COMPLETE', self.update('Changing', template({'Kept': self.parameter('2'), 'Gone': self.parameter('3', '/gone')}))['StackStatus'])
        self.assertEqual('3', client('ssm').get_parameter(Name='/gone')['Parameter']['Value'])

    def test_a_change_that_is_not_emulated_ends_the_update_with_the_reason(self):
        deploy('Fixed', template({'Secret': resource('AWS::SecretsManager::Secret', Description='one')}))
        stack = self.update('Fixed', template({'Secret': resource('AWS::SecretsManager::Secret', Description='two')}))
        self.assertEqual('UPDATE_ROLLBACK_COMPLETE', stack['StackStatus'])
        self.assertIn('changing AWS::SecretsManager::Secret in place is not emulated', failures('Fixed')[0][2])

    def test_metadata_alone_changes_nothing(self):
        secret = resource('AWS::SecretsManager::Secret', Description='one')
        deploy('Annotated', template({'Secret': secret}))
        self.assertEqual('UPDATE_COMPLETE', self.update('Annotated', template({'Secret': {**secret, 'Metadata': {'a': 'b'}}}))['StackStatus'])


class WhatIsCreatedWorks(unittest.TestCase):
    def test_an_event_on_a_bus_of_our_own_reaches_the_queue_of_its_rule(self):
        deploy('Delivery', template({
            'Bus': resource('AWS::Events::EventBus', Name='own'), 'Queue': QUEUE,
            'Rule': resource('AWS::Events::Rule', EventBusName=ref('Bus'), EventPattern={'source': ['bulkhead']},
                             Targets=[{'Id': 'queue', 'Arn': att('Queue')}]),
        }, Outputs={'Url': {'Value': ref('Queue')}}))
        url = client('cloudformation').describe_stacks(StackName='Delivery')['Stacks'][0]['Outputs'][0]['OutputValue']
        for source in ('bulkhead', 'other'):
            client('events').put_events(Entries=[{'EventBusName': 'own', 'Source': source, 'DetailType': 'verification', 'Detail': '{"id":1}'}])
        messages = client('sqs').receive_message(QueueUrl=url, MaxNumberOfMessages=10)['Messages']
        self.assertEqual(['bulkhead'], [json.loads(message['Body'])['source'] for message in messages])

    def test_a_long_poll_keeps_nobody_else_waiting(self):
        url = client('sqs').create_queue(QueueName='patient')['QueueUrl']
        poll = threading.Thread(target=lambda: client('sqs').receive_message(QueueUrl=url, WaitTimeSeconds=3))
        poll.start()
        time.sleep(0.3)
        began = time.monotonic()
        client('sqs').list_queues()
        self.assertLess(time.monotonic() - began, 2)
        client('sqs').send_message(QueueUrl=url, MessageBody='x')
        poll.join()

    def test_stacks_deployed_at_once_do_not_disturb_each_other(self):
        body = template({f'Queue{index}': QUEUE for index in range(10)})
        with ThreadPoolExecutor(4) as pool:
            stacks = list(pool.map(lambda index: deploy(f'Parallel{index}', body), range(8)))
        self.assertEqual({'CREATE_COMPLETE'}, {stack['StackStatus'] for stack in stacks})


class ChangeSets(unittest.TestCase):
    """What `cdk bootstrap` uses, under one name for all stacks."""

    def execute(self, stack, body, kind='CREATE'):
        cloudformation = client('cloudformation')
        cloudformation.create_change_set(StackName=stack, ChangeSetName='cdk', ChangeSetType=kind, TemplateBody=body)
        cloudformation.execute_change_set(StackName=stack, ChangeSetName='cdk')
        cloudformation.delete_change_set(StackName=stack, ChangeSetName='cdk')
        cloudformation.delete_change_set(StackName=stack, ChangeSetName='cdk')
        return cloudformation.describe_stacks(StackName=stack)['Stacks'][0]

    def test_a_change_set_is_found_by_its_stack_and_keeps_outputs(self):
        cloudformation = client('cloudformation')
        bodies = {name: template({name: QUEUE}, Outputs={'Url': {'Value': ref(name)}}) for name in ('First', 'Second')}
        for name, body in bodies.items():
            cloudformation.create_change_set(StackName=name, ChangeSetName='same', ChangeSetType='CREATE', TemplateBody=body)
        for name in bodies:
            described = cloudformation.describe_change_set(StackName=name, ChangeSetName='same')
            self.assertEqual(name, described['StackName'])
            cloudformation.execute_change_set(StackName=name, ChangeSetName='same')
            stack = cloudformation.describe_stacks(StackName=name)['Stacks'][0]
            self.assertEqual(('CREATE_COMPLETE', True), (stack['StackStatus'], name in stack['Outputs'][0]['OutputValue']))

    def test_a_nested_condition_is_understood(self):
        never = {'Fn::And': [{'Fn::Equals': [ref('AWS::Region'), 'x']}, {'Fn::Not': [{'Fn::Equals': ['a', 'b']}]}]}
        stack = self.execute('Nested', template({'Queue': QUEUE, 'Other': {**QUEUE, 'Condition': 'Never'}}, Conditions={'Never': never}))
        resources = client('cloudformation').describe_stack_resources(StackName='Nested')['StackResources']
        self.assertEqual(('CREATE_COMPLETE', ['Queue']), (stack['StackStatus'], [one['LogicalResourceId'] for one in resources]))

    def test_a_change_set_that_fails_ends_its_stack(self):
        stack = self.execute('Failing', template({'Mesh': resource('AWS::AppMesh::Mesh')}))
        self.assertEqual(('ROLLBACK_COMPLETE', True), (stack['StackStatus'], 'AWS::AppMesh::Mesh' in stack['StackStatusReason']))

    def test_a_second_change_set_updates(self):
        self.execute('Growing', template({'Queue': QUEUE}))
        self.assertEqual('UPDATE_COMPLETE', self.execute('Growing', template({'Queue': QUEUE, 'More': QUEUE}), 'UPDATE')['StackStatus'])


class BrokenEmulator(unittest.TestCase):
    def test_a_failure_of_its_own_is_an_error_that_no_sdk_retries(self):
        with self.assertRaises(ClientError) as caught:
            client('cloudformation').validate_template(TemplateBody='{"Resources": {}}')
        self.assertEqual(('EmulatorFailure', 400), (
            caught.exception.response['Error']['Code'], caught.exception.response['ResponseMetadata']['HTTPStatusCode']))
