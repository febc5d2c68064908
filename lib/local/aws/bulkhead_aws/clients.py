"""boto3 clients whose calls are answered by moto in the same process and thread, so that a lock held there stays held."""
import functools
import io

import boto3
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bulkhead_aws import acting

_target = {'application': None, 'endpoint': 'http://127.0.0.1'}


def connect(application, endpoint):
    """Says which application answers, and under which address it is known outside: queue addresses are made from it."""
    _target.update(application=application, endpoint=endpoint)


class _Body(io.BytesIO):
    def stream(self, **_):
        yield self.read()


def _answer(request, **_):
    headers = {name: value.decode() if isinstance(value, bytes) else value for name, value in request.headers.items()}
    headers['x-moto-account-id'] = acting.account()
    body = request.body.read() if hasattr(request.body, 'read') else request.body
    path, _, query = request.url.removeprefix(_target['endpoint']).partition('?')
    builder = EnvironBuilder(
        method=request.method, path=path or '/', query_string=query, base_url=_target['endpoint'], headers=headers,
        data=body.encode() if isinstance(body, str) else body or b'',
    )
    chunks, status, answered = run_wsgi_app(_target['application'], builder.get_environ())
    return AWSResponse(request.url, int(status.split()[0]), dict(answered), _Body(b''.join(chunks)))


@functools.lru_cache(maxsize=None)
def _session():
    return boto3.session.Session(aws_access_key_id='cloudformation', aws_secret_access_key='cloudformation')


@functools.lru_cache(maxsize=None)
def client(service, region):
    """A client that acts in whichever account is current when it is called."""
    made = _session().client(
        service, region_name=region, endpoint_url=_target['endpoint'],
        config=Config(retries={'max_attempts': 0}, s3={'addressing_style': 'path'}),
    )
    made.meta.events.register('before-send', _answer)
    return made
