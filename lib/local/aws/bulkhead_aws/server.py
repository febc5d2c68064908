"""Listens on a free port of this machine and leaves when whoever started it is gone."""
import json
import logging
import os
import signal
import sys
import threading

# read by moto when it is imported.
os.environ.update(
    MOTO_S3_ALLOW_CROSSACCOUNT_ACCESS='false',
    MOTO_IAM_LOAD_MANAGED_POLICIES='true',
    MOTO_ENABLE_ISO_REGIONS='false',
    AWS_EC2_METADATA_DISABLED='true',
)

from moto.moto_server.werkzeug_app import MotoRequestHandler  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

from bulkhead_aws import clients, patches, types  # noqa: E402, F401
from bulkhead_aws.application import Application  # noqa: E402

HOST = '127.0.0.1'


class QuietHandler(MotoRequestHandler):
    """One line a request would drown the lines that matter."""

    # the SDKs keep their connections; opening one a call costs more than moto's answer.
    protocol_version = 'HTTP/1.1'

    def log_request(self, *_args, **_kwargs):
        pass


def start():
    """Binds port 0, so that no port of another program is ever in the way."""
    patches.install()
    application = Application()
    server = make_server(HOST, 0, application, threaded=True, request_handler=QuietHandler)
    os.environ['MOTO_PORT'] = str(server.port)
    clients.connect(application, f'http://{HOST}:{server.port}')
    return server


def _leave_with_parent():
    # the pipe closes when the parent ends, however it ends.
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def main():
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format='%(name)s: %(message)s')
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))
    server = start()
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    print(json.dumps({'port': server.port}), flush=True)
    server.serve_forever()
