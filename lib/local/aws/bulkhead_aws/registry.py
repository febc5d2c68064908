"""The CloudFormation types that we create ourselves, and what is known about each."""
import json
from dataclasses import dataclass, field

from bulkhead_aws import clients
from bulkhead_aws.acting import acting_in

TYPES = {}

# running the creation again sets everything anew: right for policies, parameters and other documents.
REAPPLY = 'reapply'
# what the resource held is lost with it, and a service refuses names in use: right for associations and rules.
REPLACE = 'replace'


@dataclass(frozen=True)
class Request:
    """One resource to create, its properties resolved."""
    type: str
    logical_id: str
    name: str
    properties: dict
    account: str
    region: str
    stack_id: str = ''

    def client(self, service, region=None):
        return clients.client(service, region or self.region)

    def pick(self, *names, **renamed):
        """The properties given under these names; renamed=theirs takes ours under the service's name."""
        given = {name: self.properties[name] for name in names if name in self.properties}
        return {**given, **{ours: self.properties[theirs] for ours, theirs in renamed.items() if theirs in self.properties}}

    def tags(self):
        return self.properties.get('Tags') or []

    def tag_map(self):
        return {tag['Key']: str(tag['Value']) for tag in self.tags()}


@dataclass
class Type:
    """How a CloudFormation type comes into being; what it does not say, it cannot do."""
    name: str
    create: object
    update: object = None
    delete: object = None
    recorded: str = ''
    # moto asks each of its models for these.
    cloudformation_type: object = field(init=False)

    def __post_init__(self):
        self.cloudformation_type = lambda: self.name

    def cloudformation_name_type(self):
        return ''

    def has_cfn_attr(self, _attribute):
        return True

    def create_from_cloudformation_json(self, name, definition, account, region, **kwargs):
        request = Request(
            self.name, kwargs.get('LogicalId', name), name, definition.get('Properties') or {}, account, region,
            kwargs.get('StackId', ''),
        )
        return self.make(request)

    def make(self, request):
        with acting_in(request.account):
            made = self.create(request)
        physical_id, attributes = made if isinstance(made, tuple) else (made, {})
        return Resource(self, request, physical_id, attributes)

    def update_from_cloudformation_json(self, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        return original_resource.change(cloudformation_json.get('Properties') or {})

    def delete_from_cloudformation_json(self, *_args, **_kwargs):
        # a resource deletes itself; moto comes here only when that raised an error of its own.
        raise RuntimeError(f'{self.name} could not be deleted')


class Resource:
    """What a stack holds of one of our types."""

    def __init__(self, type_, request, physical_id, attributes):
        self.type, self.request = type_, request
        self.physical_resource_id, self.attributes = physical_id, attributes
        self.cf_resource_type, self.logical_resource_id = type_.name, request.logical_id

    def is_created(self):
        return True

    def get_cfn_attribute(self, name):
        if name not in self.attributes:
            raise LookupError(f'{self.cf_resource_type} has no attribute {name} in the embedded AWS')
        return self.attributes[name]

    def change(self, properties):
        if properties == self.request.properties:
            return self
        request = Request(**{**vars(self.request), 'properties': properties})
        if self.type.update is None:
            raise NotImplementedError(f'changing {self.cf_resource_type} in place is not emulated; start a fresh embedded AWS')
        if callable(self.type.update):
            with acting_in(request.account):
                self.type.update(request, self.physical_resource_id)
            return Resource(self.type, request, self.physical_resource_id, self.attributes)
        if self.type.update == REPLACE:
            self.delete()
        return self.type.make(request)

    def delete(self, *_):
        if self.type.delete:
            with acting_in(self.request.account):
                self.type.delete(self.request, self.physical_resource_id)


def creates(name, update=None, delete=None):
    """Registers a function from a request to a physical id, or to a physical id and the attributes GetAtt answers."""
    def register(function):
        TYPES[name] = Type(name, function, update, delete)
        return function
    return register


def records(name, why, physical_id=lambda request: request.name, attributes=lambda request, physical_id: {}):
    """Registers a type that moto has no service for: it is remembered, and counted apart from what exists."""
    def remember(request):
        made = physical_id(request)
        return made, attributes(request, made)
    TYPES[name] = Type(name, remember, REAPPLY, None, recorded=why)


def document(value):
    """A policy as the services take it: templates hold it as an object or as text."""
    return value if isinstance(value, str) else json.dumps(value)
