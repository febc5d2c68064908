"""The `Rules` section of a template, which moto ignores: assertions that keep a template out of a wrong account."""
from moto.cloudformation import parsing


class RuleViolated(Exception):
    pass


def check(template, resources):
    """Raises with the descriptions of all assertions that do not hold."""
    broken = []
    for name, rule in template.get('Rules', {}).items():
        if 'RuleCondition' in rule and not _holds(rule['RuleCondition'], resources):
            continue
        broken += [
            f'{name}: {assertion.get("AssertDescription", "assertion failed")}'
            for assertion in rule['Assertions'] if not _holds(assertion['Assert'], resources)
        ]
    if broken:
        raise RuleViolated('; '.join(broken))


def _holds(condition, resources):
    (name, arguments), = condition.items()
    function = FUNCTIONS.get(name)
    if function is None:
        raise RuleViolated(f'{name} is not emulated in rules')
    return function(arguments, resources)


def _value(expression, resources):
    return parsing.clean_json(expression, resources)


def _contains(arguments, resources):
    items, item = (_value(argument, resources) for argument in arguments)
    return item in items


def _each_in(arguments, resources):
    items, allowed = (_value(argument, resources) for argument in arguments)
    return all(item in allowed for item in items)


FUNCTIONS = {
    'Fn::And': lambda arguments, resources: all(_holds(argument, resources) for argument in arguments),
    'Fn::Or': lambda arguments, resources: any(_holds(argument, resources) for argument in arguments),
    'Fn::Not': lambda arguments, resources: not _holds(arguments[0], resources),
    'Fn::Equals': lambda arguments, resources: _value(arguments[0], resources) == _value(arguments[1], resources),
    'Fn::Contains': _contains,
    'Fn::EachMemberIn': _each_in,
}
