import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { invokeAs } from '../../../lib/local/lambda/invoker';

const functionArn = 'arn:aws:lambda:me-central-1:111111111111:function:one';
const invoke = new InvokeCommand({ FunctionName: functionArn, Payload: Buffer.from('{"a":1}') });

let server: Server;
let allowed = true;
const asked: string[] = [];

beforeAll(() => new Promise<void>(resolve => {
  server = createServer((request, response) => {
    asked.push(String(request.headers['x-amz-invocation-type']));
    if (allowed) response.writeHead(204).end();
    else response.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException', 'content-type': 'application/json' }).end('{"message":"no"}');
  }).listen(0, '127.0.0.1', () => resolve());
}));

afterAll(() => new Promise(resolve => server.close(resolve)));

const settings = () => ({
  endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, region: 'me-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' },
});

test('the caller\'s own credentials are asked first, then the function runs', async () => {
  const ran: unknown[] = [];
  const { Payload: payload, FunctionError: failed } = await invokeAs(settings(), {
    invoke: (...given) => { ran.push(given); return Promise.resolve({ kind: 'answered', payload: { version: 1 } }); },
  }).send(invoke);
  expect(asked).toEqual(['DryRun']);
  expect(ran).toEqual([[functionArn, { a: 1 }]]);
  expect([Buffer.from(payload).toString(), failed]).toEqual(['{"version":1}', undefined]);
});

test('a function that fails says so as Lambda does', async () => {
  const { FunctionError: failed } = await invokeAs(settings(), { invoke: () => Promise.resolve({ kind: 'failed', reason: 'error', payload: {} }) }).send(invoke);
  expect(failed).toBe('Unhandled');
});

test('who may not invoke it does not get it run', async () => {
  allowed = false;
  const run = jest.fn();
  await expect(invokeAs(settings(), { invoke: run }).send(invoke)).rejects.toThrow(expect.objectContaining({ name: 'AccessDeniedException' }));
  expect(run).not.toHaveBeenCalled();
});
