import type { EnvironmentConfig } from '../../environment';

/** US dollars a month, twice what an idle environment costs by its shape: what each has, each zone, load balancers, each receiver that is kept warm. */
const perShape = { base: 40, zone: 120, staticFront: 80, warmReceiver: 12 };

/** US dollars a month, for the management and the audit account: keys, the trail's storage, and nothing that runs. */
export const recordLimit = 30;

/**
 * US dollars that an environment's account may cost in a month before somebody is told: the configured ones, or else about twice what the
 * environment costs while nothing happens in it.
 */
export const monthlyLimit = ({ budget, ingress, network, receiver }: Pick<EnvironmentConfig, 'budget' | 'ingress' | 'network' | 'receiver'>): number => {
  const { base, zone, staticFront, warmReceiver } = perShape;
  return budget?.monthly
    ?? base + zone * network.availabilityZones.length + (ingress === 'static' ? staticFront : 0) + warmReceiver * (receiver?.provisionedConcurrency ?? 0);
};
