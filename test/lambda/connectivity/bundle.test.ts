// what is deployed, with the network that the Lambda host plays around it.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answers, authority, closeServers, host, tlsServer } from './support/servers';
import { scheduledRequest, type ConnectivityAnswer, type ConnectivityRequest } from '../../../lambda/connectivity/contract';

const root = join(__dirname, '../../..');

afterEach(closeServers);

const read = async (incoming: AsyncIterable<Buffer>): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  return Buffer.concat(parts).toString();
};

const run = async (status: string, request: ConnectivityRequest = scheduledRequest) => {
  const port = await tlsServer(answers(`HTTP/1.1 ${status}\r\n\r\n`));
  const aws = createServer((_incoming, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  await new Promise<void>(resolve => aws.listen(0, '127.0.0.1', resolve));
  const names = Object.fromEntries(['secretsmanager', 'ssm', 'events'].map(service => [`${service}.me-central-1.amazonaws.com`, '10.10.0.9']));
  const script = `require(${JSON.stringify(join(root, 'dist/lambda/connectivity/index.js'))}).handler(${JSON.stringify(request)})
    .then(answer => { console.log('ANSWER ' + JSON.stringify(answer)); process.exit(0); });`;
  const child = spawn(process.execPath, ['--require', join(root, 'lib/local/lambda/network.cjs'), '-e', script], {
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`, AWS_REGION: 'me-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test',
      BULKHEAD_ENVIRONMENT: 'staging',
      BULKHEAD_CONNECTIVITY_SETTINGS: JSON.stringify({
        version: 1, cidr: '10.10.0.0/20', bindings: [{ binding: 'uae-kyc', provider: 'uae-kyc', apiDomain: host, addresses: ['203.0.113.7/32'] }],
        asked: { secretsmanager: 'secret', ssm: '/parameter', events: 'bus', s3: 'bucket', dynamodb: 'table' },
      }),
      BULKHEAD_LOCAL_NETWORK: JSON.stringify({ names: { ...names, [host]: '203.0.113.7' }, ports: { '203.0.113.7': port }, authority: authority.cert }),
    },
  });
  const [output, errors] = await Promise.all([read(child.stdout), read(child.stderr)]);
  await new Promise(resolve => aws.close(resolve));
  const answer = /ANSWER (.*)/.exec(output)?.[1];
  if (answer === undefined) throw new Error(errors);
  return { output, results: (JSON.parse(answer) as ConnectivityAnswer).results.filter(({ verdict, check }) => verdict !== 'holds' && check !== 'endpoint-call') };
};

test('the bundle sees real TLS, and the names and addresses that are let through', async () => {
  const { results, output } = await run('400 Bad Request', { version: 1, foreign: [{ id: 'other-1', domain: 'api.other.example', address: '198.51.100.9' }] });
  expect(results).toEqual([]);
  expect(output).toMatch(/"check":"foreign-address","subject":"other-1","verdict":"holds"/);
  expect(output).toMatch(/"RouteRun":1,"RouteFailed":0,"RouteCrossed":0/);
});

test('the bundle tells an address that the provider does not know', async () => {
  expect((await run('403 Forbidden')).results).toEqual([{ check: 'allow-list', subject: 'uae-kyc', verdict: 'fails', reason: 'not-allowed', detail: '403' }]);
});
