// sessions by the thousand through the sandbox and the deployed bundles: what is lost, what is doubled, and how long it takes.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'esbuild';

const SESSIONS = 1_000;
/** Of these, those that are also played one after another: enough for the time of one. */
const ALONE = SESSIONS / 4;
/** Records that the stream's mapping hands over at once (lib/webhook). */
const BATCH = 10;
/** Milliseconds after which what the bus does not have is lost. */
const PATIENCE = 10_000;
const secret = `whsec_${randomBytes(24).toString('base64')}`;
const flowId = randomUUID();
const apiDomain = 'api.self.example.net';

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

/** What the environment's parameters and secrets hold. */
const valuesOf = apiKey => {
  const arn = name => `arn:aws:secretsmanager:me-central-1:111111111111:secret:${name}`;
  const common = { version: 1, binding: 'self', provider: 'self', flowIds: [flowId] };
  const stored = value => JSON.stringify({ value, class: 'test', provider: 'self' });
  return {
    parameters: {
      '/bulkhead/webhook/bindings/self': JSON.stringify({ ...common, scheme: 'svix', secretArn: arn('signing'), subscriptionIds: [] }),
      '/bulkhead/sessions/bindings/self': JSON.stringify({ ...common, secretArn: arn('key'), apiDomain }),
    },
    secrets: { [arn('signing')]: stored(secret), [arn('key')]: stored(apiKey) },
  };
};

const startEnvironment = async ({ root, dynamo, apiKey, provider }) => {
  const aws = await start(process.execPath, [join(root, 'test/bench/sessions/fake-aws.mjs'), dynamo, String(BATCH), JSON.stringify(valuesOf(apiKey))], {});
  const functions = await start(runtime(root), [
    '--require', join(root, 'lib/local/lambda/provider-routes.cjs'), join(root, 'test/bench/sessions/environment.cjs'), join(root, 'dist/lambda'),
  ], {
    AWS_ENDPOINT_URL: aws.url, AWS_REGION: 'me-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true', AWS_ACCOUNT_ID_ENDPOINT_MODE: 'disabled', BULKHEAD_ENVIRONMENT: 'bench', BULKHEAD_CREDENTIALS: 'test',
    BULKHEAD_SETTINGS_PATH: '/bulkhead/webhook/bindings', BULKHEAD_INBOX_TABLE: 'inbox', BULKHEAD_BODIES_BUCKET: 'bodies', BULKHEAD_EVENT_BUS: 'bulkhead',
    BULKHEAD_SESSIONS_PATH: '/bulkhead/sessions/bindings', BULKHEAD_SESSIONS_TABLE: 'sessions',
    BULKHEAD_LOCAL_PROVIDERS: JSON.stringify({ [apiDomain]: provider }),
  });
  return {
    url: functions.url, state: async () => (await fetch(aws.url)).json(),
    end: () => {
      functions.end();
      aws.end();
    },
  };
};

/** A customer of the sandbox, and everything that may go wrong with its webhooks made to. */
const prepare = sandbox => {
  const organization = sandbox.organization({ name: 'bench', provider: 'self', requestsPerSecond: 1e6 });
  organization.createFlow({ environment: 'test', name: 'bench', product: 'pre_kyc', id: flowId, configuration: { ruleSet: { minimumAge: 18 }, documents: [], settings: {} } });
  for (const kind of ['duplicate', 'lost', 'reorder']) sandbox.fault({ on: 'webhooks', kind, times: 50 });
  return { apiKey: organization.createKey('test'), registerEndpoint: url => organization.registerEndpoint({ environment: 'test', url, secret }) };
};

/** One person, for whom the backend asks twice at once, and whose verification ends; the ids of the sessions that were handed out. */
const verify = async (sandbox, environment) => {
  const body = JSON.stringify({ version: 1, operation: 'create', binding: 'self', externalUuid: randomUUID(), flowId });
  const ask = async () => (await fetch(`${environment.url}/sessions`, { method: 'POST', body })).json();
  const answers = await Promise.all([ask(), ask()]);
  const ids = [...new Set(answers.flatMap(({ session }) => session?.id ?? []))];
  for (const id of ids) sandbox.complete(id, { scenario: Math.random() < 0.8 ? 'adult' : 'minor' });
  return ids;
};

/** What is there when the bus has every event, or no longer gets any. */
const arrived = async (environment, count) => {
  const until = performance.now() + PATIENCE;
  for (;;) {
    const state = await environment.state();
    if ((state.waiting === 0 && state.bus.length >= count) || performance.now() > until) return state;
    await pause(10);
  }
};

/** How many of those expected are not there exactly once, and how many others are there. */
const wrongIn = (found, expected) => {
  const counts = new Map(expected.map(id => [`self#${id}`, 0]));
  let others = 0;
  for (const name of found) {
    if (counts.has(name)) counts.set(name, counts.get(name) + 1);
    else others += 1;
  }
  return others + [...counts.values()].filter(count => count !== 1).length;
};

/** Milliseconds until the bus has every event of the sessions, what was lost on the way retried. */
const play = async ({ root, startSandbox, dynamo, concurrent }) => {
  const count = concurrent ? SESSIONS : ALONE;
  const sandbox = await startSandbox({ publicUrl: 'https://verify.example' });
  let environment;
  try {
    const { apiKey, registerEndpoint } = prepare(sandbox);
    environment = await startEnvironment({ root, dynamo, apiKey, provider: sandbox.url });
    await registerEndpoint(`${environment.url}/webhooks/self`);
    const began = performance.now();
    const people = [];
    if (concurrent) people.push(...await Promise.all(Array.from({ length: count }, () => verify(sandbox, environment))));
    else {
      while (people.length < count) {
        people.push(await verify(sandbox, environment));
        await sandbox.clock.settled();
      }
    }
    await sandbox.clock.advance(3_600_000);
    const { stored, bus, repeated } = await arrived(environment, count);
    const time = performance.now() - began;
    const ids = people.flat();
    // one session for everybody, none beside them at the provider, and each told once.
    const sessions = people.filter(own => own.length !== 1).length + Math.abs(sandbox.events().length - count);
    return { time: time / count * SESSIONS, wrong: sessions + wrongIn(stored, ids) + wrongIn(bus, ids), repeated };
  } finally {
    environment?.end();
    await sandbox.close();
  }
};

export const sessionRows = async ({ root, say }) => {
  const { startSandbox } = createRequire(import.meta.url)(join(root, 'dist/lib/testing.js'));
  mkdirSync(join(root, '.bulkhead'), { recursive: true });
  // inside the project, so that the client that is left external is found.
  const out = mkdtempSync(join(root, '.bulkhead', 'bench-sessions-'));
  try {
    const dynamo = join(out, 'fake-dynamo.cjs');
    await build({
      absWorkingDir: root, entryPoints: ['test/lambda/sessions/support/fake-dynamo.ts'], outfile: dynamo,
      bundle: true, platform: 'node', format: 'cjs', packages: 'external', logLevel: 'error',
    });
    say('sessions: one after another');
    const alone = await play({ root, startSandbox, dynamo, concurrent: false });
    say(`sessions: ${SESSIONS} at once`);
    const together = await play({ root, startSandbox, dynamo, concurrent: true });
    const wrong = alone.wrong + together.wrong;
    return [{
      what: `${SESSIONS} sessions at once, each asked for twice, through sandbox and the bundles of sessions, receiver and dispatcher until the bus has every event; ${wrong} lost or doubled, ${together.repeated} repetitions acknowledged`,
      against: `one after another, from ${ALONE} of them`, target: '≤ 1, none lost or doubled', ratio: together.time / alone.time, one: together.time, other: alone.time,
      met: wrong === 0 && together.time <= alone.time,
    }];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
};
