import { isIPv4 } from 'node:net';
import { sessionApis } from '../../lib/providers';
import { endpointServices } from './contract';
import type { ConnectivityRequest, ConnectivitySettings, ForeignPlace } from './contract';

/** Far more than a fleet has; each costs a moment of the run. */
const mostForeign = 50;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isHost = (value: unknown): boolean => isText(value) && /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(value);

/** The function's own settings; anything unexpected in them fails, nothing is defaulted. */
export const readSettings = (text: string | undefined): ConnectivitySettings => {
  const { version, cidr, bindings, asked } = JSON.parse(text ?? '{}') as Partial<Record<keyof ConnectivitySettings, unknown>>;
  const usable = version === 1 && isText(cidr) && isList(bindings)
    && (bindings as Partial<Record<string, unknown>>[]).every(({ binding, provider, apiDomain, addresses }) =>
      isText(binding) && isText(provider) && Object.hasOwn(sessionApis, provider)
      && (apiDomain === null || isHost(apiDomain)) && (addresses === null || (isList(addresses) && addresses.every(isText))))
    && Object.keys(endpointServices).every(service => isText((asked as Record<string, unknown> | undefined)?.[service]));
  if (!usable) throw new Error('malformed settings');
  return { version, cidr, bindings, asked } as ConnectivitySettings;
};

const isPlace = ({ id, domain, address, ...rest }: Partial<Record<keyof ForeignPlace, unknown>>): boolean =>
  Object.keys(rest).length === 0 && isText(id) && /^[a-z][a-z0-9-]{0,31}$/.test(id) && isHost(domain)
  && (address === undefined || (isText(address) && isIPv4(address)));

/** What the caller asks for; one that is misunderstood would look like a run in which everything is closed. */
export const readRequest = (event: unknown): ConnectivityRequest => {
  const { version, foreign, ...rest } = (event ?? {}) as Partial<Record<keyof ConnectivityRequest, unknown>>;
  const usable = version === 1 && Object.keys(rest).length === 0 && isList(foreign) && foreign.length <= mostForeign
    && foreign.every(place => typeof place === 'object' && place !== null && isPlace(place));
  if (!usable) throw new Error('malformed request');
  return event as ConnectivityRequest;
};
