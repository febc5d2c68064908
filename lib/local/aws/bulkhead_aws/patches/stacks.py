"""The life of a stack: what fails ends quickly, with the reason, and leaves nothing in the way of the next try."""
import logging

from moto.cloudformation import models, parsing
from moto.cloudformation.exceptions import AlreadyExistsException, ValidationError
from moto.cloudformation.models import CloudFormationBackend, Event, Stack

from bulkhead_aws import rules
from bulkhead_aws.patches.intrinsics import unknown_types

log = logging.getLogger('bulkhead')


def install():
    parsing.parse_and_create_resource = _naming_the_resource(parsing.parse_and_create_resource)
    parsing.parse_and_update_resource = _updating_for_real(parsing.parse_and_update_resource)
    CloudFormationBackend.create_stack = _create_stack
    parsing.ResourceMap.parse_ssm_parameter = _parameter_value(parsing.ResourceMap.parse_ssm_parameter)
    Stack.update = _update
    # moto lists what a false condition left out, without a name.
    Stack.stack_resources = property(lambda self: [one for one in self.resource_map.values() if one is not None])


class ResourceFailed(Exception):
    """Which resource failed, for the event that the toolkit prints."""

    def __init__(self, logical_id, kind, reason):
        super().__init__(reason)
        self.logical_id, self.kind = logical_id, kind


def _reason(error):
    return str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error) or type(error).__name__


def _naming_the_resource(create):
    def parse_and_create_resource(logical_id, resource_json, resources_map, account_id, region_name):
        try:
            return create(logical_id, resource_json, resources_map, account_id, region_name)
        except ResourceFailed:
            raise
        except Exception as error:
            raise ResourceFailed(logical_id, resource_json['Type'], _reason(error)) from error
    return parse_and_create_resource


def _updating_for_real(update):
    def parse_and_update_resource(logical_id, resource_json, resources_map, account_id, region_name):
        kind = resource_json['Type']
        model = parsing.resource_class_from_type(kind)
        if hasattr(model.update_from_cloudformation_json, '__isabstractmethod__'):
            # moto would forget the resource instead of changing it.
            raise ResourceFailed(logical_id, kind, f'changing {kind} in place is not emulated; start a fresh embedded AWS')
        try:
            return update(logical_id, resource_json, resources_map, account_id, region_name)
        except Exception as error:
            raise ResourceFailed(logical_id, kind, _reason(error)) from error
    return parse_and_update_resource


def _parameter_value(fetch):
    def parse_ssm_parameter(self, value, value_type):
        try:
            return fetch(self, value, value_type)
        except AttributeError:
            # moto answers a server error, which the toolkit tries again and again.
            raise ValidationError(message=f'Unable to fetch parameters [{value}] from parameter store for this account.') from None
    return parse_ssm_parameter


def _check(stack, template):
    """Everything that can be refused before anything is created."""
    rules.check(template, stack.resource_map)
    for logical_id, kind in unknown_types(template, stack.resource_map):
        raise ResourceFailed(logical_id, kind, f'{kind} is neither supported by moto nor by the embedded AWS')


def _create_stack(backend, name, template, parameters, notification_arns=None, tags=None, role_arn=None,
                  enable_termination_protection=False, timeout_in_mins=None, stack_policy_body=None):
    """moto's own leaves a stack in progress for ever when a resource fails, and its exports registered."""
    if any(stack.name == name for stack in backend.stacks.values()):
        raise AlreadyExistsException(f'Stack {name} already exists')
    stack = Stack(
        stack_id=models.generate_stack_id(name, backend.region_name, backend.account_id), name=name, template=template,
        parameters=parameters, account_id=backend.account_id, region_name=backend.region_name,
        notification_arns=notification_arns, tags=tags, role_arn=role_arn, cross_stack_resources=None,
        enable_termination_protection=enable_termination_protection, timeout_in_mins=timeout_in_mins,
        stack_policy_body=stack_policy_body,
    )
    backend.stacks[stack.stack_id] = stack
    populate(backend, stack)
    return stack


def populate(backend, stack):
    """Creates everything in a stack that has its template, or takes it all back."""
    # moto replaces an empty dictionary of exports by another one, which never sees what is exported later.
    stack.cross_stack_resources = stack.resource_map.cross_stack_resources = backend.exports
    stack._add_stack_event('CREATE_IN_PROGRESS', resource_status_reason='User Initiated')
    try:
        _check(stack, stack.template_dict)
        stack.create_resources()
        backend._validate_export_uniqueness(stack)
        # evaluated once here, so that an output that cannot be resolved fails its own stack.
        exports, _ = stack.exports, stack.outputs
    except Exception as error:
        _roll_back(stack, error)
        return
    backend.exports.update({export.name: export for export in exports})


def _fail_event(stack, status, error):
    failed = error if isinstance(error, ResourceFailed) else ResourceFailed(stack.name, 'AWS::CloudFormation::Stack', _reason(error))
    log.warning('%s: %s %s (%s): %s', stack.name, status, failed.logical_id, failed.kind, failed)
    stack.events.append(Event(
        stack_id=stack.stack_id, stack_name=stack.name, logical_resource_id=failed.logical_id, physical_resource_id='',
        resource_type=failed.kind, resource_status=status, resource_status_reason=str(failed), resource_properties=None,
    ))
    return f'{failed.logical_id} ({failed.kind}): {failed}'


def _roll_back(stack, error):
    """Takes back what came into being, retained or not, so that the next deploy finds no name taken."""
    why = _fail_event(stack, 'CREATE_FAILED', error)
    stack._add_stack_event('ROLLBACK_IN_PROGRESS', resource_status_reason=why)
    resources = stack.resource_map
    made = [one for one in resources._parsed_resources.values() if hasattr(one, 'cf_resource_type')]
    for resource in reversed(made):
        definition = resources._resource_json_map.get(resource.logical_resource_id)
        try:
            resources._delete_resource(resource, definition)
        except Exception as failure:
            log.warning('%s: %s stays after the rollback: %s', stack.name, resource.logical_resource_id, _reason(failure))
        resources._parsed_resources.pop(resource.logical_resource_id, None)
    resources._resource_json_map = {}
    stack.output_map = models.OutputMap(resources, {}, stack.stack_id)
    stack.status, stack.stack_status_reason = 'ROLLBACK_COMPLETE', why
    stack._add_stack_event('ROLLBACK_COMPLETE', resource_status_reason=why)


def _update(stack, template, role_arn=None, parameters=None, tags=None):
    """moto's own raises a server error half-way; this one ends the update, though what it had changed stays changed."""
    stack._add_stack_event('UPDATE_IN_PROGRESS', resource_status_reason='User Initiated')
    before, old_exports = stack.template, [export.name for export in stack.exports]
    backend = models.cloudformation_backends[stack.account_id][stack.region_name]
    gone = set(stack.template_dict['Resources']) - set(stack.parse_template(template)['Resources'])
    try:
        stack.template = template
        stack._parse_template()
        _check(stack, stack.template_dict)
        stack.resource_map.update(stack.template_dict, parameters)
        # moto keeps what it deleted and would not create it again under the same logical id.
        for logical_id in gone:
            stack.resource_map._parsed_resources.pop(logical_id, None)
        stack.output_map = stack._create_output_map()
        exports, _ = stack.exports, stack.outputs
    except Exception as error:
        why = _fail_event(stack, 'UPDATE_FAILED', error)
        stack.template = before
        stack._parse_template()
        stack.output_map = stack._create_output_map()
        stack.status, stack.stack_status_reason = 'UPDATE_ROLLBACK_COMPLETE', why
        stack._add_stack_event('UPDATE_ROLLBACK_COMPLETE', resource_status_reason=why)
        return
    for name in old_exports:
        backend.exports.pop(name, None)
    backend.exports.update({export.name: export for export in exports})
    stack.role_arn, stack.status = role_arn, 'UPDATE_COMPLETE'
    stack.parameters = parameters or stack.parameters
    stack.tags = tags if tags is not None else stack.tags
    stack._add_stack_event('UPDATE_COMPLETE')
