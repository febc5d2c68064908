from bulkhead_aws import organization as preparation
from bulkhead_aws.registry import creates, document

# the service answers in one region whatever the stack's.
HOME = 'us-east-1'


@creates('AWS::Organizations::Organization')
def organization(request):
    made = preparation.create(request.account)
    described = request.client('organizations', HOME).describe_organization()['Organization']
    return made['organizationId'], {
        'Id': described['Id'], 'Arn': described['Arn'], 'RootId': made['rootId'], 'ManagementAccountId': request.account,
    }


@creates(
    'AWS::Organizations::OrganizationalUnit',
    delete=lambda request, unit: request.client('organizations', HOME).delete_organizational_unit(OrganizationalUnitId=unit),
)
def organizational_unit(request):
    made = request.client('organizations', HOME).create_organizational_unit(**request.pick('ParentId', 'Name'))['OrganizationalUnit']
    return made['Id'], {'Id': made['Id'], 'Arn': made['Arn']}


@creates('AWS::Organizations::Account')
def account(request):
    organizations = request.client('organizations', HOME)
    # an account that joined before is taken by its e-mail address; on AWS it has to be imported into the stack.
    known = [one for one in organizations.list_accounts()['Accounts'] if one['Email'] == request.properties['Email']]
    account_id = known[0]['Id'] if known else organizations.create_account(
        **request.pick('Email', 'AccountName', 'RoleName'))['CreateAccountStatus']['AccountId']
    for parent in request.properties.get('ParentIds', [])[:1]:
        current = organizations.list_parents(ChildId=account_id)['Parents'][0]['Id']
        if current != parent:
            organizations.move_account(AccountId=account_id, SourceParentId=current, DestinationParentId=parent)
    described = organizations.describe_account(AccountId=account_id)['Account']
    return account_id, {
        'AccountId': account_id, 'Arn': described['Arn'], 'Status': described['Status'],
        'JoinedMethod': described['JoinedMethod'], 'AccountName': described['Name'],
    }


def _delete_policy(request, policy_id):
    organizations = request.client('organizations', HOME)
    for target in request.properties.get('TargetIds', []):
        organizations.detach_policy(PolicyId=policy_id, TargetId=target)
    organizations.delete_policy(PolicyId=policy_id)


def _change_policy(request, policy_id):
    request.client('organizations', HOME).update_policy(
        PolicyId=policy_id, Content=document(request.properties['Content']), **request.pick('Name', 'Description'))


@creates('AWS::Organizations::Policy', _change_policy, _delete_policy)
def policy(request):
    organizations = request.client('organizations', HOME)
    made = organizations.create_policy(
        Description=request.properties.get('Description', ''), Content=document(request.properties['Content']),
        **request.pick('Name', 'Type'),
    )['Policy']['PolicySummary']
    for target in request.properties.get('TargetIds', []):
        organizations.attach_policy(PolicyId=made['Id'], TargetId=target)
    return made['Id'], {'Id': made['Id'], 'Arn': made['Arn'], 'AwsManaged': False}
