import unittest

from botocore.exceptions import ClientError
from harness import client, endpoint, post

HOME = 'us-east-1'
MANAGEMENT, MEMBER, STRANGER = '123123123123', '321321321321', '213213213213'


class Regions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        endpoint()
        post('/bulkhead/organization', managementAccountId=MANAGEMENT)
        post('/bulkhead/organization/adopt', managementAccountId=MANAGEMENT, accountId=MEMBER, email='member@example.com', name='member')

    def status(self, caller, region, **named):
        return client('account', caller, HOME).get_region_opt_status(RegionName=region, **named)['RegionOptStatus']

    def test_an_opt_in_region_is_off_until_it_is_switched_on_and_takes_its_time(self):
        self.assertEqual('DISABLED', self.status(STRANGER, 'me-central-1'))
        client('account', STRANGER, HOME).enable_region(RegionName='me-central-1')
        self.assertEqual(['ENABLING', 'ENABLED'], [self.status(STRANGER, 'me-central-1') for _ in range(2)])
        client('account', STRANGER, HOME).enable_region(RegionName='me-central-1')
        self.assertEqual('ENABLED', self.status(STRANGER, 'me-central-1'))

    def test_other_regions_are_on_by_themselves(self):
        self.assertEqual('ENABLED_BY_DEFAULT', self.status(STRANGER, 'eu-west-1'))

    def test_the_management_account_manages_a_member_once_account_management_is_trusted(self):
        with self.assertRaisesRegex(ClientError, 'AccessDenied'):
            self.status(MANAGEMENT, 'me-south-1', AccountId=MEMBER)
        client('organizations', MANAGEMENT, HOME).enable_aws_service_access(ServicePrincipal='account.amazonaws.com')
        client('account', MANAGEMENT, HOME).enable_region(RegionName='me-south-1', AccountId=MEMBER)
        self.assertEqual('ENABLING', self.status(MANAGEMENT, 'me-south-1', AccountId=MEMBER))
        self.assertEqual('ENABLED', self.status(MEMBER, 'me-south-1'))
        self.assertEqual('DISABLED', self.status(MANAGEMENT, 'me-south-1'))

    def test_nobody_else_manages_an_account_of_another(self):
        for caller in (STRANGER, MEMBER):
            with self.assertRaisesRegex(ClientError, 'AccessDenied'):
                self.status(caller, 'me-central-1', AccountId=MANAGEMENT)


class Trails(unittest.TestCase):
    def test_a_trail_writes_into_a_bucket_of_another_account_and_into_none_that_is_not_there(self):
        client('s3', MEMBER, HOME).create_bucket(Bucket='records')
        cloudtrail = client('cloudtrail', MANAGEMENT, HOME)
        self.assertEqual('records', cloudtrail.create_trail(Name='organization', S3BucketName='records')['S3BucketName'])
        with self.assertRaisesRegex(ClientError, 'S3BucketDoesNotExist'):
            cloudtrail.create_trail(Name='lost', S3BucketName='nowhere')


if __name__ == '__main__':
    unittest.main()
