import { isPending, known } from '../pending';
import { providers } from '../../providers';
import type { Rule } from './subject';

/** A static front stands in two zones at least, and each of its addresses in one of its own. */
export const staticIngress: Rule = ({ environments }) => environments.filter(({ ingress }) => ingress === 'static').flatMap(({ name, network }) => {
  const { availabilityZones, ingressAddresses = [] } = network;
  return [
    ...availabilityZones.length < 2
      ? [`'${name}' has static ingress in ${availabilityZones.length} zone; name two zones: an application load balancer stands in no fewer`] : [],
    ...ingressAddresses.length !== availabilityZones.length
      ? [`'${name}' has static ingress and ${ingressAddresses.length} ingress addresses for ${availabilityZones.length} zones; list one for each zone in network.ingressAddresses, pending(…) until the Network stack has allocated it`] : [],
    ...new Set(known(ingressAddresses)).size < ingressAddresses.filter(address => !isPending(address)).length
      ? [`'${name}' names an ingress address twice; name each address once`] : [],
  ];
});

/** Milliseconds within which a function that starts cold cannot be counted on to answer. */
const coldStart = 1_000;

/** What a static front does not do yet, or not in time. Warnings, not problems: the addresses are needed before the rest. */
export const waitingIngress: Rule = ({ environments }) => environments.filter(({ ingress }) => ingress === 'static').flatMap(({ name, domain, providers: bindings, receiver }) => [
  ...domain.delegated ? [] : [`'${name}' has static ingress, and nothing answers at its addresses before ${domain.zone} is delegated: without a certificate there is no TLS 1.3; delegate it, then set domain.delegated`],
  ...Object.entries(bindings)
    .filter(([, { provider }]) => providers[provider].deliveryPolicy.timeout < coldStart && receiver?.provisionedConcurrency === undefined)
    .map(([binding, { provider }]) => `'${name}' is called by '${binding}', which waits ${providers[provider].deliveryPolicy.timeout} ms, and a receiver that starts cold takes longer: it repeats the delivery; set receiver.provisionedConcurrency to keep instances warm`),
]);
