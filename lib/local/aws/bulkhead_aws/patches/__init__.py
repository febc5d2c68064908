"""Everything that is changed in moto itself, one module a concern, one reason a change."""
from bulkhead_aws.patches import authorization, change_sets, governance, intrinsics, services, signing, stacks


def install():
    for part in (intrinsics, stacks, change_sets, services, signing, authorization, governance):
        part.install()
