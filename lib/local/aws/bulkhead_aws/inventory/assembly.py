"""The stacks of a cloud assembly and of the assemblies nested in it."""
import json
from dataclasses import dataclass
from pathlib import Path

STACK = 'aws:cloudformation:stack'
NESTED = 'cdk:cloud-assembly'


@dataclass(frozen=True)
class AssemblyStack:
    name: str
    account: str
    region: str
    resources: dict


def stacks(folder):
    manifest = json.loads((Path(folder) / 'manifest.json').read_text())
    for artifact_id, artifact in manifest.get('artifacts', {}).items():
        properties = artifact.get('properties', {})
        if artifact['type'] == NESTED:
            yield from stacks(Path(folder) / properties['directoryName'])
        elif artifact['type'] == STACK:
            account, region = artifact['environment'].removeprefix('aws://').split('/')
            template = json.loads((Path(folder) / properties['templateFile']).read_text())
            yield AssemblyStack(properties.get('stackName', artifact_id), account, region, template.get('Resources', {}))
