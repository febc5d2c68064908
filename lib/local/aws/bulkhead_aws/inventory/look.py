"""Looking into one account and region from outside, through the services' own APIs."""
import functools
import json
from dataclasses import dataclass
from urllib.request import Request, urlopen

import boto3
from botocore.config import Config

# the home of services that answer in one region only.
GLOBAL = 'us-east-1'


@functools.lru_cache(maxsize=None)
def _client(endpoint, service, account, region):
    # an access key that is an account id acts in that account.
    return boto3.client(
        service, region_name=region, endpoint_url=endpoint, aws_access_key_id=account, aws_secret_access_key='inventory',
        config=Config(retries={'max_attempts': 0}, s3={'addressing_style': 'path'}),
    )


@dataclass(frozen=True)
class Look:
    endpoint: str
    account: str
    region: str

    def __call__(self, service, region=None):
        return _client(self.endpoint, service, self.account, region or self.region)

    def ask(self, path, **body):
        """A route that is ours, not Amazon's."""
        with urlopen(Request(self.endpoint + path, data=json.dumps(body).encode())) as response:
            return json.loads(response.read())


def one(items, **wanted):
    """Whether any of the items has all of these values."""
    return any(all(item.get(key) == value for key, value in wanted.items()) for item in items)


def same(document, expected):
    """Whether two policies say the same, however they are written."""
    parsed = [json.loads(value) if isinstance(value, str) else value for value in (document, expected)]
    return parsed[0] == parsed[1]
