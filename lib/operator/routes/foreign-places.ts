import type { ForeignPlace } from '../../../lambda/connectivity/contract';
import { isPending, known, type FleetConfig } from '../../environment';
import { parseBlock } from '../../environment/ipv4';
import { sessionApis } from '../../providers';

/** Something of another environment, with the words for it that only a command may use. */
export interface NamedPlace extends ForeignPlace {
  /** `production/uae-kyc` for one. */
  readonly words: string;
}

/** IPv4 addresses of a name as the world knows it; none where it does not answer. */
export type WorldResolver = (name: string) => Promise<readonly string[]>;

const lies = (address: string, blocks: readonly string[]): boolean => {
  const at = parseBlock(`${address}/32`);
  return blocks.some(text => {
    const block = parseBlock(text);
    return at !== undefined && block !== undefined && block.first <= at.first && at.last <= block.last;
  });
};

/**
 * What must be out of an environment's reach: the providers' domains of every other one, where they are not its own as well.
 *
 * They are resolved here, outside of every environment: an address that is known to answer shows more by its silence, and no template
 * has to name it.
 */
export const foreignPlaces = async ({ environments }: FleetConfig, name: string, resolve: WorldResolver): Promise<NamedPlace[]> => {
  const bindingsOf = (environment: FleetConfig['environments'][number]) =>
    Object.entries(environment.providers).filter(([, { provider }]) => sessionApis[provider] !== undefined);
  const own = environments.filter(environment => environment.name === name).flatMap(bindingsOf).map(([, binding]) => binding);
  const ownDomains = new Set(known(own.map(({ apiDomain }) => apiDomain)));
  const ownBlocks = own.flatMap(({ apiAddresses = [] }) => known(apiAddresses));
  const domains = new Map<string, string>();
  for (const environment of environments.filter(each => each.name !== name)) {
    for (const [binding, { apiDomain }] of bindingsOf(environment)) {
      if (isPending(apiDomain) || ownDomains.has(apiDomain) || domains.has(apiDomain)) continue;
      domains.set(apiDomain, `${environment.name}/${binding}`);
    }
  }
  return Promise.all([...domains].map(async ([domain, words], index) => {
    const address = (await resolve(domain)).find(each => !lies(each, ownBlocks));
    return { id: `other-${index + 1}`, words, domain, ...address !== undefined && { address } };
  }));
};
