import { Stack, Tags } from 'aws-cdk-lib';
import {
  GatewayVpcEndpoint, GatewayVpcEndpointAwsService, InterfaceVpcEndpoint, InterfaceVpcEndpointAwsService, type ISecurityGroup,
  type IVpc, SubnetType, type VpcEndpoint,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { accountBoundStatement } from './endpoint-policy';
import type { EndpointService } from '../../lambda/connectivity/contract';

export interface EndpointsProps {
  readonly environment: string;
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
}

/**
 * The only way from the VPC to AWS: one endpoint per service that is called from inside, each bound to the account.
 *
 * An interface endpoint is paid for by the hour and zone, so a service joins the list when a function calls it.
 */
export class Endpoints extends Construct {
  /** Named by the secrets' resource policies: their values are read through it only. */
  readonly secretsManager: InterfaceVpcEndpoint;
  /** Ids by the IAM prefix of the service behind them. */
  readonly ids: Readonly<Record<EndpointService, string>>;

  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    const { environment, vpc, securityGroup } = props;
    const bound = <T extends VpcEndpoint>(service: string, endpoint: T): T => {
      endpoint.addToPolicy(accountBoundStatement(service, Stack.of(this).account));
      Tags.of(endpoint).add('Name', `${environment} ${service}`);
      return endpoint;
    };
    const interfaceTo = (name: string, service: InterfaceVpcEndpointAwsService, prefix: string) =>
      bound(prefix, new InterfaceVpcEndpoint(this, name, {
        vpc,
        service,
        subnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
        securityGroups: [securityGroup],
        open: false,
        privateDnsEnabled: true,
      }));
    const gatewayTo = (name: string, service: GatewayVpcEndpointAwsService, prefix: string) =>
      bound(prefix, new GatewayVpcEndpoint(this, name, {
        vpc,
        service,
        subnets: [{ subnetType: SubnetType.PRIVATE_ISOLATED }, { subnetType: SubnetType.PRIVATE_WITH_EGRESS }],
      }));
    this.secretsManager = interfaceTo('SecretsManager', InterfaceVpcEndpointAwsService.SECRETS_MANAGER, 'secretsmanager');
    this.ids = {
      secretsmanager: this.secretsManager.vpcEndpointId,
      ssm: interfaceTo('Parameters', InterfaceVpcEndpointAwsService.SSM, 'ssm').vpcEndpointId,
      events: interfaceTo('Events', InterfaceVpcEndpointAwsService.EVENTBRIDGE, 'events').vpcEndpointId,
      s3: gatewayTo('S3', GatewayVpcEndpointAwsService.S3, 's3').vpcEndpointId,
      dynamodb: gatewayTo('DynamoDb', GatewayVpcEndpointAwsService.DYNAMODB, 'dynamodb').vpcEndpointId,
    };
  }
}
