import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Reads by which gateways and addresses the account's own network is left, for whoever looks at its ways; lists know no resource. */
export const wayOutStatement = (): PolicyStatement =>
  new PolicyStatement({ sid: 'WaysOut', actions: ['ec2:DescribeNatGateways', 'ec2:DescribeRouteTables'], resources: ['*'] });
