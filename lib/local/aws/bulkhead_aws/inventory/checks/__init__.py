"""How each type is found through its own service: a function of a look, the physical id and the resolved properties."""
from bulkhead_aws.inventory.checks import api, balancing, data, identity, messaging, network, operations

CHECKS = {**api.CHECKS, **balancing.CHECKS, **data.CHECKS, **identity.CHECKS, **messaging.CHECKS, **network.CHECKS, **operations.CHECKS}
