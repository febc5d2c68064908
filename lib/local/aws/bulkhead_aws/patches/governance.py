"""What the management account does before the first deploy: regions of other accounts, and policies that moto does not know."""
from moto.account import urls
from moto.account.models import account_backends
from moto.account.responses import AccountResponse
from moto.cloudtrail.exceptions import S3BucketDoesNotExistException
from moto.cloudtrail.models import Trail
from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult, EmptyResult
from moto.organizations.models import FakePolicy, FakeRoot, organizations_backends
from moto.s3.models import s3_backends

DECLARATIVE = 'DECLARATIVE_POLICY_EC2'
# off in a new account until they are switched on, which takes AWS a while.
OPT_IN = {'af-south-1', 'ap-east-1', 'eu-south-1', 'il-central-1', 'me-central-1', 'me-south-1'}


def install():
    _know_declarative_policies()
    Trail.check_bucket_exists = _bucket_of_any_account
    for path, name, answer in (
        ('getRegionOptStatus', 'get_region_opt_status', _region_status), ('enableRegion', 'enable_region', _enable_region),
    ):
        setattr(AccountResponse, name, answer)
        urls.url_paths[f'{{0}}/{path}$'] = AccountResponse.dispatch


def _know_declarative_policies():
    for kind in (FakePolicy, FakeRoot):
        kind.SUPPORTED_POLICY_TYPES.append(DECLARATIVE)
    moto_init = FakePolicy.__init__

    def __init__(self, organization, **given):
        # moto refuses types for which it has no form of an ARN.
        moto_init(self, organization, **{**given, 'Type': 'TAG_POLICY'} if given.get('Type') == DECLARATIVE else given)
        if given.get('Type') == DECLARATIVE:
            self.type, self._arn_format = DECLARATIVE, 'arn:{0}:organizations::{1}:policy/{2}/declarative_policy_ec2/{3}'
    FakePolicy.__init__ = __init__


def _bucket_of_any_account(trail):
    """An organization's trail writes into a bucket of another account; whether it may is the bucket's policy's to say."""
    if not any(trail.bucket_name in partitions[trail.partition].buckets for partitions in list(s3_backends.values()) if trail.partition in partitions):
        raise S3BucketDoesNotExistException(f'S3 bucket {trail.bucket_name} does not exist!')


def _regions(response):
    """Of the account that is named, or of the caller's own; naming another takes the organization's management account."""
    named = response._get_param('AccountId')
    if named and named != response.current_account:
        organization = organizations_backends[response.current_account][response.partition]
        trusted = any(service['ServicePrincipal'] == 'account.amazonaws.com' for service in organization.services)
        if not trusted or not any(account.id == named for account in organization.accounts):
            raise JsonRESTError('AccessDeniedException', f'account {response.current_account} may not manage account {named}')
    backend = account_backends[named or response.current_account][response.partition]
    if not hasattr(backend, 'regions'):
        backend.regions = {}
    return backend.regions


def _region_status(response):
    region, regions = response._get_param('RegionName'), _regions(response)
    status = regions.get(region, 'DISABLED' if region in OPT_IN else 'ENABLED_BY_DEFAULT')
    if status == 'ENABLING':
        # seen once on its way, so that whoever does not wait is found out.
        regions[region] = 'ENABLED'
    return ActionResult({'RegionName': region, 'RegionOptStatus': status})


def _enable_region(response):
    region, regions = response._get_param('RegionName'), _regions(response)
    if region in OPT_IN and regions.get(region) != 'ENABLED':
        regions[region] = 'ENABLING'
    return EmptyResult()
