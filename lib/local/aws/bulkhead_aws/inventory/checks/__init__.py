"""How each type is found through its own service: a function of a look, the physical id and the resolved properties."""
from bulkhead_aws.inventory.checks import api, data, identity, messaging, network, operations

CHECKS = {**api.CHECKS, **data.CHECKS, **identity.CHECKS, **messaging.CHECKS, **network.CHECKS, **operations.CHECKS}
