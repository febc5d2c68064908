"""Single services whose behaviour stands in the way."""
import re
from functools import lru_cache
from urllib.parse import unquote

import jsonpath_ng.ext
from moto.awslambda.responses import LambdaResponse
from moto.core.responses import BaseResponse
from moto.dynamodb.models.table import Table
from moto.iam import models as iam
from moto.sqs.models import Queue


def install():
    # moto runs functions in docker when a queue or a table has a mapping; here the Lambda host polls and runs them.
    for source in (Queue, Table):
        source.lambda_event_source_mappings = property(lambda self: {}, lambda self, value: None)

    # moto parses the same few paths for every event, each time with a parser built anew, which takes a tenth of a second.
    jsonpath_ng.ext.parse = lru_cache(maxsize=None)(jsonpath_ng.ext.parse)

    LambdaResponse.invoke = _try_out(LambdaResponse.invoke)

    # moto takes any unknown access key for one account; a key that is an account id names that account, so that the
    # first deploy of an account needs no role to assume. Enforced signatures end it: such a key has no secret.
    BaseResponse.access_key_regex = re.compile(r'AWS.*(?P<access_key>(?<![A-Z0-9])(?:[A-Z0-9]{20}|[0-9]{12})(?![A-Z0-9]))[:/]')
    known = iam.get_account_id_from
    iam.get_account_id_from = lambda key: key if re.fullmatch('[0-9]{12}', key) else known(key)


def _try_out(invoke):
    """moto runs the function to find out whether it may be run."""
    def invoke_unless_dry(self):
        if self.headers.get('X-Amz-Invocation-Type') == 'DryRun':
            name = unquote(self.path.rsplit('/', 2)[-2])
            return (204, {}, '') if self.backend.get_function(name) else (404, {}, '{}')
        return invoke(self)
    return invoke_unless_dry
