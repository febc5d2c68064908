import type { NetworkConfig } from '../environment';

const assign = (value: string) => ({ '@@assign': value });

export interface DeclarativePolicySubject {
  readonly name: string;
  readonly network: Pick<NetworkConfig, 'ingressAddresses'>;
}

/**
 * What EC2 itself refuses in an environment's account, whoever asks: ways in from the internet, images and snapshots for everybody.
 *
 * A policy of this kind owns the attribute: nobody in the account may set it, a template as little as a person. Webhooks
 * arrive at a service of AWS's own, so nothing needs a way in, unless the environment has fixed addresses: then a template may
 * exclude the subnets that hold them, in this account alone; the block itself stays.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export const declarativePolicy = ({ name, network }: DeclarativePolicySubject) => ({
  ec2_attributes: {
    exception_message: assign(`the organization decides this for ${name}: Bulkhead's declarative policy`),
    vpc_block_public_access: {
      internet_gateway_block: {
        mode: assign('block_ingress'),
        exclusions_allowed: assign(network.ingressAddresses ? 'enabled' : 'disabled'),
      },
    },
    image_block_public_access: { state: assign('block_new_sharing') },
    snapshot_block_public_access: { state: assign('block_all_sharing') },
  },
});
