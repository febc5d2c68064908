// the receiver's rows: what it weighs, how it starts, what it adds to its one write, and what a verification costs.
import { execFileSync, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { paired } from './paired.mjs';

const { secret, settings } = createRequire(import.meta.url)('./receiver/events.cjs');

/** The Node that the functions run on, where it is installed. */
const runtime = root => {
  const installed = join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
  return existsSync(installed) ? installed : process.execPath;
};

/** Starts the endpoint that stands in for AWS; resolves with what the functions need to find it. */
const startEndpoint = async root => {
  const stored = JSON.stringify({ value: secret, class: 'test', provider: 'self' });
  const child = spawn(process.execPath, [join(root, 'test/bench/receiver/fake-aws.mjs'), JSON.stringify(settings), stored], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise(resolve => child.stdout.once('data', text => resolve(Number(text))));
  return {
    end: () => child.kill(),
    env: {
      PATH: process.env.PATH, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_REGION: 'me-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true', AWS_ACCOUNT_ID_ENDPOINT_MODE: 'disabled', BULKHEAD_ENVIRONMENT: 'bench', BULKHEAD_CREDENTIALS: 'test',
      BULKHEAD_SETTINGS_PATH: '/bulkhead/webhook/bindings', BULKHEAD_INBOX_TABLE: 'inbox', BULKHEAD_BODIES_BUCKET: 'bodies',
    },
  };
};

/** How `NodejsFunction` bundles without any option: the SDK of the runtime, or with `bundleAwsSDK` its own. */
const buildByDefault = (root, outfile, external) => build({
  absWorkingDir: root, entryPoints: ['lambda/webhook/index.ts'], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node24', external, logLevel: 'error',
});

const kilobytes = file => statSync(file).size / 1024;

export const receiverRows = async ({ root, rounds, say }) => {
  // inside the project, so that what is left external is found.
  const out = mkdtempSync(join(root, '.bulkhead', 'bench-receiver-'));
  const node = runtime(root);
  const endpoint = await startEndpoint(root);
  const run = (script, ...args) => execFileSync(node, [script, ...args.map(String)], { cwd: root, env: endpoint.env, encoding: 'utf8', maxBuffer: 1e7 });
  const script = name => join(root, 'test/bench/receiver', name);
  const row = (what, against, target, one, other, meets) => ({ what, against, target, ratio: one / other, one, other, met: meets(one / other) });
  try {
    say('receiver: bundles');
    const own = join(root, 'dist', 'lambda', 'webhook', 'index.js');
    const [bundled, external, verification, sdk] = ['bundled.js', 'external.js', 'verification.cjs', 'sdk.cjs'].map(name => join(out, name));
    await buildByDefault(root, bundled, []);
    await buildByDefault(root, external, ['@aws-sdk/*', '@smithy/*']);
    await build({ absWorkingDir: root, entryPoints: [script('verification.ts')], outfile: verification, bundle: true, platform: 'node', format: 'cjs', target: 'node24', logLevel: 'error' });
    await build({
      absWorkingDir: root, stdin: { contents: 'export { DynamoDBClient, PutItemCommand } from \'@aws-sdk/client-dynamodb\';', resolveDir: root }, outfile: sdk,
      bundle: true, platform: 'node', format: 'cjs', target: 'node24', minify: true, mainFields: ['module', 'main'], logLevel: 'error',
    });

    say('receiver: load + first event');
    const start = (handler, by) => () => JSON.parse(run(script('first-event.cjs'), handler))[by];
    const started = by => paired(start(own, by), start(external, by), Math.max(rounds, 9));
    const [ownTime, defaultTime] = await started('time');
    const [ownProcessor, defaultProcessor] = await started('processor');

    say('receiver: warm events');
    const warm = JSON.parse(run(script('warm-events.cjs'), own, sdk, 5_000));

    say('receiver: verification');
    const { small, large } = JSON.parse(run(verification));
    return [
      row('receiver: bundle size (KB)', 'the default `NodejsFunction` build with the SDK bundled', '≤ 0.5', kilobytes(own), kilobytes(bundled), ratio => ratio <= 0.5),
      row('receiver: load + first event, processor time', 'the same handler with the SDK left external', '≤ 0.5', ownProcessor, defaultProcessor, ratio => ratio <= 0.5),
      row('the same by the clock, the local endpoint\'s answers included', 'the same handler with the SDK left external', '≤ 0.5', ownTime, defaultTime, ratio => ratio <= 0.5),
      row('receiver: warm event, verified and stored', 'raw `PutItem` with the same client', '≤ 1.5', warm.handler, warm.raw, ratio => ratio <= 1.5),
      row(`receiver: own share of a warm event at p99 of 5,000, everything but the AWS calls; ${(500 - warm.ownP99).toFixed(0)} ms remain for them`, 'the 500 ms that one provider waits', '≤ 0.1', warm.ownP99, 500, ratio => ratio <= 0.1),
      row('verification of 1 KB (µs)', 'raw SHA-256', '≤ 2.2', small.own, small.digest, ratio => ratio <= 2.2),
      row('verification of 256 KB (µs)', 'raw SHA-256', '≤ 1.2', large.own, large.digest, ratio => ratio <= 1.2),
      row('verification of 1 KB (µs)', 'standardwebhooks without parsing', '≤ 0.167', small.own, small.theirs, ratio => ratio <= 1 / 6),
      row('verification of 256 KB (µs)', 'standardwebhooks without parsing', '≤ 0.083', large.own, large.theirs, ratio => ratio <= 1 / 12),
    ];
  } finally {
    endpoint.end();
    rmSync(out, { recursive: true, force: true });
  }
};
