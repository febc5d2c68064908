from bulkhead_aws.registry import REPLACE, creates, document


def _grants(request, role):
    """Everything that a role's own properties let it do."""
    iam, given = request.client('iam'), request.properties
    for policy in given.get('Policies', []):
        iam.put_role_policy(RoleName=role, PolicyName=policy['PolicyName'], PolicyDocument=document(policy['PolicyDocument']))
    for arn in given.get('ManagedPolicyArns', []):
        iam.attach_role_policy(RoleName=role, PolicyArn=arn)


def _change_role(request, role):
    request.client('iam').update_assume_role_policy(
        RoleName=role, PolicyDocument=document(request.properties['AssumeRolePolicyDocument']))
    _grants(request, role)


def _delete_role(request, role):
    iam = request.client('iam')
    for name in iam.list_role_policies(RoleName=role)['PolicyNames']:
        iam.delete_role_policy(RoleName=role, PolicyName=name)
    for policy in iam.list_attached_role_policies(RoleName=role)['AttachedPolicies']:
        iam.detach_role_policy(RoleName=role, PolicyArn=policy['PolicyArn'])
    iam.delete_role(RoleName=role)


@creates('AWS::IAM::Role', _change_role, _delete_role)
def role(request):
    name = request.properties.get('RoleName', request.name)
    made = request.client('iam').create_role(
        RoleName=name, AssumeRolePolicyDocument=document(request.properties['AssumeRolePolicyDocument']), Tags=request.tags(),
        **request.pick('Path', 'Description', 'MaxSessionDuration', 'PermissionsBoundary'),
    )['Role']
    _grants(request, name)
    return name, {'Arn': made['Arn'], 'RoleId': made['RoleId']}


def _put_policy(request, name):
    iam, text = request.client('iam'), document(request.properties['PolicyDocument'])
    for role_name in request.properties.get('Roles', []):
        iam.put_role_policy(RoleName=role_name, PolicyName=name, PolicyDocument=text)
    for user_name in request.properties.get('Users', []):
        iam.put_user_policy(UserName=user_name, PolicyName=name, PolicyDocument=text)


def _delete_policy(request, name):
    for role_name in request.properties.get('Roles', []):
        request.client('iam').delete_role_policy(RoleName=role_name, PolicyName=name)


@creates('AWS::IAM::Policy', _put_policy, _delete_policy)
@creates('AWS::IAM::RolePolicy', REPLACE, _delete_policy)
def policy(request):
    if 'RoleName' in request.properties:
        request.properties['Roles'] = [request.properties['RoleName']]
    name = request.properties['PolicyName']
    _put_policy(request, name)
    return name, {'Id': name}


def _delete_managed_policy(request, arn):
    for role_name in request.properties.get('Roles', []):
        request.client('iam').detach_role_policy(RoleName=role_name, PolicyArn=arn)
    request.client('iam').delete_policy(PolicyArn=arn)


@creates('AWS::IAM::ManagedPolicy', REPLACE, _delete_managed_policy)
def managed_policy(request):
    iam = request.client('iam')
    arn = iam.create_policy(
        PolicyName=request.properties.get('ManagedPolicyName', request.name),
        PolicyDocument=document(request.properties['PolicyDocument']), **request.pick('Path', 'Description'),
    )['Policy']['Arn']
    for role_name in request.properties.get('Roles', []):
        iam.attach_role_policy(RoleName=role_name, PolicyArn=arn)
    return arn, {'PolicyArn': arn}


@creates(
    'AWS::IAM::OIDCProvider', REPLACE,
    lambda request, arn: request.client('iam').delete_open_id_connect_provider(OpenIDConnectProviderArn=arn),
)
def oidc_provider(request):
    arn = request.client('iam').create_open_id_connect_provider(
        Url=request.properties['Url'], ClientIDList=request.properties.get('ClientIdList', []),
        # AWS looks the thumbprint up itself when none is given.
        ThumbprintList=request.properties.get('ThumbprintList') or ['0' * 40],
    )['OpenIDConnectProviderArn']
    return arn, {'Arn': arn}
