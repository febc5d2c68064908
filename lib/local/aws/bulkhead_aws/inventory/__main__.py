import argparse
import json
import sys

from botocore.exceptions import BotoCoreError

from bulkhead_aws.inventory.compare import compare


def main():
    parser = argparse.ArgumentParser(prog='bulkhead_aws.inventory')
    parser.add_argument('--endpoint', required=True)
    parser.add_argument('assembly')
    arguments = parser.parse_args()
    try:
        result = compare(arguments.endpoint, arguments.assembly)
    except (OSError, ValueError, KeyError, BotoCoreError) as error:
        print(f'the assembly {arguments.assembly} cannot be compared: {type(error).__name__}: {error}', file=sys.stderr)
        sys.exit(3)
    json.dump(result, sys.stdout)
    sys.exit(1 if result['missing'] else 0)


main()
