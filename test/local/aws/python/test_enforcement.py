import json
import unittest
import urllib.error

from botocore.exceptions import ClientError
from every_type import att, ref, resource
from harness import MANAGEMENT, PRODUCTION, STAGING, client, deploy, post, template

TRUST = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': 'sts:AssumeRole'}]}


def statement(action, target, **more):
    return {'Effect': 'Allow', 'Action': action, 'Resource': target, **more}


class Enforcement(unittest.TestCase):
    """Signatures and identity policies, with one role an account that may read its own secret."""

    @classmethod
    def setUpClass(cls):
        cls.secrets, cls.sessions = {}, {}
        for account in (STAGING, PRODUCTION):
            stack = deploy('Guarded', template({
                'Own': resource('AWS::SecretsManager::Secret'), 'Other': resource('AWS::SecretsManager::Secret'),
                'Role': resource('AWS::IAM::Role', RoleName='reader', AssumeRolePolicyDocument=TRUST),
                'Policy': resource('AWS::IAM::Policy', PolicyName='read', Roles=[ref('Role')], PolicyDocument={
                    'Version': '2012-10-17', 'Statement': [
                        statement(['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'], ref('Own')),
                        statement('ssm:GetParameter', {'Fn::Sub': 'arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/own/*'}),
                        statement('lambda:InvokeFunction', {'Fn::Sub': 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:own'}),
                        statement('events:DescribeEventBus', {'Fn::Sub': 'arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/own'}),
                        statement('kms:Decrypt', '*', Condition={'StringEquals': {'kms:ViaService': 'x'}}),
                        {**statement('secretsmanager:*', '*', Condition={'StringNotEquals': {'aws:SourceVpce': 'x'}}), 'Effect': 'Deny'},
                    ]}),
            }, Outputs={'Own': {'Value': ref('Own')}, 'Other': {'Value': ref('Other')}, 'Role': {'Value': att('Role')}}), account)
            outputs = {output['OutputKey']: output['OutputValue'] for output in stack['Outputs']}
            cls.secrets[account] = outputs
            client('secretsmanager', account).put_secret_value(SecretId=outputs['Other'], SecretString='other')
            client('ssm', account).put_parameter(Name='/own/a', Value='a', Type='String')
            client('ssm', account).put_parameter(Name='/foreign/a', Value='a', Type='String')
            given = client('sts', account).assume_role(RoleArn=outputs['Role'], RoleSessionName='test')['Credentials']
            cls.sessions[account] = {
                'aws_access_key_id': given['AccessKeyId'], 'aws_secret_access_key': given['SecretAccessKey'],
                'aws_session_token': given['SessionToken'],
            }
        post('/bulkhead/enforcement', enabled=True)

    @classmethod
    def tearDownClass(cls):
        post('/bulkhead/enforcement', enabled=False)

    def acting(self, service, account=STAGING, **changed):
        return client(service, **{**self.sessions[account], **changed})

    def refused(self, call, *codes, **arguments):
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        self.assertIn(caught.exception.response['Error']['Code'], codes)

    def test_a_role_may_look_at_the_bus_that_its_policy_names_and_at_no_other(self):
        buses = self.acting('events')
        self.refused(buses.describe_event_bus, 'ResourceNotFoundException', Name='own')
        self.refused(buses.describe_event_bus, 'AccessDeniedException', 'AccessDenied', Name='default')
        self.refused(buses.describe_event_bus, 'AccessDeniedException', 'AccessDenied')

    def test_a_role_may_invoke_the_functions_that_its_policy_names_and_nothing_is_run(self):
        functions = self.acting('lambda')
        # there is no function: who may ask is told so, who may not is told nothing.
        self.refused(functions.invoke, 'ResourceNotFoundException', '404', FunctionName='own', InvocationType='DryRun', Payload=b'{}')
        self.refused(functions.invoke, 'AccessDeniedException', FunctionName='other', InvocationType='DryRun', Payload=b'{}')

    def test_a_role_reads_what_its_policy_names(self):
        own = self.secrets[STAGING]['Own']
        self.acting('secretsmanager').put_secret_value(SecretId=own, SecretString='value')
        self.assertEqual('value', self.acting('secretsmanager').get_secret_value(SecretId=own)['SecretString'])
        self.assertEqual('a', self.acting('ssm').get_parameter(Name='/own/a')['Parameter']['Value'])

    def test_a_role_reads_nothing_else_in_its_own_account(self):
        self.refused(self.acting('secretsmanager').get_secret_value, 'AccessDeniedException', SecretId=self.secrets[STAGING]['Other'])
        self.refused(self.acting('ssm').get_parameter, 'AccessDeniedException', Name='/foreign/a')
        self.refused(self.acting('dynamodb').list_tables, 'AccessDeniedException')

    def test_no_account_reads_the_secrets_of_another(self):
        for account, other in ((STAGING, PRODUCTION), (PRODUCTION, STAGING)):
            self.refused(
                self.acting('secretsmanager', account).get_secret_value, 'AccessDeniedException', 'ResourceNotFoundException',
                SecretId=self.secrets[other]['Own'])

    def test_a_wrong_signature_is_refused(self):
        self.refused(self.acting('sts', aws_secret_access_key='wrong').get_caller_identity, 'SignatureDoesNotMatch')

    def test_a_key_that_is_only_an_account_id_is_refused(self):
        self.refused(client('sts', STAGING).get_caller_identity, 'InvalidClientTokenId')

    def test_the_account_override_of_moto_is_not_obeyed(self):
        sts = self.acting('sts')
        sts.meta.events.register('before-send', lambda request, **_: request.headers.update({'x-moto-account-id': PRODUCTION}))
        self.assertEqual(STAGING, sts.get_caller_identity()['Account'])


class Preparation(unittest.TestCase):
    def test_accounts_join_an_organization_under_the_ids_they_have(self):
        management = '888888888888'
        made = post('/bulkhead/organization', managementAccountId=management)
        self.assertEqual(made, post('/bulkhead/organization', managementAccountId=management))
        for account in ('888811111111', '888822222222'):
            post('/bulkhead/organization/adopt', managementAccountId=management, accountId=account, email=f'{account}@example.com', name=account)
        organizations = client('organizations', management, 'us-east-1')
        self.assertEqual({management, '888811111111', '888822222222'}, {one['Id'] for one in organizations.list_accounts()['Accounts']})
        root = organizations.list_roots()['Roots'][0]
        self.assertEqual(made['rootId'], root['Id'])
        self.assertEqual(
            {('SERVICE_CONTROL_POLICY', 'ENABLED'), ('RESOURCE_CONTROL_POLICY', 'ENABLED'), ('DECLARATIVE_POLICY_EC2', 'ENABLED')},
            {(kind['Type'], kind['Status']) for kind in root['PolicyTypes']})

    def test_an_account_id_that_is_not_twelve_digits_is_refused(self):
        post('/bulkhead/organization', managementAccountId=MANAGEMENT)
        with self.assertRaises(urllib.error.HTTPError) as caught:
            post('/bulkhead/organization/adopt', managementAccountId=MANAGEMENT, accountId='12', email='a@example.com', name='a')
        self.assertIn('account id 12 is not twelve digits', json.loads(caught.exception.read())['error'])
