"""Change sets: `cdk bootstrap` and the gate know no other way; moto's drop outputs and exports and find each other's by name."""
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import CloudFormationBackend
from moto.cloudformation.responses import CloudFormationResponse, transform_dict
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, EmptyResult

from bulkhead_aws.patches.stacks import populate


def install():
    CloudFormationBackend.execute_change_set = _execute
    CloudFormationResponse.describe_change_set = _describe
    CloudFormationResponse.delete_change_set = _delete
    CloudFormationResponse.list_change_sets = _list
    CloudFormationResponse.get_template = _template
    # moto keeps tags as a dictionary, which becomes an empty list on the wire.
    CloudFormationResponse.RESPONSE_KEY_PATH_TO_TRANSFORMER['DescribeChangeSetOutput.Tags'] = lambda tags: transform_dict(tags or {})


class ChangeSetNotFound(ServiceException):
    """Under the name by which the toolkit recognises that a change set is gone."""

    code = 'ChangeSetNotFoundException'


def _find(backend, name, stack):
    """The toolkit gives the change sets of all stacks the same name, so the stack counts as well."""
    for change_set in backend.change_sets.values():
        if name == change_set.change_set_id:
            return change_set
        if name == change_set.change_set_name and stack in (None, change_set.stack_name, change_set.stack_id):
            return change_set
    return None


def _existing(backend, name, stack):
    found = _find(backend, name, stack)
    if found is None:
        raise ChangeSetNotFound(f'ChangeSet [{name}] does not exist')
    return found


def _execute(backend, change_set_name, stack_name=None):
    change_set = _existing(backend, change_set_name, stack_name)
    stack = change_set.stack
    if change_set.change_set_type == 'CREATE':
        stack.template, stack.parameters = change_set.template, change_set.parameters
        stack._parse_template()
        stack.resource_map = stack._create_resource_map()
        stack.output_map = stack._create_output_map()
        populate(backend, stack)
    else:
        stack.update(change_set.template, change_set.role_arn, change_set.parameters, change_set.tags)
    change_set.execution_status = 'EXECUTE_COMPLETE'


def _named(response):
    return response.cloudformation_backend, response._get_param('ChangeSetName'), response._get_param('StackName')


def _describe(response):
    return ActionResult(_existing(*_named(response)))


def _list(response):
    stack = response._get_param('StackName')
    found = [one for one in response.cloudformation_backend.list_change_sets() if stack in (one.stack_name, one.stack_id)]
    return ActionResult({'Summaries': found})


def _template(response):
    """moto gives the stack's template, whichever change set is asked for."""
    backend, name, stack = _named(response)
    body = backend.get_template(stack) if name is None else _existing(backend, name, stack).template
    return ActionResult({'TemplateBody': body})


def _delete(response):
    backend, name, stack = _named(response)
    found = _find(backend, name, stack)
    # deleting what is not there is no error on AWS, and the toolkit relies on it.
    if found is not None:
        del backend.change_sets[found.change_set_id]
    return EmptyResult()
