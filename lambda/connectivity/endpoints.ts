import { isNamed, nameOf } from '../webhook/aws';
import { isInBlock } from './block';
import { endpointServices } from './contract';
import type { EndpointService, RouteResult } from './contract';
import type { Resolve } from './names';
import { fails, holds, unknown } from './result';

/** Asks a service for something of the environment's own, signed with the function's role. */
export type Call = () => Promise<unknown>;

export interface Surroundings {
  readonly region: string;
  /** Block of the VPC. */
  readonly cidr: string;
  readonly resolve: Resolve;
}

/** An interface endpoint takes the service's own name over: it has to lead into the VPC. */
const judgeEndpointAddress = async (service: EndpointService, { region, cidr, resolve }: Surroundings): Promise<RouteResult[]> => {
  if (endpointServices[service] === 'gateway') return [];
  const resolution = await resolve(`${service}.${region}.amazonaws.com`);
  if (resolution.kind === 'unanswered') return [unknown('endpoint-address', service, 'resolver')];
  if (resolution.kind !== 'addresses') return [fails('endpoint-address', service, resolution.kind)];
  const outside = resolution.addresses.filter(address => !isInBlock(address, cidr)).length;
  return [outside === 0 ? holds('endpoint-address', service, 'private')
    : fails('endpoint-address', service, 'public', `${outside} of ${resolution.addresses.length}`)];
};

const denials = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation'];

/**
 * The role may make this call through the environment's own endpoint and in no other way, so whether it is let through says which way
 * it has taken.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpce
 */
const judgeCall = async (service: EndpointService, call: Call): Promise<RouteResult> => {
  try {
    await call();
    return holds('endpoint-call', service, 'through-endpoint');
  } catch (error) {
    return denials.some(name => isNamed(error, name)) ? fails('endpoint-call', service, 'denied') : unknown('endpoint-call', service, 'no-answer', nameOf(error));
  }
};

export const judgeEndpoint = async (service: EndpointService, call: Call, surroundings: Surroundings): Promise<RouteResult[]> => {
  const [address, called] = await Promise.all([judgeEndpointAddress(service, surroundings), judgeCall(service, call)]);
  return [...address, called];
};
