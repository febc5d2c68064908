import json
import tempfile
import unittest
from pathlib import Path

from bulkhead_aws.inventory.checks import CHECKS
from bulkhead_aws.inventory.compare import compare
from bulkhead_aws.registry import TYPES
from every_type import RESOURCES
from harness import MANAGEMENT, REGION, client, deploy, endpoint, template, zipped

STACK = 'EveryType'


def assembly(folder, resources):
    """The least that the inventory reads of a cloud assembly: a stack in an assembly of its own below the first."""
    nested = Path(folder) / 'assembly-Test'
    nested.mkdir()
    (Path(folder) / 'manifest.json').write_text(json.dumps({'artifacts': {
        'assembly-Test': {'type': 'cdk:cloud-assembly', 'properties': {'directoryName': 'assembly-Test'}}}}))
    (nested / 'manifest.json').write_text(json.dumps({'artifacts': {STACK: {
        'type': 'aws:cloudformation:stack', 'environment': f'aws://{MANAGEMENT}/{REGION}',
        'properties': {'templateFile': 'stack.json'}}}}))
    (nested / 'stack.json').write_text(template(resources))
    return folder


class EveryType(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        endpoint()
        s3 = client('s3', MANAGEMENT)
        s3.create_bucket(Bucket='assets', CreateBucketConfiguration={'LocationConstraint': REGION})
        s3.put_object(Bucket='assets', Key='code.zip', Body=zipped())
        client('logs', MANAGEMENT).create_log_group(logGroupName='aws-waf-logs-test')
        cls.stack = deploy(STACK, template(RESOURCES), MANAGEMENT)

    def compare(self, resources=None):
        with tempfile.TemporaryDirectory() as folder:
            return compare(endpoint(), assembly(folder, resources or RESOURCES))

    def test_a_stack_with_every_type_is_created(self):
        self.assertEqual(('CREATE_COMPLETE', None), (self.stack['StackStatus'], self.stack.get('StackStatusReason')))

    def test_no_type_is_left_out_of_this_test(self):
        self.assertEqual(set(), set(TYPES) - {given['Type'] for given in RESOURCES.values()})

    def test_every_type_that_is_created_can_be_looked_up(self):
        self.assertEqual(set(), {name for name, kind in TYPES.items() if not kind.recorded} - set(CHECKS))

    def test_the_services_themselves_have_what_the_template_says(self):
        result = self.compare()
        recorded = sum(1 for given in RESOURCES.values() if TYPES[given['Type']].recorded)
        self.assertEqual([], result['missing'])
        self.assertEqual(recorded, result['recorded'])
        self.assertEqual((1, len(RESOURCES), len(RESOURCES) - recorded), (result['stacks'], result['resources'], result['verified']))

    def test_what_vanished_behind_the_stack_is_missing(self):
        client('cloudwatch', MANAGEMENT).delete_dashboards(DashboardNames=[self.physical('Dashboard')])
        try:
            self.assertEqual(['Dashboard'], [one['logicalId'] for one in self.compare()['missing']])
        finally:
            client('cloudwatch', MANAGEMENT).put_dashboard(DashboardName=self.physical('Dashboard'), DashboardBody='{"widgets":[]}')

    def test_what_the_stack_never_got_is_missing(self):
        result = self.compare({**RESOURCES, 'Forgotten': {'Type': 'AWS::SQS::Queue'}})
        self.assertEqual([('Forgotten', 'the stack does not have it')], [(one['logicalId'], one['reason']) for one in result['missing']])

    def test_a_type_without_a_check_is_missing(self):
        check = CHECKS.pop('AWS::SQS::Queue')
        try:
            self.assertEqual({'AWS::SQS::Queue'}, {one['type'] for one in self.compare()['missing']})
        finally:
            CHECKS['AWS::SQS::Queue'] = check

    def test_a_secret_without_a_value_answers_that_there_is_none(self):
        secrets = client('secretsmanager', MANAGEMENT)
        with self.assertRaises(secrets.exceptions.ResourceNotFoundException):
            secrets.get_secret_value(SecretId=self.physical('Secret'))

    def physical(self, logical_id):
        return client('cloudformation', MANAGEMENT).describe_stack_resources(
            StackName=STACK, LogicalResourceId=logical_id)['StackResources'][0]['PhysicalResourceId']
