"""What answers on the port: moto, one request at a time, and the few routes that are ours."""
import json
import threading

from moto import settings
from moto.core.authorization import ActionAuthenticatorMixin
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from bulkhead_aws import acting, organization
from bulkhead_aws.failures import answer_failure
from bulkhead_aws.recorded import recorded_resources, stack_contents

# moto's account override: it would let any caller step into any account.
_ACCOUNT_OVERRIDE = 'HTTP_X_MOTO_ACCOUNT_ID'


def enforcing():
    return settings.INITIAL_NO_AUTH_ACTION_COUNT == 0


def _enforce(body):
    settings.INITIAL_NO_AUTH_ACTION_COUNT = 0 if body['enabled'] else float('inf')
    ActionAuthenticatorMixin.request_count = 0
    return {'enabled': enforcing()}


ROUTES = {
    '/bulkhead/enforcement': _enforce,
    '/bulkhead/organization': lambda body: organization.create(body['managementAccountId']),
    '/bulkhead/organization/adopt': lambda body: organization.adopt(
        body['managementAccountId'], body['accountId'], body['email'], body['name']),
    '/bulkhead/stack': lambda body: stack_contents(body['account'], body['region'], body['stack']),
    '/bulkhead/recorded': lambda _body: {'resources': recorded_resources()},
}


class Application:
    """moto's state is plain dictionaries, and the toolkit deploys several stacks at once: requests take turns."""

    def __init__(self):
        self.inner = DomainDispatcherApplication(create_backend_app)
        self.turn = threading.RLock()

    def __call__(self, environ, start_response):
        route = ROUTES.get(environ.get('PATH_INFO', ''))
        if route:
            with self.turn:
                return self._ours(route, environ, start_response)
        # CloudFormation's own calls say so in whose account they act, and come from this process.
        if enforcing() and acting.account() is None:
            environ.pop(_ACCOUNT_OVERRIDE, None)
        if environ.get('HTTP_X_AMZ_TARGET') == 'AmazonSQS.ReceiveMessage':
            # a long poll waits for a message that nobody could send while it held the turn.
            return self._moto(environ, start_response)
        with self.turn:
            return self._moto(environ, start_response)

    def _moto(self, environ, start_response):
        try:
            return self.inner(environ, start_response)
        except Exception as error:
            return answer_failure(environ, start_response, error)

    def _ours(self, route, environ, start_response):
        length = int(environ.get('CONTENT_LENGTH') or 0)
        try:
            status, answer = '200 OK', route(json.loads(environ['wsgi.input'].read(length) or b'{}'))
        except Exception as error:
            status, answer = '400 Bad Request', {'error': f'{type(error).__name__}: {error}'}
        start_response(status, [('Content-Type', 'application/json')])
        return [json.dumps(answer).encode()]
