"""One embedded AWS for all tests of this process, and the few calls that they share."""
import functools
import io
import json
import threading
import urllib.request
import zipfile

import boto3
from botocore.config import Config

REGION = 'me-central-1'
STAGING, PRODUCTION, MANAGEMENT = '111111111111', '222222222222', '999999999999'


@functools.lru_cache(maxsize=None)
def endpoint():
    from bulkhead_aws import server
    started = server.start()
    threading.Thread(target=started.serve_forever, daemon=True).start()
    return f'http://127.0.0.1:{started.port}'


def client(service, account=STAGING, region=REGION, **credentials):
    given = credentials or {'aws_access_key_id': account, 'aws_secret_access_key': 'test'}
    config = Config(retries={'max_attempts': 0}, s3={'addressing_style': 'path'})
    return boto3.client(service, region_name=region, endpoint_url=endpoint(), config=config, **given)


def post(path, **body):
    with urllib.request.urlopen(urllib.request.Request(endpoint() + path, data=json.dumps(body).encode())) as response:
        return json.loads(response.read())


def template(resources, **sections):
    return json.dumps({'Resources': resources, **sections})


def deploy(name, body, account=STAGING, region=REGION):
    """Creates a stack and answers it as the service describes it afterwards."""
    cloudformation = client('cloudformation', account, region)
    cloudformation.create_stack(StackName=name, TemplateBody=body)
    return cloudformation.describe_stacks(StackName=name)['Stacks'][0]


def failures(name, account=STAGING, region=REGION):
    events = client('cloudformation', account, region).describe_stack_events(StackName=name)['StackEvents']
    return [
        (event['LogicalResourceId'], event['ResourceType'], event['ResourceStatusReason'])
        for event in events if event['ResourceStatus'] in ('CREATE_FAILED', 'UPDATE_FAILED')
    ]


def zipped():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, 'w') as file:
        file.writestr('index.js', 'exports.handler = async () => ({});')
    return archive.getvalue()
