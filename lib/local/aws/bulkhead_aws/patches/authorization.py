"""Who may do what, once identity policies are enforced: moto checks actions, and hardly any resource."""
import json
import re
from urllib.parse import unquote

from moto.cloudformation.responses import CloudFormationResponse
from moto.awslambda.responses import LambdaResponse
from moto.core.authorization import ActionAuthenticatorMixin
from moto.core.exceptions import JsonRESTError, _RESTError
from moto.dynamodb.responses import DynamoHandler
from moto.events.responses import EventsHandler
from moto.iam.access_control import IAMPolicyStatement, PermissionResult
from moto.kms.responses import KmsResponse
from moto.s3.responses import ACTION_MAP as S3_ACTIONS
from moto.secretsmanager.responses import SecretsManagerResponse
from moto.ssm.responses import SimpleSystemManagerResponse

from bulkhead_aws import acting
from bulkhead_aws.failures import REST_JSON


def install():
    authorize = ActionAuthenticatorMixin._authenticate_and_authorize_action

    def authorize_outsiders(self, iam_request_cls, resource='*'):
        # CloudFormation's own calls carry no credentials; they come from this process and cannot be sent from outside.
        if acting.account() is not None:
            return
        def asking(part=None):
            def asked(action, **request):
                return iam_request_cls(action=part or IAM_NAMES.get((self.service_name, action), action), **request)
            return asked
        try:
            for part, of in _parts(self) or [(None, resource)]:
                authorize(self, asking(part), of)
        except _RESTError as refused:
            raise _in_json(refused) if _speaks_json(self) else refused
    ActionAuthenticatorMixin._authenticate_and_authorize_action = authorize_outsiders

    # moto evaluates every call of these services against the resource `*`, which only a policy for `*` allows.
    SecretsManagerResponse._determine_resource = _secret
    SimpleSystemManagerResponse._determine_resource = _parameter
    DynamoHandler._determine_resource = _table
    KmsResponse._determine_resource = _key
    EventsHandler._determine_resource = _bus
    CloudFormationResponse._determine_resource = _stack
    LambdaResponse._determine_resource = _function
    S3_ACTIONS['BUCKET']['GET'].update(BUCKET_READS)

    IAMPolicyStatement.is_action_permitted = _conditions_apart(IAMPolicyStatement.is_action_permitted)
    IAMPolicyStatement._check_principal = _trusts(IAMPolicyStatement._check_principal)


# operations whose permission has another name.
IAM_NAMES = {('awslambda', 'Invoke'): 'InvokeFunction', ('apigateway', 'GetRestApis'): 'GET'}

# questions about a bucket, each by its own permission; moto takes those that it does not know for listing objects.
BUCKET_READS = {
    'encryption': 'GetEncryptionConfiguration', 'ownershipControls': 'GetBucketOwnershipControls',
    'publicAccessBlock': 'GetBucketPublicAccessBlock', 'replication': 'GetReplicationConfiguration',
}

# what the services that speak JSON call the refusals that moto knows by their XML names.
JSON_NAMES = {
    'AccessDenied': 'AccessDeniedException', 'InvalidClientTokenId': 'UnrecognizedClientException',
    'SignatureDoesNotMatch': 'InvalidSignatureException',
}


def _speaks_json(response):
    return 'X-Amz-Target' in response.headers or response.service_name.removeprefix('aws') in REST_JSON


def _in_json(refused):
    """moto refuses in XML whatever the caller speaks, which an SDK that expects JSON reports as a syntax error."""
    error = JsonRESTError(JSON_NAMES.get(refused.error_type, refused.error_type), refused.message)
    error.code = 400 if refused.error_type == 'SignatureDoesNotMatch' else refused.code
    return error


def _conditions_apart(evaluate):
    def is_action_permitted(self, action, resource='*', principal=None, incoming_condition_values=None):
        # moto knows no condition keys of an identity's policy and takes an unmet condition for an explicit denial, of
        # allowing and denying statements alike. Here an allow counts without its conditions, a deny with them does not.
        if principal is None and self._statement.get('Condition'):
            if self._statement['Effect'] == 'Deny':
                return PermissionResult.NEUTRAL
            self = IAMPolicyStatement({key: value for key, value in self._statement.items() if key != 'Condition'})
        if principal is not None and 'Null' in self._statement.get('Condition', {}):
            # moto knows no test for a key's absence in a trust; what it does know stays.
            known = {test: keys for test, keys in self._statement['Condition'].items() if test != 'Null'}
            self = IAMPolicyStatement({**self._statement, 'Condition': known})
        if 'NotResource' in self._statement:
            # without a resource element moto allows everything.
            return PermissionResult.NEUTRAL
        return evaluate(self, action, resource, principal, incoming_condition_values)
    return is_action_permitted


def _trusts(check):
    def _check_principal(self, principal):
        named = (self._statement.get('Principal') or {}).get('AWS', []) if isinstance(self._statement.get('Principal'), dict) else []
        account = principal.split(':')[4]
        # an account stands for everyone in it; moto compares the session's own ARN alone.
        accounts = {account, f'arn:aws:iam::{account}:root'}
        return bool(accounts & {named} if isinstance(named, str) else accounts & set(named)) or check(self, principal)
    return _check_principal


def _body(response):
    body = response.body
    return body if isinstance(body, dict) else json.loads(body or '{}')


def _arn(response, service, name):
    return f'arn:aws:{service}:{response.region}:{response.current_account}:{name}'


def _secret(response):
    name = _body(response).get('SecretId')
    if not name:
        return '*'
    secret = response.backend.secrets.get(name) if response.backend._is_valid_identifier(name) else None
    return secret.arn if secret else name


def _parameter(response):
    body = _body(response)
    name = body.get('Name') or body.get('Path') or next(iter(body.get('Names') or []), None)
    return _arn(response, 'ssm', f'parameter/{name.lstrip("/")}') if name and not name.startswith('arn:') else name or '*'


def _table(response):
    name = _body(response).get('TableName') or _body(response).get('ResourceArn')
    if not name:
        return '*'
    return name if name.startswith('arn:') else _arn(response, 'dynamodb', f'table/{name}')


def _parts(response):
    """A transaction needs no permission of its own, but that of each of its operations on its table."""
    if not response.headers.get('X-Amz-Target', '').endswith('.TransactWriteItems'):
        return []
    named = {'Put': 'PutItem', 'Delete': 'DeleteItem', 'Update': 'UpdateItem', 'ConditionCheck': 'ConditionCheckItem'}
    return [(named[kind], _arn(response, 'dynamodb', f'table/{operation["TableName"].split("/")[-1]}'))
            for item in _body(response).get('TransactItems', []) for kind, operation in item.items()]


def _key(response):
    name = _body(response).get('KeyId')
    if not name or name.startswith('arn:'):
        return name or '*'
    return _arn(response, 'kms', name if name.startswith('alias/') else f'key/{name}')


def _stack(response):
    name = response._get_param('StackName')
    if not name or name.startswith('arn:'):
        return name or '*'
    return _arn(response, 'cloudformation', f'stack/{name}/*')


def _function(response):
    name = re.search(r'/functions/([^/]+)', unquote(response.path))
    if not name:
        return '*'
    return name[1] if name[1].startswith('arn:') else _arn(response, 'lambda', f'function:{name[1]}')


def _bus(response):
    body = _body(response)
    if response.headers.get('X-Amz-Target', '').endswith('.DescribeEventBus'):
        named = body.get('Name')
    else:
        named = next((entry.get('EventBusName') for entry in body.get('Entries', [])), None)
    if not named:
        return _arn(response, 'events', 'event-bus/default') if 'Entries' in body else '*'
    return named if named.startswith('arn:') else _arn(response, 'events', f'event-bus/{unquote(named)}')
