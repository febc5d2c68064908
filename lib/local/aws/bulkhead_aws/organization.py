"""The steps that come before an organization's first deploy: creating it, enabling policy types, inviting accounts."""
import json

from moto.iam.models import iam_backends
from moto.organizations.models import FakeAccount, organizations_backends, utils

POLICY_TYPES = ('SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY', 'DECLARATIVE_POLICY_EC2')

# the role that AWS makes in an account of an organization; moto makes it too, and gives it nothing.
ADMINISTRATION = 'OrganizationAccountAccessRole'
EVERYTHING = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}]}


def _backend(management_account):
    return organizations_backends[management_account]['aws']


def create(management_account):
    """Creates the organization with all features and the policy types enabled, or answers the one that exists."""
    backend = _backend(management_account)
    if backend.org is None:
        backend.create_organization(FeatureSet='ALL', region='us-east-1')
        for policy_type in POLICY_TYPES:
            backend.enable_policy_type(RootId=backend.org.root_id, PolicyType=policy_type)
    return {'organizationId': backend.org.id, 'rootId': backend.org.root_id}


def adopt(management_account, account_id, email, name):
    """Lets an account that exists already join; moto itself can only make accounts up, with ids that it draws."""
    backend = _backend(management_account)
    if backend.org is None:
        raise LookupError(f'account {management_account} has no organization')
    if not (account_id.isdigit() and len(account_id) == 12):
        raise ValueError(f'account id {account_id} is not twelve digits')
    if any(account.id == account_id for account in backend.accounts):
        return {'accountId': account_id}
    drawn = utils.make_random_account_id
    try:
        utils.make_random_account_id = lambda: account_id
        account = FakeAccount(backend.org, AccountName=name, Email=email)
    finally:
        utils.make_random_account_id = drawn
    account.joined_method = 'INVITED'
    backend.accounts.append(account)
    for policy_id in (utils.DEFAULT_SCP_POLICY_ID, utils.DEFAULT_RCP_POLICY_ID):
        backend.attach_policy(PolicyId=policy_id, TargetId=account.id)
    organizations_backends.master_accounts[account.id] = (management_account, 'aws')
    iam_backends[account.id]['aws'].put_role_policy(ADMINISTRATION, 'administration', json.dumps(EVERYTHING))
    return {'accountId': account.id}
