import { createServer, type IncomingHttpHeaders } from 'node:http';
import { listen } from '../../../lib/local/listen';
import type { FlowRequest, Sandbox, SandboxOrganization } from '../../../lib/local/sandbox';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A webhook endpoint that answers what a test says and remembers what it was sent. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Status of the answer; `hang` never answers. */
  answer: (received: Received) => number | 'hang';
  close(): Promise<void>;
}

export const startReceiver = async (status: number | 'hang' = 200): Promise<Receiver> => {
  const received: Received[] = [];
  const receiver = { received, answer: (): number | 'hang' => status };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
      received.push(one);
      const answered = (receiver.answer as Receiver['answer'])(one);
      if (answered !== 'hang') response.writeHead(answered, { location: 'http://127.0.0.1:9/' }).end('{}');
    });
  });
  const { port, close } = await listen(server);
  return Object.assign(receiver, { url: `http://127.0.0.1:${port}/webhooks`, close });
};

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Foreign JSON. */
  readonly body: ReturnType<typeof JSON.parse>;
}

/** Calls an API with a bearer token; the body is sent as JSON unless it is a text. */
export const call = async (
  url: string, { token, method, body, headers = {} }: { token?: string; method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answered> => {
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...token !== undefined && { authorization: `Bearer ${token}` }, ...headers },
    ...body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
};

export const adults: FlowRequest = {
  environment: 'test', name: 'adults', product: 'pre_kyc',
  configuration: { ruleSet: { minimumAge: 18, excludedCountries: ['PRK'], ofac: true }, documents: ['passport'], settings: {} },
};

/** A customer of Self with a published flow and a key in each environment. */
export const selfCustomer = (sandbox: Sandbox, more: { credits?: number; requestsPerSecond?: number } = {}): {
  organization: SandboxOrganization;
  keys: Record<'test' | 'live', string>;
  flows: Record<'test' | 'live', string>;
  create: (environment?: 'test' | 'live', changes?: Record<string, unknown>) => Promise<Answered>;
} => {
  const organization = sandbox.organization({ name: 'customer', provider: 'self', requestsPerSecond: 100_000, ...more });
  const keys = { test: organization.createKey('test'), live: organization.createKey('live') };
  const flows = { test: organization.createFlow(adults).id, live: organization.createFlow({ ...adults, environment: 'live' }).id };
  return {
    organization, keys, flows,
    create: (environment = 'test', changes = {}) => call(`${sandbox.url}/v1/sessions`, {
      token: keys[environment], body: { flowId: flows[environment], externalUuid: crypto.randomUUID(), ...changes },
    }),
  };
};

/** A customer of UAE KYC with a key in each environment; sandbox mode is on. */
export const uaeKycCustomer = (sandbox: Sandbox, more: { credits?: number } = {}) => {
  const organization = sandbox.organization({ name: 'customer', provider: 'uae-kyc', sandboxMode: true, ...more });
  const names = ['staging', 'pre-production', 'production'] as const;
  const keys = Object.fromEntries(names.map(name => [name, organization.createKey(name)])) as Record<typeof names[number], string>;
  const create = (
    environment: typeof names[number], { body, at = environment, headers = {} }: { body?: object; at?: typeof names[number]; headers?: Record<string, string> } = {},
  ) => call(`${sandbox.addresses[`uae-kyc/${at}`]}/otk-service/v2/create-journey`, {
    body: body ?? { journeyType: 'ONBOARDING' }, headers: { 'x-transaction-key': keys[environment], ...headers },
  });
  return { organization, keys, create };
};
