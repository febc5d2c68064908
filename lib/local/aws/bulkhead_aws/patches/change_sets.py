"""Change sets: `cdk bootstrap` knows no other way, and moto's drop outputs and exports and find each other's by name."""
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import CloudFormationBackend
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult, EmptyResult

from bulkhead_aws.patches.stacks import populate


def install():
    CloudFormationBackend.execute_change_set = _execute
    CloudFormationResponse.describe_change_set = _describe
    CloudFormationResponse.delete_change_set = _delete


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
        raise ValidationError(message=f'ChangeSet [{name}] does not exist')
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


def _delete(response):
    backend, name, stack = _named(response)
    found = _find(backend, name, stack)
    # deleting what is not there is no error on AWS, and the toolkit relies on it.
    if found is not None:
        del backend.change_sets[found.change_set_id]
    return EmptyResult()
