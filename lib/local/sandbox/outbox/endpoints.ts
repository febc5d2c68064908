import { randomBytes, randomUUID } from 'node:crypto';
import { openEnvironment, valuesOf, type Core } from '../core';
import type { SandboxProvider } from '../model/environments';
import { randomText } from '../model/ids';
import { conflict, refuseIssues, type Issue } from '../model/problem';
import type { Endpoint, Organization } from '../model/state';
import { providers } from '../../../providers';
import { contentTypeOf } from './payloads';
import { post } from './post';

/** A webhook endpoint as it is asked for. */
export interface EndpointRequest {
  readonly environment: string;
  readonly url: string;
  readonly name?: string;
  /** Chosen by a test. @default - a new one */
  readonly secret?: string;
  /** Chosen by a test, where the provider has subscriptions. @default - a new one */
  readonly subscriptionId?: string;
}

const newSecret: Readonly<Record<SandboxProvider, () => string>> = {
  'self': () => `whsec_${randomBytes(24).toString('base64')}`,
  'uae-kyc': () => `whsec_${randomText(43)}`,
};

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** Whether something may be posted there: encrypted, or nowhere but this machine. */
export const isDeliverable = (url: unknown): url is string => {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname));
};

/** Forms of a secret: a decoder that skips what it does not know would sign with another key than the receiver has. */
const secretForm: Readonly<Record<SandboxProvider, RegExp>> = {
  'self': /^whsec_(?=.)(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  'uae-kyc': /^whsec_[\x21-\x7e]+$/,
};

const endpointIssues = ({ url, name, secret, subscriptionId }: Partial<Record<keyof EndpointRequest, unknown>>, provider: SandboxProvider): Issue[] => {
  const unlessText = (value: unknown, form: RegExp, path: string, message: string): Issue[] =>
    (value === undefined || (typeof value === 'string' && form.test(value)) ? [] : [{ path: [path], message }]);
  return [
    ...isDeliverable(url) ? [] : [{ path: ['url'], message: 'must be an https address, or http on this machine' }],
    ...unlessText(name, /\S/, 'name', 'must be a text'),
    ...unlessText(secret, secretForm[provider], 'secret', `must be whsec_ and then ${provider === 'self' ? 'standard base64' : 'one word'}`),
    // it is sent as a header.
    ...unlessText(subscriptionId, /^[\x21-\x7e]{1,128}$/, 'subscriptionId', 'must be one word'),
  ];
};

/** What the dashboard sends before it saves an endpoint, for the answer's sake alone. */
const probe = async (url: string, provider: SandboxProvider): Promise<void> => {
  const body = Buffer.from(JSON.stringify({ type: 'endpoint.test' }));
  const { status } = await post(url, { 'content-type': contentTypeOf(provider) }, body, providers[provider].deliveryPolicy.timeout);
  if (typeof status !== 'number' || status < 200 || status > 299) throw conflict(`webhook test failed: the endpoint answered ${status}; nothing is saved`);
};

/**
 * Registers an endpoint for every event of an environment; its secret is shown in this answer alone.
 *
 * @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/dashboard/webhooks.md
 */
export const registerEndpoint = async (core: Core, organization: Organization, asked: Partial<Record<keyof EndpointRequest, unknown>>): Promise<Endpoint> => {
  const { provider, quirks } = organization;
  const { name: environment } = openEnvironment(organization, asked.environment);
  refuseIssues(endpointIssues(asked, provider));
  const { url, name = 'webhook', secret = newSecret[provider](), subscriptionId = `sub_${randomText(10).toLowerCase()}` } = asked as EndpointRequest;
  if (quirks.probesEndpoints) await probe(url, provider);
  const endpoint: Endpoint = {
    id: `ep_${randomUUID()}`, organization: organization.id, environment, name, url, secret, status: 'enabled',
    ...providers[provider].boundBy === 'subscription' && { subscriptionId },
  };
  core.state.endpoints[endpoint.id] = endpoint;
  return endpoint;
};

/** One provider's engine signs with both secrets for a day, the other sends one signature and documents no overlap. */
const DAY = 86_400_000;

/** Gives an endpoint a new secret. @throws Problem 409 for an overlap where a delivery carries one signature only */
export const rotateSecret = (
  { clock }: Core, { provider }: Organization, endpoint: Endpoint, { overlap, secret }: { readonly overlap: boolean; readonly secret?: string },
): void => {
  if (overlap && provider !== 'self') throw conflict(`${provider} signs with one secret at a time; rotate without overlap`);
  endpoint.previous = overlap ? { secret: endpoint.secret, until: clock.now() + DAY } : undefined;
  endpoint.secret = secret ?? newSecret[provider]();
};

export const secretsOf = ({ clock }: Core, { secret, previous }: Endpoint): string[] =>
  [secret, ...previous && previous.until > clock.now() ? [previous.secret] : []];

export const enableEndpoint = (endpoint: Endpoint): void => {
  endpoint.status = 'enabled';
  endpoint.failingSince = undefined;
};

/** Endpoints that an environment's events go to: all of them. */
export const endpointsOf = ({ state }: Core, organization: string, environment: string): Endpoint[] =>
  valuesOf(state.endpoints).filter(endpoint => endpoint.organization === organization && endpoint.environment === environment && endpoint.status === 'enabled');
