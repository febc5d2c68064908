// sessions by the thousand through the sandbox and the receiver: what is lost, what is doubled, and how long it takes.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const SESSIONS = 1_000;
const secret = `whsec_${randomBytes(24).toString('base64')}`;
const flowId = randomUUID();

const runtime = root => {
  const installed = join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
  return existsSync(installed) ? installed : process.execPath;
};

/** Starts a script that prints its port. */
const start = async (node, args, env) => {
  const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { PATH: process.env.PATH, ...env } });
  const port = await new Promise((done, fail) => {
    child.stdout.once('data', text => done(Number(text)));
    child.once('close', code => fail(new Error(`${args[0]} ended with ${code}`)));
  });
  return { url: `http://127.0.0.1:${port}`, end: () => child.kill() };
};

const startEnvironment = async root => {
  const settings = {
    version: 1, binding: 'self', provider: 'self', scheme: 'svix', secretArn: 'arn:aws:secretsmanager:me-central-1:111111111111:secret:self', flowIds: [flowId], subscriptionIds: [],
  };
  const stored = JSON.stringify({ value: secret, class: 'test', provider: 'self' });
  const aws = await start(process.execPath, [join(root, 'test/bench/sessions/fake-aws.mjs'), JSON.stringify(settings), stored], {});
  const receiver = await start(runtime(root), [join(root, 'test/bench/sessions/environment.cjs'), join(root, 'dist/lambda/webhook/index.js')], {
    AWS_ENDPOINT_URL: aws.url, AWS_REGION: 'me-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true', AWS_ACCOUNT_ID_ENDPOINT_MODE: 'disabled', BULKHEAD_ENVIRONMENT: 'bench', BULKHEAD_CREDENTIALS: 'test',
    BULKHEAD_SETTINGS_PATH: '/bulkhead/webhook/bindings', BULKHEAD_INBOX_TABLE: 'inbox', BULKHEAD_BODIES_BUCKET: 'bodies',
  });
  return {
    url: `${receiver.url}/webhooks/self`, inbox: async () => (await fetch(aws.url)).json(),
    end: () => {
      receiver.end();
      aws.end();
    },
  };
};

/** A customer whose webhooks go to the environment, and everything that may go wrong with them made to. */
const prepare = async (sandbox, url) => {
  const organization = sandbox.organization({ name: 'bench', provider: 'self', requestsPerSecond: 1e6 });
  const key = organization.createKey('test');
  organization.createFlow({ environment: 'test', name: 'bench', product: 'pre_kyc', id: flowId, configuration: { ruleSet: { minimumAge: 18 }, documents: [], settings: {} } });
  await organization.registerEndpoint({ environment: 'test', url, secret });
  for (const kind of ['duplicate', 'lost', 'reorder']) sandbox.fault({ on: 'webhooks', kind, times: 50 });
  return async () => {
    const response = await fetch(`${sandbox.url}/v1/sessions`, {
      method: 'POST', headers: { authorization: `Bearer ${key}` }, body: JSON.stringify({ flowId, externalUuid: randomUUID() }),
    });
    const { id } = await response.json();
    sandbox.complete(id, { scenario: Math.random() < 0.8 ? 'adult' : 'minor' });
    return id;
  };
};

/** Milliseconds until every event of the sessions is stored, what was lost on the way retried. */
const play = async ({ root, startSandbox, concurrent }) => {
  const [environment, sandbox] = await Promise.all([startEnvironment(root), startSandbox()]);
  try {
    const verify = await prepare(sandbox, environment.url);
    const began = performance.now();
    const ids = [];
    if (concurrent) ids.push(...await Promise.all(Array.from({ length: SESSIONS }, verify)));
    else {
      for (let count = 0; count < SESSIONS; count += 1) {
        ids.push(await verify());
        await sandbox.clock.settled();
      }
    }
    await sandbox.clock.advance(3_600_000);
    const time = performance.now() - began;
    const { verifications, repeated } = await environment.inbox();
    const stored = new Map();
    for (const verification of verifications) stored.set(verification, (stored.get(verification) ?? 0) + 1);
    const wrong = ids.filter(id => stored.get(`self#${id}`) !== 1).length + verifications.length - stored.size;
    return { time, wrong, repeated };
  } finally {
    environment.end();
    await sandbox.close();
  }
};

export const sessionRows = async ({ root, say }) => {
  const { startSandbox } = createRequire(import.meta.url)(join(root, 'dist/lib/testing.js'));
  say('sessions: one after another');
  const alone = await play({ root, startSandbox, concurrent: false });
  say(`sessions: ${SESSIONS} at once`);
  const together = await play({ root, startSandbox, concurrent: true });
  const wrong = alone.wrong + together.wrong;
  return [{
    what: `${SESSIONS} sessions at once through sandbox and receiver until every event is stored; ${wrong} lost or doubled, ${together.repeated} repetitions acknowledged`,
    against: 'the same sessions one after another', target: '≤ 1, none lost or doubled', ratio: together.time / alone.time, one: together.time, other: alone.time,
    met: wrong === 0 && together.time <= alone.time,
  }];
};
