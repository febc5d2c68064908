import { request as forward, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type Server } from 'node:https';
import { isPending } from '../../../environment';
import { newAuthority } from '../../certificate';
import { listen } from '../../listen';
import type { LocalNetwork } from '../../lambda/execution-environment';
import type { OnboardedEnvironment } from '../onboard';
import type { ProviderAccount, ProviderSide } from './side';

/** How one environment gets to its providers on this machine. */
export interface Way {
  /** What the environment's functions find around them. */
  readonly network: LocalNetwork;
  /** Static addresses that calls leave from. */
  readonly egress: readonly string[];
  readonly close: () => Promise<void>;
}

/** What the sandbox takes for the address of a caller; a translation gateway of AWS would show its own. */
const sourceHeader = 'x-sandbox-source-address';

/** Takes TLS off, as the provider's own front does, and says which address the call came from, as the network does. */
const front = (accounts: readonly ProviderAccount[], source: string): RequestListener => ({ method, url, headers }, response) => {
  const account = accounts.find(({ host }) => host === headers.host);
  if (account === undefined) return void response.writeHead(421).end();
  const inner = forward(`${account.url}${url ?? '/'}`, { method, headers: { ...headers, [sourceHeader]: source } }, answer => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  inner.on('error', () => response.destroy());
  inner.end();
};

/** Names of the services behind interface endpoints, as private DNS leads them into the VPC. */
const endpointNames = ({ region, network: { cidr } }: OnboardedEnvironment): Record<string, string> =>
  Object.fromEntries(['secretsmanager', 'ssm', 'events'].map(service => [`${service}.${region}.amazonaws.com`, cidr.split('/')[0] ?? '']));

const openWay = async (config: OnboardedEnvironment, accounts: readonly ProviderAccount[], egress: readonly string[]): Promise<Way> => {
  const authority = newAuthority();
  const server: Server = createTlsServer({ ...authority.issue(accounts.map(({ host }) => host)), minVersion: 'TLSv1.2' }, front(accounts, egress[0] ?? ''));
  const { port, close } = await listen(server);
  const addressOf = ({ binding }: ProviderAccount): string => {
    const [block] = config.providers[binding]?.apiAddresses ?? [];
    return block === undefined || isPending(block) ? '' : block.split('/')[0] ?? '';
  };
  return {
    egress, close,
    network: {
      names: { ...endpointNames(config), ...Object.fromEntries(accounts.map(account => [account.host, addressOf(account)])) },
      ports: Object.fromEntries(accounts.map(account => [addressOf(account), port])),
      authority: authority.cert,
    },
  };
};

/** Opens for every environment the way to its own providers, and to nobody else's. */
export const openWays = async (
  environments: readonly OnboardedEnvironment[], { accounts }: ProviderSide, egressOf: (name: string) => readonly string[],
): Promise<ReadonlyMap<string, Way>> =>
  new Map(await Promise.all(environments.map(async config => [config.name, await openWay(config, accounts.get(config.name) ?? [], egressOf(config.name))] as const)));
