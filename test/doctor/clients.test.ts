import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { contextOf } from '../delivery/support/contexts';
import { openClients } from '../../lib/doctor/clients';
import { inconclusive } from '../../lib/doctor/reasons';

let server: Server;
let answers = true;

beforeAll(async () => {
  server = createServer((_, response) => {
    if (answers) response.writeHead(403, { date: 'Fri, 20 Nov 2026 12:00:00 GMT' }).end('<ErrorResponse><Error><Code>ExpiredToken</Code></Error></ErrorResponse>');
  });
  await new Promise<void>(done => { server.listen(0, '127.0.0.1', done); });
});

afterAll(() => new Promise<void>(done => {
  server.close(() => done());
  server.closeAllConnections();
}));

const clients = () => openClients(contextOf('staging'), {
  client: { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }, answerWithin: 100,
}, () => Date.parse('2026-11-20T12:00:07Z'));

test('a call that is never answered ends, and says so', async () => {
  answers = false;
  const failed = await clients().lambda.send(new ListFunctionsCommand({})).catch((error: unknown) => error);
  expect(inconclusive(failed).evidence).toMatch(/^lambda:ListFunctions got no answer/);
});

test('the clock is read from a refusal too', async () => {
  answers = true;
  const aws = clients();
  await expect(aws.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken' });
  const { ours, theirs } = aws.clock()!;
  expect(ours - theirs).toBe(7000);
});
