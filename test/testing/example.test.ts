import type { IncomingMessage, ServerResponse } from 'node:http';
import { startTestProvider, type TestProvider } from 'bulkhead/testing';
import { Webhook } from 'svix';

// the application under test: it believes what the provider has signed, and lets verified people in.
const admitted = new Set<string>();

const webhookHandler = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  try {
    const headers = request.headers as Record<string, string>;
    const event = new Webhook(process.env.SELF_WEBHOOK_SECRET ?? '').verify(Buffer.concat(parts).toString(), headers) as { status: string; external_uuid: string };
    if (event.status === 'valid') admitted.add(event.external_uuid);
    response.writeHead(200).end();
  } catch {
    response.writeHead(401).end();
  }
};

let provider: TestProvider;

beforeAll(async () => {
  provider = await startTestProvider({ handler: (request, response) => void webhookHandler(request, response), configuration: { ruleSet: { minimumAge: 18, ofac: true } } });
  // the settings that your CI has, or invented ones: the application finds them where it always does.
  Object.assign(process.env, provider.settings);
});

afterAll(() => provider.close());

test('an adult is let in', async () => {
  const session = await provider.createSession();
  await provider.complete(session, { age: 34, nationality: 'KEN' });
  await provider.assertDelivered(session, { type: 'verification.completed', status: 'valid', environment: 'test', proof_attributes: { age_gte_18: true, ofac_clear: true } });
  expect(admitted).toContain(session.externalUuid);
});

test.each(['minor', 'sanctioned', 'expired-document', 'forged-document', 'abandoned'])('%s: nobody is let in', async (scenario) => {
  const session = await provider.createSession();
  await provider.complete(session, scenario);
  await provider.assertDelivered(session, { verification_id: session.id, proof_attributes: {} });
  expect(admitted).not.toContain(session.externalUuid);
});
