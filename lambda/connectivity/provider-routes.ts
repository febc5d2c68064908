import { sessionApis } from '../../lib/providers';
import type { SessionApi } from '../../lib/providers';
import { askWithoutKey } from './ask';
import type { Asked } from './ask';
import { isInBlock } from './block';
import type { Connect } from './connection';
import { onboarding } from './contract';
import type { ReachedBinding, RouteCheck, RouteResult } from './contract';
import { shakeHands } from './handshake';
import type { Resolve } from './names';
import { fails, holds, unknown } from './result';

export interface Ways {
  readonly resolve: Resolve;
  readonly connect: Connect;
  /**
   * Authorities that providers' certificates come from.
   * @default - those that Node brings along
   */
  readonly ca?: string;
  /** Milliseconds for a connection, a handshake and an answer each. */
  readonly patience: number;
}

const port = 443;

/** How the way to one provider went: as far as the first step that did not come about, behind which nothing is known. */
export const walkToProvider = async (reached: ReachedBinding, ways: Ways): Promise<RouteResult[]> => {
  const { binding, provider } = reached;
  const api = sessionApis[provider]!;
  const steps: RouteCheck[] = [
    'provider-name', 'provider-reached', 'provider-tls', 'provider-answer', ...api.reach.allowList ? ['allow-list' as const] : [],
  ];
  const results = await walk(reached, api, ways);
  const reason = results.some(result => result.reason === onboarding) ? onboarding : 'not-reached';
  return [...results, ...steps.slice(results.length).map(check => unknown(check, binding, reason))];
};

const walk = async ({ binding, apiDomain, addresses: blocks }: ReachedBinding, { reach, create }: SessionApi, ways: Ways): Promise<RouteResult[]> => {
  const { resolve, connect, patience, ca } = ways;
  if (apiDomain === null || blocks === null) return [unknown('provider-name', binding, onboarding)];
  const resolution = await resolve(apiDomain);
  if (resolution.kind === 'unanswered') return [unknown('provider-name', binding, 'resolver')];
  if (resolution.kind !== 'addresses') return [fails('provider-name', binding, resolution.kind)];
  const { addresses } = resolution;
  const elsewhere = addresses.filter(address => !blocks.some(block => isInBlock(address, block)));
  // a call takes any of the addresses, so each has to be let out.
  const name = elsewhere.length === 0 ? holds('provider-name', binding, 'resolved')
    : fails('provider-name', binding, 'outside-blocks', `${elsewhere.length} of ${addresses.length}`);
  const address = addresses.find(each => !elsewhere.includes(each));
  if (address === undefined) return [name];
  const connection = await connect(address, port, patience);
  if ('fault' in connection) return [name, fails('provider-reached', binding, connection.fault)];
  const known = [name, holds('provider-reached', binding, 'connected')];
  const handshake = await shakeHands(connection.socket, { host: apiDomain, minVersion: reach.tls, patience, ca });
  if ('unclear' in handshake) return [...known, unknown('provider-tls', binding, handshake.unclear)];
  if ('fault' in handshake) {
    return [...known, fails('provider-tls', binding, handshake.fault, handshake.fault === 'tls-version' ? reach.tls : undefined)];
  }
  const asked = await askWithoutKey(handshake.socket, apiDomain, create.path, patience);
  return [...known, holds('provider-tls', binding, 'verified', handshake.protocol), ...judgeAnswer(binding, reach, asked)];
};

/** A way that ends somewhere else than at the provider's API tells nothing about it. */
const isRedirect = (status: number): boolean => status >= 300 && status < 400;

const judgeAnswer = (binding: string, { allowList }: SessionApi['reach'], asked: Asked): RouteResult[] => {
  if ('unclear' in asked) return [unknown('provider-answer', binding, asked.unclear)];
  if ('fault' in asked) return [fails('provider-answer', binding, asked.fault)];
  const { status } = asked;
  const detail = String(status);
  const answer = isRedirect(status) ? unknown('provider-answer', binding, 'redirected', detail)
    : holds('provider-answer', binding, 'answered', detail);
  if (allowList === undefined) return [answer];
  if (status === allowList.refused) return [answer, fails('allow-list', binding, 'not-allowed', detail)];
  return [answer, status === allowList.allowed ? holds('allow-list', binding, 'allowed', detail)
    : unknown('allow-list', binding, 'other-answer', detail)];
};
