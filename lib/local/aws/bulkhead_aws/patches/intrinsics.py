"""Templates: which types and functions moto understands, and that it says so when it does not."""
from moto.cloudformation import parsing

from bulkhead_aws.registry import TYPES

KNOWN_FUNCTIONS = {
    'Ref', 'Fn::FindInMap', 'Fn::GetAtt', 'Fn::If', 'Fn::Join', 'Fn::Split', 'Fn::Select', 'Fn::Sub', 'Fn::ImportValue',
    'Fn::GetAZs', 'Fn::Base64', 'Fn::ToJsonString',
    # moto cleans the inner conditions of a condition before it evaluates them.
    'Fn::Equals', 'Fn::Not', 'Fn::And', 'Fn::Or',
}
# names that moto makes up are longer than these services allow.
NAME_LIMITS = {'AWS::IAM::Role': 64, 'AWS::Lambda::Function': 64, 'AWS::Events::Rule': 64, 'AWS::IAM::Policy': 128}
IGNORED_BY_MOTO = set(parsing.NULL_MODELS)


def install():
    native = parsing.get_model_map()
    moto_clean, moto_name = parsing.clean_json, parsing.generate_resource_name

    # moto decides by class; ours come first, because its own drop properties (TTL, policies, encryption, tags).
    models = {**native, **TYPES}
    parsing.get_model_map = lambda: models
    parsing.get_model_list = lambda: list(models.values())
    parsing.resource_class_from_type = _class_of(models)

    def clean_json(value, resources):
        if isinstance(value, dict) and len(value) == 1:
            (name, argument), = value.items()
            if name.startswith('Fn::') and name not in KNOWN_FUNCTIONS:
                # moto would leave the function as it stands and hand it to the service.
                raise ValueError(f'{name} is not emulated')
            if name == 'Fn::FindInMap':
                return _find_in_map(argument, resources)
            if name == 'Fn::GetAZs':
                # moto takes the argument as it stands, and none for a region of its own.
                region = moto_clean(argument, resources) or resources['AWS::Region']
                return moto_clean({name: region}, resources)
        return moto_clean(value, resources)
    parsing.clean_json = clean_json

    def generate_resource_name(resource_type, stack_name, logical_id):
        name = moto_name(resource_type, stack_name, logical_id)
        limit = NAME_LIMITS.get(resource_type)
        # the end tells names apart.
        return name if limit is None or len(name) <= limit else name[-limit:].lstrip('-')
    parsing.generate_resource_name = generate_resource_name

    # moto looks the types of outputs up before it creates anything and fails on a type that it lacks with a server error.
    parsing.ResourceMap.validate_outputs = lambda self: None


def _class_of(models):
    def resource_class_from_type(name):
        if name in models:
            return models[name]
        raise NotImplementedError(f'{name} is neither supported by moto nor by the embedded AWS')
    return resource_class_from_type


def _find_in_map(argument, resources):
    """A missing key is how a template refuses a wrong account or region, so the message says which key."""
    keys = [parsing.clean_json(key, resources) for key in argument]
    found = resources[keys[0]]
    for key in keys[1:]:
        if key not in found:
            raise KeyError(f'mapping {keys[0]} has no value for {" / ".join(keys[1:])}')
        found = found[key]
    return parsing.clean_json(found, resources)


def unknown_types(template, resource_map):
    """Logical id and type of everything in a template that would be skipped; what a false condition leaves out is fine."""
    models = parsing.get_model_map()
    return [
        (logical_id, resource['Type']) for logical_id, resource in template.get('Resources', {}).items()
        if resource['Type'] not in models
        and ('Condition' not in resource or resource_map.lazy_condition_map[resource['Condition']])
    ]
