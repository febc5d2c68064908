import { AssertionError } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { listen } from '../../listen';
import type { DocumentRequest } from '../credentials/documents';
import type { FlowConfiguration } from '../model/state';
import { startSandbox, type ObservedDelivery, type Sandbox } from '../sandbox';
import { differences } from './expected';
import { readSettings, type TestSettings } from './settings';

export interface TestProviderOptions {
  /** Webhook handler of the application under test, as `node:http` or express takes it; it is served for the test. */
  readonly handler?: RequestListener;
  /** Where the application under test receives webhooks, if it listens already. */
  readonly webhookUrl?: string;
  /** The project's own settings. @default - those of the process (`SELF_API_KEY`, …), invented where there are none */
  readonly settings?: Partial<TestSettings>;
  /** @default - minimum age 18, sanctions list, any document */
  readonly configuration?: Partial<FlowConfiguration>;
  /** @default 'pre_kyc' */
  readonly product?: string;
}

/** What a backend sends when it creates a session; the flow is the settings' unless it is named. */
export interface SessionRequest {
  readonly externalUuid?: string;
  readonly flowId?: string;
  readonly expiresInSeconds?: number;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface CreatedSession {
  readonly id: string;
  readonly externalUuid: string;
  readonly status: 'pending';
  readonly verificationUrl: string;
}

/** What the webhook handler was sent, and what it answered. */
export interface TestDelivery {
  readonly payload: Readonly<Record<string, unknown>>;
  /** Status of the last attempt. */
  readonly answered: ObservedDelivery['attempts'][number]['status'] | 'nothing yet';
  readonly state: ObservedDelivery['state'];
  readonly attempts: number;
}

/** The provider's test environment with one organization, one published flow, one key and one webhook endpoint. */
export interface TestProvider {
  /** What the application under test is configured with. */
  readonly settings: TestSettings;
  /** Base address of the session API. */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Creates a session as a backend does: over HTTP, with the settings' key. @throws Error that quotes the provider's answer */
  createSession(request?: SessionRequest): Promise<CreatedSession>;
  /** Ends a session with a named scenario or a mock passport, and waits until the handler has been called. */
  complete(session: { readonly id: string } | string, how: string | DocumentRequest): Promise<string>;
  /** What the handler was told of a session. */
  delivered(session: { readonly id: string } | string): Promise<TestDelivery | undefined>;
  /** @throws AssertionError unless the handler was told this, and accepted it */
  assertDelivered(session: { readonly id: string } | string, expected: Readonly<Record<string, unknown>>): Promise<void>;
  close(): Promise<void>;
}

const idOf = (session: { readonly id: string } | string): string => (typeof session === 'string' ? session : session.id);

const view = ({ payload, attempts, state }: ObservedDelivery): TestDelivery =>
  ({ payload: payload as Record<string, unknown>, answered: attempts.at(-1)?.status ?? 'nothing yet', state, attempts: attempts.length });

const serve = async (handler: RequestListener): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const { port, close } = await listen(createServer(handler));
  return { url: `http://127.0.0.1:${port}/webhooks/self`, close };
};

const prepare = async (sandbox: Sandbox, settings: TestSettings, url: string | undefined, { product = 'pre_kyc', configuration }: TestProviderOptions): Promise<void> => {
  const organization = sandbox.organization({ name: 'test', provider: 'self' });
  organization.createKey('test', settings.SELF_API_KEY);
  organization.createFlow({
    environment: 'test', name: 'test', product, id: settings.SELF_FLOW_ID,
    configuration: { ruleSet: { minimumAge: 18, ofac: true }, documents: [], settings: {}, ...configuration },
  });
  if (url !== undefined) await organization.registerEndpoint({ environment: 'test', url, secret: settings.SELF_WEBHOOK_SECRET });
};

/**
 * Starts the provider's side for one test file; `close` it at the end.
 *
 * @throws LiveKeyRefused before anything is started
 */
export const startTestProvider = async (options: TestProviderOptions = {}): Promise<TestProvider> => {
  const settings = readSettings(options.settings ?? {}, process.env);
  const served = options.handler && await serve(options.handler);
  const sandbox = await startSandbox();
  const close = async () => {
    await sandbox.close();
    await served?.close();
  };
  await prepare(sandbox, settings, served?.url ?? options.webhookUrl, options).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const delivered = async (session: { readonly id: string } | string): Promise<TestDelivery | undefined> => {
    await sandbox.clock.settled();
    const [delivery] = sandbox.deliveries(idOf(session));
    return delivery && view(delivery);
  };
  return {
    settings,
    url: sandbox.url,
    sandbox,
    createSession: async ({ externalUuid = randomUUID(), flowId = settings.SELF_FLOW_ID, ...more } = {}) => {
      const response = await fetch(`${sandbox.url}/v1/sessions`, {
        method: 'POST', headers: { 'authorization': `Bearer ${settings.SELF_API_KEY}`, 'content-type': 'application/json' }, body: JSON.stringify({ flowId, externalUuid, ...more }),
      });
      if (response.status !== 201) throw new Error(`the provider answered ${response.status}: ${await response.text()}`);
      return await response.json() as CreatedSession;
    },
    complete: async (session, how) => {
      const { status } = sandbox.complete(idOf(session), typeof how === 'string' ? { scenario: how } : { document: how });
      await sandbox.clock.settled();
      return status;
    },
    delivered,
    assertDelivered: async (session, expected) => {
      const delivery = await delivered(session);
      const wrong = delivery === undefined ? ['no webhook was sent: is the session completed, and was a handler or webhookUrl given?'] : [
        ...delivery.state === 'accepted' ? [] : [`the handler answered ${delivery.answered}, expected 2xx`],
        ...differences(expected, delivery.payload),
      ];
      if (wrong.length > 0) throw new AssertionError({ message: wrong.join('\n'), actual: delivery?.payload, expected, operator: 'assertDelivered' });
    },
    close,
  };
};
