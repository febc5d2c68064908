"""IAM, KMS, Secrets Manager, Organizations."""
from urllib.parse import unquote

from bulkhead_aws.inventory.look import GLOBAL, one, same


def _role(look, name, given):
    iam = look('iam')
    found = iam.get_role(RoleName=name)['Role']
    trust = found['AssumeRolePolicyDocument']
    attached = {policy['PolicyArn'] for policy in iam.list_attached_role_policies(RoleName=name)['AttachedPolicies']}
    return same(unquote(trust) if isinstance(trust, str) else trust, given['AssumeRolePolicyDocument']) \
        and attached >= set(given.get('ManagedPolicyArns', [])) \
        and found.get('PermissionsBoundary', {}).get('PermissionsBoundaryArn') == given.get('PermissionsBoundary')


def _policy(look, name, given):
    roles = given.get('Roles', [])
    return roles and all(
        same(look('iam').get_role_policy(RoleName=role, PolicyName=name)['PolicyDocument'], given['PolicyDocument']) for role in roles)


def _key(look, key_id, given):
    kms = look('kms')
    policy = kms.get_key_policy(KeyId=key_id, PolicyName='default')['Policy']
    rotation = kms.get_key_rotation_status(KeyId=key_id)['KeyRotationEnabled']
    return same(policy, given['KeyPolicy']) and rotation == given.get('EnableKeyRotation', False)


def _secret_policy(look, arn, given):
    return same(look('secretsmanager').get_resource_policy(SecretId=arn)['ResourcePolicy'], given['ResourcePolicy'])


def _organizations(look):
    return look('organizations', GLOBAL)


def _organization_policy(look, policy_id, given):
    targets = _organizations(look).list_targets_for_policy(PolicyId=policy_id)['Targets']
    return {target['TargetId'] for target in targets} >= set(given.get('TargetIds', [])) and same(
        _organizations(look).describe_policy(PolicyId=policy_id)['Policy']['Content'], given['Content'])


def _organization_account(look, account_id, given):
    parents = [parent['Id'] for parent in _organizations(look).list_parents(ChildId=account_id)['Parents']]
    return parents == given.get('ParentIds', parents)


CHECKS = {
    'AWS::IAM::Role': _role,
    'AWS::IAM::Policy': _policy,
    'AWS::IAM::RolePolicy': _policy,
    'AWS::IAM::ManagedPolicy': lambda look, arn, given: look('iam').get_policy(PolicyArn=arn)['Policy'],
    'AWS::IAM::OIDCProvider': lambda look, arn, given: look('iam').get_open_id_connect_provider(OpenIDConnectProviderArn=arn)['Url'],
    'AWS::KMS::Key': _key,
    'AWS::KMS::Alias': lambda look, name, given: one(
        look('kms').list_aliases(KeyId=given['TargetKeyId'].split('/')[-1])['Aliases'], AliasName=name),
    'AWS::SecretsManager::Secret': lambda look, arn, given: look('secretsmanager').describe_secret(SecretId=arn)['ARN'] == arn,
    'AWS::SecretsManager::ResourcePolicy': _secret_policy,
    'AWS::Organizations::Organization': lambda look, i, given: _organizations(look).describe_organization()['Organization']['Id'] == i,
    'AWS::Organizations::OrganizationalUnit':
        lambda look, i, given: _organizations(look).describe_organizational_unit(OrganizationalUnitId=i)['OrganizationalUnit'],
    'AWS::Organizations::Account': _organization_account,
    'AWS::Organizations::Policy': _organization_policy,
}
