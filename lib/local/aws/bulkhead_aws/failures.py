"""What answers when moto itself breaks: an error that an SDK shows at once, instead of one that it tries again for a minute."""
import json
import logging
import re
from xml.sax.saxutils import escape

log = logging.getLogger('bulkhead')

REST_JSON = {'account', 'apigateway', 'lambda', 'scheduler'}


def _service(environ):
    scope = re.search(r'Credential=[^/]+/[^/]+/[^/]+/([^/]+)/', environ.get('HTTP_AUTHORIZATION', ''))
    return scope.group(1) if scope else ''


def answer_failure(environ, start_response, error):
    where = environ.get('HTTP_X_AMZ_TARGET') or f'{environ.get("REQUEST_METHOD")} {environ.get("PATH_INFO")}'
    log.error('%s %s failed', _service(environ), where, exc_info=error)
    message = f'the embedded AWS failed: {type(error).__name__}: {error}'
    if 'HTTP_X_AMZ_TARGET' in environ or _service(environ) in REST_JSON:
        kind, body = 'application/json', json.dumps({'__type': 'EmulatorFailure', 'message': message})
    else:
        kind = 'text/xml'
        body = f'<ErrorResponse><Error><Code>EmulatorFailure</Code><Message>{escape(message)}</Message></Error></ErrorResponse>'
    # SDKs retry every 5xx.
    start_response('400 Bad Request', [('Content-Type', kind)])
    return [body.encode()]
