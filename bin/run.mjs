// what every command goes through: installs what is missing, builds what has changed, then runs in this process.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './run/build.mjs';
import { installIfNeeded, isInstalled } from './run/install.mjs';
import { locked } from './run/lock.mjs';
import { Unusable } from './run/unusable.mjs';
import { check, test } from './run/verify.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const oldestNode = 20;

const load = name => createRequire(import.meta.url)(join(root, 'dist', 'bin', `${name}.js`));

/** Installs and builds; two commands at the same time take turns. */
const prepare = () => locked(root, async () => {
  installIfNeeded(root);
  await buildIfChanged(root);
});

const commands = {
  // cdk.json's app: the toolkit runs it again and again, so it never installs.
  'app': async () => {
    if (!isInstalled(root)) throw new Unusable('the npm packages are missing or of another version; run `npm ci`');
    await locked(root, () => buildIfChanged(root, ['app']));
    load('app');
  },
  'demo': async () => {
    await prepare();
    load('bulkhead');
  },
  'bulkhead': async () => {
    await prepare();
    process.argv.splice(2, 1);
    load('bulkhead');
  },
  'check': async () => {
    await prepare();
    process.exitCode = check(root);
  },
  'test': async args => {
    await prepare();
    process.exitCode = test(root, args);
  },
  'proof': async () => {
    await prepare();
    const { proof } = await import('./run/proof.mjs');
    process.exitCode = proof(root);
  },
  'bench': async () => {
    await prepare();
    await import('../test/bench/index.mjs');
  },
  'audit:mutants': async () => {
    await prepare();
    process.argv.splice(2, 1);
    await import('../test/audit/mutants/main.mjs');
  },
};

const main = async ([name, ...args]) => {
  if (Number(process.versions.node.split('.')[0]) < oldestNode) {
    throw new Unusable(`this needs Node ${oldestNode} or newer and runs on ${process.version}; install a newer Node`);
  }
  if (!Object.hasOwn(commands, name ?? '')) throw new Unusable(`give one of ${Object.keys(commands).join(', ')}`);
  await commands[name](args);
};

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error instanceof Unusable ? error.message : error.stack}\n`);
  process.exitCode = 3;
});
