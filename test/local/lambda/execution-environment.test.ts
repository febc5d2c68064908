import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startExecutionEnvironment, type ExecutionEnvironment } from '../../../lib/local/lambda/execution-environment';
import { runtimeNode } from '../../../lib/local/runtime-node';

const root = join(__dirname, '../../..');

const started: ExecutionEnvironment[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map(environment => environment.end()));
});

const start = async (source: string, lines: string[] = []) => {
  const code = mkdtempSync(join(tmpdir(), 'code '));
  writeFileSync(join(code, 'index.js'), source);
  const environment = await startExecutionEnvironment({
    code,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' },
    deployed: {
      account: '111111111111', region: 'me-central-1', name: 'f', arn: 'arn:aws:lambda:me-central-1:111111111111:function:f', role: '',
      handler: 'index.handler', runtime: 'nodejs24.x', timeout: 2, memory: 128, environment: { OWN: 'set' },
    },
  }, { root, node: runtimeNode(root), awsEndpoint: 'http://127.0.0.1:9', home: code }, line => lines.push(line));
  started.push(environment);
  return environment;
};

test('runs the handler under Node 24 with its role, its variables and the local endpoint', async () => {
  process.env.AWS_PROFILE = 'private';
  const environment = await start('exports.handler = async event => ({ event, node: process.version, env: process.env })');
  delete process.env.AWS_PROFILE;
  const outcome = await environment.invoke({ n: 1 });
  expect(outcome).toMatchObject({
    kind: 'answered',
    payload: {
      event: { n: 1 },
      node: expect.stringMatching(/^v24\./),
      env: { OWN: 'set', AWS_ACCESS_KEY_ID: 'key', AWS_SESSION_TOKEN: 'token', AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
    },
  });
  expect(JSON.stringify(outcome)).not.toContain('AWS_PROFILE');
});

test('keeps its state from one event to the next, and what it logs', async () => {
  const lines: string[] = [];
  const environment = await start('let n = 0; exports.handler = async () => { console.log("call", ++n); return n; }', lines);
  await environment.invoke({});
  expect(await environment.invoke({})).toEqual({ kind: 'answered', payload: 2 });
  expect(lines.filter(line => line.includes('call'))).toHaveLength(2);
});

test('a handler that throws has failed and stays usable', async () => {
  const environment = await start('exports.handler = async () => { throw new TypeError("broken"); }');
  expect(await environment.invoke({})).toMatchObject({ kind: 'failed', reason: 'error', payload: { errorType: 'TypeError', errorMessage: 'broken' } });
  expect(environment.isUsable()).toBe(true);
});

test('a handler that exceeds its timeout is stopped', async () => {
  const environment = await start('exports.handler = () => new Promise(resolve => setTimeout(resolve, 60000))');
  expect(await environment.invoke({})).toMatchObject({ kind: 'failed', reason: 'timeout' });
  expect(environment.isUsable()).toBe(false);
});

test('a handler that ends its process, or does not load, has failed', async () => {
  const exiting = await start('exports.handler = async () => process.exit(1)');
  expect(await exiting.invoke({})).toMatchObject({ kind: 'failed', reason: 'exit' });
  const broken = await start('throw new Error("no")');
  expect(await broken.invoke({})).toMatchObject({ kind: 'failed' });
});
