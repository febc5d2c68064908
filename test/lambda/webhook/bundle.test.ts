import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ProxyAnswer } from '../../../lambda/webhook/gateway';
import type { ProxyEvent } from '../../../lambda/webhook/request';
import { World, completed, secretOf } from '../support/world';

// the bundle leaves parts of the SDK out and loads another later: what it does is seen only by running it.
const bundle = join(__dirname, '../../../dist/lambda/webhook/index.js');
const before = { ...process.env };
const asked: string[] = [];
let server: Server;
let handler: (event: ProxyEvent) => Promise<ProxyAnswer>;
const world = new World();
world.time = Date.now();

const settings = JSON.stringify({
  version: 1, binding: 'self', provider: 'self', scheme: 'svix', secretArn: 'arn:aws:secretsmanager:me-central-1:111111111111:secret:self',
  flowIds: ['flow_ours'], subscriptionIds: [],
});
const stored = JSON.stringify({ value: secretOf('self'), class: 'test', provider: 'self' });
const failure = (name: string): [number, object] => [400, { __type: name, message: 'refused' }];

const answers: Record<string, (body: Record<string, unknown>) => [number, object]> = {
  GetParameter: ({ Name }) => (Name === '/bindings/self' ? [200, { Parameter: { Value: settings } }] : failure('ParameterNotFound')),
  GetSecretValue: ({ VersionStage }) => (VersionStage === 'AWSCURRENT'
    ? [200, { SecretString: stored, VersionId: 'version-1', CreatedDate: 1_700_000_000 }] : failure('ResourceNotFoundException')),
  UpdateItem: () => failure('ConditionalCheckFailedException'),
  PutItem: ({ Item }) => (JSON.stringify(Item).includes('ver_throttled') ? failure('ThrottlingException') : [200, {}]),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const name = String(request.headers['x-amz-target'] ?? `${request.method} ${request.url}`).split('.').at(-1)!;
      asked.push(name.replace(/[0-9a-f]{64}.*/, '<digest>'));
      const body = Buffer.concat(parts);
      const [status, answer] = answers[name]?.(JSON.parse(body.toString()) as Record<string, unknown>) ?? [200, {}];
      response.writeHead(status, { 'content-type': 'application/json', 'etag': '"etag"' }).end(name.startsWith('PUT') ? '' : JSON.stringify(answer));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, AWS_REGION: 'me-central-1',
    AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', BULKHEAD_ENVIRONMENT: 'staging', BULKHEAD_CREDENTIALS: 'test',
    BULKHEAD_SETTINGS_PATH: '/bindings', BULKHEAD_INBOX_TABLE: 'inbox', BULKHEAD_BODIES_BUCKET: 'bodies',
  });
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  ({ handler } = jest.requireActual<{ handler: typeof handler }>(bundle));
});

afterAll(() => {
  jest.restoreAllMocks();
  process.env = before;
  server.closeAllConnections();
  server.close();
});

test('the bundle stores a delivery, and a large body first', async () => {
  expect((await handler(world.self(completed()))).statusCode).toBe(200);
  expect(asked.splice(0)).toEqual(['GetParameter', 'GetSecretValue', 'GetSecretValue', 'GetSecretValue', 'PutItem']);
  expect((await handler(world.self(completed({ verification_id: 'ver_large', proof: 'x'.repeat(400_000) })))).statusCode).toBe(200);
  expect(asked.splice(0)).toEqual(['UpdateItem', 'PUT /bodies/bodies/<digest>', 'PutItem']);
});

test('the bundle knows the errors of every service by their names', async () => {
  expect((await handler({ ...world.self(completed()), resource: '/webhooks/other' })).statusCode).toBe(503);
  expect((await handler(world.self(completed({ verification_id: 'ver_throttled' })))).statusCode).toBe(503);
  const reasons = jest.mocked(process.stdout.write).mock.calls.map(([line]) => (JSON.parse(String(line)) as { reason?: string }).reason);
  expect(reasons.filter(Boolean)).toEqual(['ParameterNotFound', 'ThrottlingException']);
});
