"""What the stacks hold: resolved properties to find a resource by, and which resources are no more than a record."""
from moto.cloudformation.models import cloudformation_backends

from bulkhead_aws.registry import Resource


def _described(resource):
    ours = isinstance(resource, Resource)
    return {
        'type': resource.cf_resource_type, 'physicalId': resource.physical_resource_id,
        'recorded': resource.type.recorded if ours else '', 'properties': resource.request.properties if ours else {},
    }


def _resources(stack):
    return {
        logical_id: _described(resource) for logical_id, resource in list(stack.resource_map._parsed_resources.items())
        if hasattr(resource, 'cf_resource_type')
    }


def stack_contents(account, region, name):
    stack = cloudformation_backends[account][region].get_stack(name)
    return {'resources': _resources(stack), 'conditions': dict(stack.resource_map.lazy_condition_map)}


def recorded_resources():
    """Every resource of every account that exists only here."""
    return [
        {'account': account, 'region': region, 'stack': stack.name, 'logicalId': logical_id, **described}
        for account, regions in list(cloudformation_backends.items())
        for region, backend in list(regions.items())
        for stack in list(backend.stacks.values())
        for logical_id, described in _resources(stack).items() if described['recorded']
    ]
