"""One answer for every resource of every template: verified, recorded, or missing with the reason."""
from botocore.exceptions import BotoCoreError, ClientError

from bulkhead_aws.inventory.assembly import stacks
from bulkhead_aws.inventory.checks import CHECKS
from bulkhead_aws.inventory.look import Look


def compare(endpoint, folder):
    result = {'stacks': 0, 'resources': 0, 'verified': 0, 'recorded': 0, 'missing': []}
    for stack in stacks(folder):
        result['stacks'] += 1
        for logical_id, kind, verdict in _verdicts(Look(endpoint, stack.account, stack.region), stack):
            result['resources'] += 1
            if verdict in ('verified', 'recorded'):
                result[verdict] += 1
            else:
                result['missing'].append({'stack': stack.name, 'logicalId': logical_id, 'type': kind, 'reason': verdict})
    return result


def _verdicts(look, stack):
    try:
        described = look('cloudformation').describe_stack_resources(StackName=stack.name)['StackResources']
        contents = look.ask('/bulkhead/stack', account=stack.account, region=stack.region, stack=stack.name)
    except (ClientError, OSError) as error:
        yield from ((logical_id, given['Type'], f'its stack is not deployed: {error}') for logical_id, given in stack.resources.items())
        return
    physical = {one['LogicalResourceId']: one['PhysicalResourceId'] for one in described if one.get('LogicalResourceId')}
    for logical_id, given in stack.resources.items():
        if contents['conditions'].get(given.get('Condition', ''), True):
            yield logical_id, given['Type'], _verdict(look, given['Type'], physical.get(logical_id), contents['resources'].get(logical_id))


def _verdict(look, kind, physical_id, known):
    if physical_id is None or known is None:
        return 'the stack does not have it'
    if known['recorded']:
        return 'recorded'
    check = CHECKS.get(kind)
    if check is None:
        return 'the inventory has no check for this type'
    try:
        return 'verified' if check(look, physical_id, known['properties']) else 'the service does not have it as the template says'
    except (ClientError, BotoCoreError, LookupError) as error:
        return f'the service does not have it: {error}'
