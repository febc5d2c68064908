import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { apiKey, request } from './support/world';

// the bundle leaves parts of the SDK out: what it does is seen only by running it, with the routing that the Lambda host preloads.
const root = join(__dirname, '../../..');
const servers: Server[] = [];

const listen = async (behave: RequestListener): Promise<string> => {
  const server = createServer(behave);
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const read = async (incoming: AsyncIterable<Buffer>): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  return Buffer.concat(parts).toString();
};

const settings = (provider: string) => JSON.stringify({
  version: 1, binding: 'self', provider, secretArn: 'arn:aws:secretsmanager:me-central-1:111111111111:secret:self',
  apiDomain: 'api.self.staging.example', flowIds: [request().flowId],
});

const stored = JSON.stringify({ value: apiKey, class: 'test', provider: 'self' });
const answers: Record<string, object> = {
  GetParameter: { Parameter: { Value: settings('self') } },
  GetSecretValue: { SecretString: stored, VersionId: 'version-1', CreatedDate: 1_700_000_000 },
};

const run = async (routes: (provider: string) => Record<string, string>) => {
  const asked: string[] = [];
  const provider = await listen((incoming, response) => {
    void read(incoming).then(() => {
      asked.push(`${incoming.method} ${incoming.headers.host}${incoming.url}`);
      response.writeHead(201).end(JSON.stringify({
        id: 'ver_1', verificationToken: 'verify_test_1', verificationUrl: 'https://verify.example/1', expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      }));
    });
  });
  const aws = await listen((incoming, response) => {
    void read(incoming).then(() => {
      const name = String(incoming.headers['x-amz-target']).split('.').at(-1)!;
      asked.push(name);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers[name] ?? {}));
    });
  });
  const script = `require(${JSON.stringify(join(root, 'dist/lambda/sessions/index.js'))}).handler(${JSON.stringify(request())}, { getRemainingTimeInMillis: () => 30000 })
    .then(answer => { console.log('ANSWER ' + JSON.stringify(answer)); process.exit(0); });`;
  const child = spawn(process.execPath, ['--require', join(root, 'lib/local/lambda/provider-routes.cjs'), '-e', script], {
    env: {
      AWS_ENDPOINT_URL: aws, AWS_REGION: 'me-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test',
      BULKHEAD_ENVIRONMENT: 'staging', BULKHEAD_CREDENTIALS: 'test', BULKHEAD_SESSIONS_PATH: '/sessions', BULKHEAD_SESSIONS_TABLE: 'sessions',
      BULKHEAD_LOCAL_PROVIDERS: JSON.stringify(routes(provider)),
    },
  });
  const [output, errors] = await Promise.all([read(child.stdout), read(child.stderr)]);
  const answer = /ANSWER (.*)/.exec(output)?.[1];
  if (answer === undefined) throw new Error(errors);
  return { asked, answer: JSON.parse(answer) as Record<string, unknown>, output };
};

test('the bundle creates a session at the provider\'s own host name, which leads to the sandbox here', async () => {
  const { asked, answer, output } = await run(provider => ({ 'api.self.staging.example': provider }));
  expect(answer).toMatchObject({ outcome: 'created', session: { id: 'ver_1' } });
  expect(asked).toEqual(['GetParameter', 'GetSecretValue', 'PutItem', 'GetItem', 'POST api.self.staging.example/v1/sessions', 'UpdateItem']);
  expect(output).not.toMatch(/CANARY|sk_test_/);
});

test('a host that the environment does not know leads nowhere', async () => {
  const { asked, answer } = await run(provider => ({ 'api.self.production.example': provider }));
  expect(answer).toMatchObject({ outcome: 'refused', code: 'unavailable' });
  expect(asked.filter(name => name.startsWith('POST'))).toEqual([]);
});

test('the bundle is no larger than the receiver\'s', () => {
  const size = (name: string) => statSync(join(root, `dist/lambda/${name}/index.js`)).size;
  expect(size('sessions')).toBeLessThan(size('webhook') * 1.1);
  expect(size('reconciler')).toBeLessThan(size('webhook') * 1.1);
});
