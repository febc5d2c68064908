import { pending, type EnvironmentConfig } from '../../environment';

/**
 * Gives the environments that are promoted into fixed addresses, unless the configuration says which front they have: so the story's
 * traffic comes through both kinds, and what is accepted in one kind is promoted into the same.
 */
export const throughBothFronts = (config: EnvironmentConfig): EnvironmentConfig => {
  const { network, domain } = config;
  const isStatic = config.ingress === 'static' || (config.ingress === undefined && config.promotedFrom !== undefined && network.availabilityZones.length > 1);
  if (!isStatic) return config;
  return {
    ...config,
    ingress: 'static',
    // nobody has to delegate a zone to the embedded AWS: its certificates are issued at once.
    domain: { ...domain, delegated: true },
    network: { ...network, ingressAddresses: network.ingressAddresses ?? network.availabilityZones.map(() => pending('the demo')) },
  };
};
