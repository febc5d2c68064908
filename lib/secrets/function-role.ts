import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface FunctionRoleProps {
  /** What the function does, for the role's description. */
  readonly purpose: string;
}

const networkInterfaces = [
  'ec2:AssignPrivateIpAddresses', 'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:UnassignPrivateIpAddresses',
];

/**
 * The identity of one function in the VPC: Lambda may attach its network interfaces, its code may not.
 *
 * CDK adds neither network nor log permissions to a role it is given, so the first stand here; the log group's stand
 * with the function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export class FunctionRole extends Role {
  constructor(scope: Construct, id: string, { purpose }: FunctionRoleProps) {
    super(scope, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), description: purpose });
    const { account, region } = Stack.of(this);
    // these actions know no resource before it exists.
    this.addToPolicy(new PolicyStatement({ sid: 'NetworkInterfaces', actions: networkInterfaces, resources: ['*'] }));
    this.addToPolicy(new PolicyStatement({
      sid: 'NotByTheCode',
      effect: Effect.DENY,
      actions: networkInterfaces,
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:SourceFunctionArn': `arn:aws:lambda:${region}:${account}:function:*` } },
    }));
  }
}
