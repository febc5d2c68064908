// bundles the app, the command line and every handler; the number of bundler calls does not grow with the environments.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  // CommonJS loads aws-cdk-lib faster than ESM does.
  format: 'cjs',
  logLevel: 'error',
  legalComments: 'none',
};

/** Handler folders: each lambda/<name>/index.ts becomes the asset dist/lambda/<name>. */
const handlers = () => readdirSync(join(root, 'lambda'), { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name);

/** Bundles the handlers once; every environment shares the same prebuilt assets. */
export const buildHandlers = () => build({
  ...common,
  entryPoints: Object.fromEntries(handlers().map(name => [`${name}/index`, `lambda/${name}/index.ts`])),
  outdir: 'dist/lambda',
  target: 'node24',
  minify: true,
  // the SDK's ES modules shake down to what a handler calls; its CommonJS entry does not.
  mainFields: ['module', 'main'],
  // a function's credentials stand in its environment; the SDK's search for others is a fifth of the bundle.
  alias: { '@aws-sdk/credential-provider-node': './lambda/webhook/credentials.ts' },
});

/** Bundles what runs on the engineer's machine; packages stay in node_modules. */
export const buildTools = () => build({
  ...common,
  entryPoints: ['bin/app.ts', 'bin/bulkhead.ts'],
  outdir: 'dist/bin',
  target: 'node20',
  packages: 'external',
  sourcemap: 'linked',
});

export const buildAll = () => Promise.all([buildHandlers(), buildTools()]);
